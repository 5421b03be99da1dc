//! Format and lints.

use crate::{Result, project, setup, shell, tidy};

/// `cargo xtask lint`.
pub(crate) fn run() -> Result<()> {
    setup::lint_components()?;
    setup::wasm_target()?;
    format()?;
    tidy::run()?;
    clippy_native()?;
    clippy_wasm()?;
    match setup::node().and_then(|_| setup::npm_packages()) {
        Ok(()) => pages(),
        Err(sentence) => {
            eprintln!("The HTML is not checked. {sentence}");
            Ok(())
        }
    }
}

/// rustfmt.
pub(crate) fn format() -> Result<()> {
    shell::run(
        shell::cargo().args(["fmt", "--all", "--", "--check"]),
        "Some files are not formatted: run `cargo fmt --all`.",
    )
}

/// clippy on everything that runs on this machine.
pub(crate) fn clippy_native() -> Result<()> {
    clippy(&["--workspace", "--all-targets"])
}

/// clippy on what the browser gets, the complete module and the page; as a release, whose macros are then compiled once
/// for this and for the site.
pub(crate) fn clippy_wasm() -> Result<()> {
    let module = ["--release", "--package", "beltline", "--lib", "--target", project::WASM];
    clippy(&module)?;
    clippy(&[&module[..], &["--no-default-features", "--features", "chunks"]].concat())
}

fn clippy(what: &[&str]) -> Result<()> {
    shell::run(
        shell::cargo().arg("clippy").arg("--quiet").args(what).args(["--", "--deny", "warnings"]),
        "clippy has something to say: mend what it names above.",
    )
}

/// html-validate on the pages.
pub(crate) fn pages() -> Result<()> {
    let tests = project::browser_tests();
    let site = project::files(&project::root().join("src/web/site"));
    let pages = site.into_iter().filter(|path| project::is_kind(path, "html"));
    let mut command = shell::command(&setup::node()?);
    command.arg(tests.join("node_modules/html-validate/bin/html-validate.mjs"));
    command.arg("--config").arg(tests.join("html-validate.json"));
    command.arg(project::root().join("index.html")).args(pages);
    shell::run(&mut command, "The HTML is not valid: mend what html-validate names above.")
}
