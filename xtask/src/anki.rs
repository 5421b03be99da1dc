//! Anki without its windows, as Python's package `anki`: it reads the exported bank as the program would.

use crate::{Result, project, setup, shell};
use std::path::{Path, PathBuf};

/// The release that the tests ask; it needs Python 3.10.
const PACKAGE: &str = "anki==26.9.3";
const PYTHON_MINOR_MIN: u32 = 10;

/// A Python that has it, in an environment of its own under `target/`.
pub(crate) fn python() -> Result<PathBuf> {
    let folder = project::root().join("target/anki");
    if let Some(python) = ready(&folder) {
        return Ok(python);
    }
    if !make(&folder) {
        setup::install(
            "Python",
            &[
                ("apt-get", &[&["update"], &["install", "-y", "--no-install-recommends", "python3-venv"]]),
                ("dnf", &[&["install", "-y", "python3"]]),
                ("pacman", &[&["-Sy", "--noconfirm", "python"]]),
                ("apk", &[&["add", "python3"]]),
                ("brew", &[&["install", "python"]]),
            ],
        );
        if !make(&folder) {
            return Err(format!(
                "Python 3.{PYTHON_MINOR_MIN} or newer with its module venv is missing: install it from https://www.python.org and run the command again."
            ));
        }
    }
    eprintln!("Installing Anki's Python package");
    let mut pip = shell::command(&inside(&folder));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGE]);
    shell::run(
        &mut pip,
        "Anki's Python package could not be installed, see pip's message above: check the network connection and run the command again.",
    )?;
    ready(&folder)
        .ok_or_else(|| format!("{PACKAGE} does not start: delete {} and run the command again.", folder.display()))
}

/// The environment's Python, when it has the right release.
fn ready(folder: &Path) -> Option<PathBuf> {
    let python = inside(folder);
    let version = "import anki.collection, importlib.metadata; print('anki==' + importlib.metadata.version('anki'))";
    let told = shell::ask(shell::command(&python).args(["-c", version]))?;
    (told.trim() == PACKAGE).then_some(python)
}

/// Makes the environment; false without a Python that can.
fn make(folder: &Path) -> bool {
    let can = |python: &PathBuf| {
        let version = shell::ask(shell::command(python).args(["-c", "import sys; print(sys.version_info.minor)"]));
        version.and_then(|minor| minor.trim().parse().ok()).is_some_and(|minor: u32| minor >= PYTHON_MINOR_MIN)
    };
    let Some(python) = ["python3", "python"].into_iter().filter_map(shell::find).find(can) else { return false };
    shell::ask(shell::command(&python).args(["-m", "venv", "--clear"]).arg(folder)).is_some()
}

fn inside(folder: &Path) -> PathBuf {
    folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}
