//! Lessons: `xtask/course` reads what stands under `lessons/`, says file, line and column of what is wrong, and makes the
//! files that ship. It is compiled when it is needed, so that these tasks work while the engine does not.

use crate::module::{self, Files};
use crate::{Result, project, setup, shell, sizes};
use std::path::PathBuf;
use std::process::Command;

/// What a lesson may weigh, compressed with brotli; and so may a topic's questions and the index.
const LESSON_BYTES_MAX: u64 = 15_000;

/// Reads and plays everything, and tells what every figure came out as.
pub(crate) fn tell() -> Result<()> {
    shell::run(reader().arg("."), "A lesson is not as it should be: mend what is named above.")
}

/// The files that ship, by their path in the site.
pub(crate) fn ship() -> Result<Files> {
    let folder = folder();
    if folder.exists() {
        std::fs::remove_dir_all(&folder)
            .map_err(|error| format!("{} cannot be emptied: {error}.", folder.display()))?;
    }
    shell::hear(reader().arg(".").arg(&folder), "A lesson has a mistake: mend what is named above.")?;
    module::read_all(&folder)
}

/// Reads the lessons and weighs what ships of them. That everything comes out as it is written is for the native tests.
pub(crate) fn run() -> Result<()> {
    ship()?;
    let mut node = shell::command(&setup::node()?);
    node.arg(project::root().join("tests/wasm/sizes.mjs")).arg(folder()).arg("lessons");
    let told = shell::ask(&mut node).unwrap_or_default();
    let lessons: Vec<sizes::Size> = told.lines().filter_map(sizes::Size::parse).map(|(_, size)| size).collect();
    if lessons.is_empty() {
        return Err("The lessons cannot be weighed: no file of them was found.".into());
    }
    sizes::print("lessons, bytes", &lessons, "");
    match lessons.iter().find(|size| size.brotli_bytes > LESSON_BYTES_MAX) {
        None => Ok(()),
        Some(size) => Err(format!(
            "{} has {} bytes, more than {LESSON_BYTES_MAX}: divide it in two.",
            size.path, size.brotli_bytes
        )),
    }
}

fn reader() -> Command {
    let mut command = shell::cargo();
    command.args(["run", "--quiet", "--package", "beltline-course", "--"]);
    command
}

fn folder() -> PathBuf {
    project::root().join("target/lessons")
}
