//! Everything a fresh machine may lack, added where that can be done and explained where it cannot.

use crate::{Result, project, shell};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest Node.js that works.
const NODE_MIN: u32 = 20;

/// Adds the WebAssembly target to the Rust toolchain, and fetches the crates.
pub(crate) fn wasm_target() -> Result<()> {
    if !has_wasm_target() {
        eprintln!("Adding the WebAssembly target to Rust");
        rustup(&["target", "add", project::WASM], &format!("the {} target", project::WASM))?;
    }
    shell::run(
        shell::cargo().args(["fetch", "--quiet", "--target", project::WASM]),
        "The crates could not be fetched, see cargo's message above: check the network connection and run the command again.",
    )
}

/// Adds rustfmt and clippy to the Rust toolchain.
pub(crate) fn lint_components() -> Result<()> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if shell::ask(shell::cargo().args([subcommand, "--version"])).is_none() {
            eprintln!("Adding {component} to Rust");
            rustup(&["component", "add", component], component)?;
        }
    }
    Ok(())
}

fn has_wasm_target() -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    shell::ask(shell::command(Path::new(&rustc)).args(["--print", "target-libdir", "--target", project::WASM]))
        .is_some_and(|folder| Path::new(folder.trim()).is_dir())
}

fn rustup(arguments: &[&str], what: &str) -> Result<()> {
    let Some(rustup) = shell::find("rustup") else {
        return Err(format!(
            "Rust lacks {what} and there is no rustup to add it: install Rust from https://rustup.rs and run the command again."
        ));
    };
    shell::run(
        shell::command(&rustup).args(arguments),
        &format!("rustup could not add {what}: check the network connection and run the command again."),
    )
}

/// Node.js, new enough.
pub(crate) fn node() -> Result<PathBuf> {
    let advice = format!("install Node.js {NODE_MIN} or newer from https://nodejs.org and run the command again.");
    let Some(node) = shell::find("node") else {
        return Err(format!("Node.js is missing: {advice}"));
    };
    let version = shell::ask(shell::command(&node).arg("--version")).unwrap_or_default();
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|text| text.parse::<u32>().ok());
    match major {
        Some(major) if major >= NODE_MIN => Ok(node),
        _ => Err(format!("Node.js {} is too old: {advice}", version.trim())),
    }
}

/// The npm packages of the lock file, installed when they are not yet.
pub(crate) fn npm_packages() -> Result<()> {
    let folder = project::browser_tests();
    let modified = |path: PathBuf| path.metadata().and_then(|about| about.modified()).ok();
    let wanted = modified(folder.join("package-lock.json"));
    let installed = modified(folder.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= wanted {
        return Ok(());
    }
    let Some(npm) = shell::find("npm") else {
        return Err(
            "npm is missing: install Node.js with npm from https://nodejs.org and run the command again.".into()
        );
    };
    eprintln!("Installing the npm packages");
    shell::run(
        shell::command(&npm).args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder),
        "The npm packages could not be installed, see npm's message above: check the network connection and run the command again.",
    )
}

/// A Chromium: the one `BELTLINE_CHROMIUM` names, the system's, or one from the system's package manager.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("BELTLINE_CHROMIUM").map(PathBuf::from) {
        return if path.is_file() {
            Ok(path)
        } else {
            Err(format!(
                "BELTLINE_CHROMIUM names {}, which is not a file: set it to the path of a Chromium.",
                path.display()
            ))
        };
    }
    if let Some(path) = installed_chromium() {
        return Ok(path);
    }
    install_chromium();
    installed_chromium().ok_or_else(|| {
        "No Chromium was found and none could be installed: install Chromium or Google Chrome, or set BELTLINE_CHROMIUM to the path of one."
            .to_owned()
    })
}

fn installed_chromium() -> Option<PathBuf> {
    const NAMES: [&str; 7] = [
        "chromium-headless-shell",
        "chrome-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ];
    const PLACES: [&str; 4] = [
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    ];
    NAMES
        .iter()
        .find_map(|name| shell::find(name))
        .or_else(|| PLACES.iter().map(PathBuf::from).find(|path| path.is_file()))
}

/// The one without windows where there is a package of it: the tests take a fifth less of the processor's time with it.
fn install_chromium() {
    const WITHOUT_WINDOWS: &[&str] = &["install", "-y", "--no-install-recommends", "chromium-headless-shell"];
    install("Chromium", &[("apt-get", &[&["update"], WITHOUT_WINDOWS])]);
    if installed_chromium().is_some() {
        return;
    }
    install(
        "Chromium",
        &[
            ("apt-get", &[&["install", "-y", "--no-install-recommends", "chromium"]]),
            ("dnf", &[&["install", "-y", "chromium"]]),
            ("pacman", &[&["-Sy", "--noconfirm", "chromium"]]),
            ("apk", &[&["add", "chromium"]]),
            ("brew", &[&["install", "--cask", "chromium"]]),
        ],
    );
}

/// A package manager, and what to ask of it.
type Manager = (&'static str, &'static [&'static [&'static str]]);

/// Tries the package managers in turn; whether it worked shows in what is installed afterwards.
pub(crate) fn install(what: &str, managers: &[Manager]) {
    for (name, calls) in managers {
        let Some(manager) = shell::find(name) else { continue };
        eprintln!("Installing {what} with {name}");
        for arguments in *calls {
            let Some(mut command) = privileged(&manager, name) else {
                continue;
            };
            // A manager that fails leaves nothing behind, and that is what is looked at.
            let _ = command.env("DEBIAN_FRONTEND", "noninteractive").args(*arguments).status();
        }
    }
}

/// The command with the rights to install; none when they cannot be had without asking.
fn privileged(manager: &Path, name: &str) -> Option<Command> {
    let is_root = || shell::ask(shell::command(Path::new("id")).arg("-u")).is_some_and(|id| id.trim() == "0");
    if name == "brew" || is_root() {
        return Some(shell::command(manager));
    }
    let sudo = shell::find("sudo")?;
    shell::ask(shell::command(&sudo).args(["-n", "true"]))?;
    let mut command = shell::command(&sudo);
    command.arg("-n").arg(manager);
    Some(command)
}
