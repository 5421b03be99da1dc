//! `cargo xtask bench`: one JSON line a figure on the standard output, everything else on the other one.

use crate::module::Build;
use crate::{Result, project, setup, shell, site, sizes};
use std::path::PathBuf;

/// Builds what is measured, measures, and fails when a figure could not be had or is over its budget.
pub(crate) fn run() -> Result<()> {
    let node = setup::node()?;
    setup::npm_packages()?;
    let chromium = setup::chromium()?;
    site::run()?;
    eprintln!("Compiling the yardstick: MD5 alone, in WebAssembly");
    let yardstick = yardstick()?;

    let mut bad = Bad::default();
    let bytes = sizes::measure()?.first_view();
    for (name, budget) in
        [("first_view", sizes::FIRST_VIEW_BYTES_MAX), ("first_view_skeleton", sizes::SKELETON_BYTES_MAX)]
    {
        let ok = bytes <= budget;
        let figure =
            format!(r#"{{"name":"{name}","value":{bytes},"unit":"bytes, brotli","budget":{budget},"ok":{ok}}}"#);
        println!("{figure}");
        bad.count(&figure);
    }
    for script in ["tests/wasm/bench.mjs", "tests/wasm/bench-time.mjs", "tests/browser/bench.mjs"] {
        eprintln!("Measuring with {script}");
        let mut command = shell::command(&node);
        command
            .arg(project::root().join(script))
            .env("BELTLINE_CHROMIUM", &chromium)
            .env("BELTLINE_YARDSTICK", &yardstick);
        if !shell::listen(&mut command, |line| bad.count(line))? {
            bad.unmeasured += 1;
        }
    }
    bad.outcome()
}

/// Builds the package that only hashes; where its module is.
fn yardstick() -> Result<PathBuf> {
    let build = Build { package: "yardstick", profile: "release", name: "yardstick", chunks: false };
    build.files()?;
    Ok(build.folder()?.join("yardstick.js"))
}

/// Figures that are not as they should be.
#[derive(Default)]
struct Bad {
    unmeasured: usize,
    over_budget: usize,
}

impl Bad {
    fn count(&mut self, line: &str) {
        match serde_json::from_str::<serde_json::Value>(line) {
            Ok(figure) if figure.get("error").is_some() => self.unmeasured += 1,
            Ok(figure) if figure["ok"] == false => self.over_budget += 1,
            Ok(_) => {}
            Err(_) => self.unmeasured += 1,
        }
    }

    fn outcome(&self) -> Result<()> {
        match (self.unmeasured, self.over_budget) {
            (0, 0) => Ok(()),
            (0, over) => Err(format!("Figures over their budget: {over}. They say \"ok\":false.")),
            (unmeasured, over) => Err(format!(
                "Figures that could not be measured: {unmeasured}; over their budget: {over}. They are named above."
            )),
        }
    }
}
