//! Where things are.

use crate::Result;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The target triple of the module.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The top of the project.
pub(crate) fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        here.parent().unwrap_or(here).to_path_buf()
    })
}

/// Where `cargo xtask dist` writes the site.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// The folder of the npm packages and the browser tests.
pub(crate) fn browser_tests() -> PathBuf {
    root().join("tests/browser")
}

/// Every file under `folder`, deepest last, in order of path; none when the folder does not exist.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The path from `base`, with forward slashes on every system.
pub(crate) fn relative(path: &Path, base: &Path) -> String {
    let inside = path.strip_prefix(base).unwrap_or(path);
    inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Whether a file is of a kind, such as `css`.
pub(crate) fn is_kind(path: impl AsRef<Path>, kind: &str) -> bool {
    path.as_ref().extension().is_some_and(|extension| extension == kind)
}

/// Reads a file of the project.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| format!("{} cannot be read: {error}.", path.display()))
}

/// Writes a file, and the folders above it.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    path.parent()
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| std::fs::write(path, bytes))
        .map_err(|error| format!("{} cannot be written: {error}.", path.display()))
}
