//! The library as an ES module: compiled to WebAssembly, split where asked, bound to JavaScript, shrunk.

use crate::{Result, chunks, exports, project, setup, shell};
use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;
use wasm_bindgen_cli_support::Bindgen;

/// Files by their path below the site.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// What to build.
pub(crate) struct Build {
    /// A package of the workspace with a library for JavaScript.
    pub(crate) package: &'static str,
    /// A profile of `Cargo.toml`.
    pub(crate) profile: &'static str,
    /// What the module is called: `name.js` and `name_bg.wasm`.
    pub(crate) name: &'static str,
    /// Whether parts of it lie in chunks.
    pub(crate) chunks: bool,
}

impl Build {
    /// The complete module, for other people's programs and pages.
    pub(crate) const COMPLETE: Self = Self { package: "beltline", profile: "release", name: "beltline", chunks: false };
    /// What our own page loads.
    pub(crate) const PAGE: Self = Self { package: "beltline", profile: "release", name: "page", chunks: true };
    /// The page, quick to build, for working on the project.
    pub(crate) const SERVE: Self = Self { package: "beltline", profile: "serve", name: "page", chunks: true };

    /// Compiles, and writes the JavaScript beside the WebAssembly.
    pub(crate) fn files(&self) -> Result<Files> {
        let mut cargo = shell::cargo();
        cargo.arg("--config").arg(without_private_paths());
        cargo.args(["rustc", "--lib", "--package", self.package, "--target", project::WASM, "--profile", self.profile]);
        if self.chunks {
            cargo.args(["--no-default-features", "--features", "chunks", "--", "-C", "link-arg=--emit-relocs"]);
        }
        shell::run(&mut cargo, "The project does not compile: mend what cargo says above.")?;
        let linked = target_folder()?.join(project::WASM).join(self.profile).join(self.package).with_extension("wasm");
        let out = self.folder()?;
        if out.exists() {
            std::fs::remove_dir_all(&out).map_err(|error| format!("{} cannot be emptied: {error}.", out.display()))?;
        }
        let linked = exports::keep_own(&project::read(&linked)?)?;
        let main = if self.chunks { chunks::split(&linked, &out, self.name)? } else { linked };
        self.bind(main, &out)?;
        read_all(&out)
    }

    /// Where the files are written.
    pub(crate) fn folder(&self) -> Result<PathBuf> {
        Ok(target_folder()?.join("site").join(self.profile).join(self.name))
    }

    fn bind(&self, linked: Vec<u8>, out: &Path) -> Result<()> {
        Bindgen::new()
            .input_bytes(self.name, linked)
            .out_name(self.name)
            .typescript(!self.chunks)
            .keep_lld_exports(self.chunks)
            .omit_default_module_path(false)
            .remove_producers_section(true)
            .web(true)
            .and_then(|bindgen| bindgen.generate(out))
            .map_err(|error| format!("wasm-bindgen cannot read what was compiled: {error:#}."))
    }
}

/// Compiler flags that keep the folders of this machine out of the places that panics name. Cargo adds flags given this
/// way to those of `.cargo/config.toml`; in the environment they would take their place.
fn without_private_paths() -> String {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let crates = home.map(|home| (home.join("registry").join("src"), "crates"));
    let folders = [Some((project::root().to_path_buf(), ".")), crates];
    let flags = folders.into_iter().flatten().map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()));
    format!("target.{}.rustflags={:?}", project::WASM, flags.collect::<Vec<_>>())
}

/// Every file under `folder`, by its path from there.
pub(crate) fn read_all(folder: &Path) -> Result<Files> {
    project::files(folder)
        .into_iter()
        .map(|path| Ok((project::relative(&path, folder), project::read(&path)?)))
        .collect()
}

/// Makes the WebAssembly smaller with binaryen. Without npm it stays as it is, and a sentence says so.
pub(crate) fn shrink(files: &mut Files) -> Result<()> {
    let node = match setup::node().and_then(|node| setup::npm_packages().map(|()| node)) {
        Ok(node) => node,
        Err(sentence) => {
            eprintln!("The WebAssembly is not shrunk, the site works all the same. {sentence}");
            return Ok(());
        }
    };
    let tool = project::browser_tests().join("node_modules/binaryen/bin/wasm-opt");
    let folder = target_folder()?.join("site");
    // The largest first, so that no core is left with it at the end.
    let mut modules: Vec<_> = files.iter_mut().filter(|(name, _)| project::is_kind(name, "wasm")).collect();
    modules.sort_by_key(|(_, bytes)| bytes.len());
    let waiting = Mutex::new(modules);
    let work = |core: usize| -> Result<()> {
        let (large, small) = (folder.join(format!("large-{core}.wasm")), folder.join(format!("small-{core}.wasm")));
        while let Some((name, bytes)) = waiting.lock().ok().and_then(|mut waiting| waiting.pop()) {
            project::write(&large, bytes)?;
            let mut command = shell::command(&node);
            command.arg(&tool).arg(effort(name)).arg(&large).arg("-o").arg(&small);
            shell::run(&mut command, &format!("wasm-opt cannot shrink {name}, see its message above."))?;
            *bytes = project::read(&small)?;
        }
        Ok(())
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let work = &work;
        let begun: Vec<_> = (0..cores).map(|core| scope.spawn(move || work(core))).collect();
        let crashed = |_| Err("wasm-opt was not waited for.".to_owned());
        begun.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(crashed))
    })
}

/// How much binaryen does. `-O3` runs the engine's whole path an eighth quicker than `-Oz` and a twentieth quicker than
/// `-O1`, and is no larger after brotli. No record goes through a chunk: there `-O1` gives the same bytes in a third of the
/// time. The features allowed are those the module names itself; with --all-features wasm-opt writes a compact import
/// section, which Node.js 20 refuses.
fn effort(module: &str) -> &'static str {
    if module.starts_with(chunks::FOLDER) { "-O1" } else { "-O3" }
}

/// Where cargo builds.
pub(crate) fn target_folder() -> Result<PathBuf> {
    let told = shell::ask(shell::cargo().args(["metadata", "--no-deps", "--format-version", "1"]));
    told.and_then(|json| serde_json::from_str::<serde_json::Value>(&json).ok())
        .and_then(|metadata| metadata["target_directory"].as_str().map(PathBuf::from))
        .ok_or_else(|| "cargo cannot read Cargo.toml: run `cargo metadata` to see why.".to_owned())
}
