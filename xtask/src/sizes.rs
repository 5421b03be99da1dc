//! The size budget of the first view.

use crate::{Result, project, setup, shell};

/// What the browser may ever have to load before the first view, everything together, compressed with brotli.
pub(crate) const FIRST_VIEW_BYTES_MAX: u64 = 280_000;
/// What the first view of the hall may take.
pub(crate) const SKELETON_BYTES_MAX: u64 = 150_000;

/// The files of the page.
pub(crate) struct Sizes {
    /// Loaded before the first bag moves.
    first: Vec<Size>,
    /// Fetched when they are wanted, or when the page is idle.
    later: Vec<Size>,
}

/// One file.
pub(crate) struct Size {
    pub(crate) path: String,
    bytes: u64,
    /// Compressed with brotli at its best.
    pub(crate) brotli_bytes: u64,
}

impl Size {
    /// A line of `sizes.mjs`: when the file is loaded, and its size.
    pub(crate) fn parse(line: &str) -> Option<(&str, Self)> {
        let mut parts = line.split('\t');
        let when = parts.next()?;
        let path = parts.next()?.to_owned();
        Some((when, Self { path, bytes: parts.next()?.parse().ok()?, brotli_bytes: parts.next()?.parse().ok()? }))
    }
}

impl Sizes {
    /// The first view, compressed.
    pub(crate) fn first_view(&self) -> u64 {
        self.first.iter().map(|size| size.brotli_bytes).sum()
    }
}

/// Prints the sizes of the built site; too large is a failure.
pub(crate) fn check() -> Result<()> {
    let sizes = measure()?;
    let budget = FIRST_VIEW_BYTES_MAX;
    print("first view, bytes", &sizes.first, &format!("of {budget}"));
    print("later, bytes", &sizes.later, "");
    let total = sizes.first_view();
    if total <= budget {
        Ok(())
    } else {
        Err(format!(
            "The first view is {} bytes over its budget: put what it can do without into a chunk, or make it smaller.",
            total - budget
        ))
    }
}

/// Prints files and their sizes.
pub(crate) fn print(title: &str, sizes: &[Size], of: &str) {
    println!("{title:<28} {:>10} {:>10}", "raw", "brotli");
    for size in sizes {
        println!("{:<28} {:>10} {:>10}", size.path, size.bytes, size.brotli_bytes);
    }
    let (bytes, brotli_bytes) = sizes.iter().fold((0, 0), |sum, size| (sum.0 + size.bytes, sum.1 + size.brotli_bytes));
    println!("{:<28} {bytes:>10} {brotli_bytes:>10} {of}\n", "together");
}

/// Measures the built site.
pub(crate) fn measure() -> Result<Sizes> {
    let mut node = shell::command(&setup::node()?);
    node.arg(project::root().join("tests/wasm/sizes.mjs")).arg(project::dist());
    let told = shell::ask(&mut node).unwrap_or_default();
    let (first, later): (Vec<_>, Vec<_>) = told.lines().filter_map(Size::parse).partition(|(when, _)| *when == "first");
    if first.is_empty() {
        return Err("The sizes of dist/ cannot be measured: run `cargo xtask dist` and try again.".into());
    }
    let sizes = |files: Vec<(&str, Size)>| files.into_iter().map(|(_, size)| size).collect();
    Ok(Sizes { first: sizes(first), later: sizes(later) })
}
