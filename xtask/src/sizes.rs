//! The size budget of the first view.

use crate::{Result, project, setup, shell};

/// What the browser may have to load before the first view, everything together, compressed with brotli.
pub(crate) const FIRST_VIEW_BYTES_MAX: u64 = 280_000;
/// What a first view of the hall alone was meant to take. `bench` tells how far it is missed.
pub(crate) const SKELETON_BYTES_MAX: u64 = 150_000;

/// One file of the first view.
pub(crate) struct Size {
    path: String,
    bytes: u64,
    /// Compressed with brotli at its best.
    pub(crate) brotli_bytes: u64,
}

/// Prints the sizes of the built site; too large is a failure.
pub(crate) fn check() -> Result<()> {
    let sizes = measure()?;
    println!("{:<28} {:>10} {:>10}", "first view, bytes", "raw", "brotli");
    for size in &sizes {
        println!("{:<28} {:>10} {:>10}", size.path, size.bytes, size.brotli_bytes);
    }
    let total: u64 = sizes.iter().map(|size| size.brotli_bytes).sum();
    println!(
        "{:<28} {:>10} {total:>10} of {FIRST_VIEW_BYTES_MAX}",
        "together",
        sizes.iter().map(|size| size.bytes).sum::<u64>()
    );
    if total <= FIRST_VIEW_BYTES_MAX {
        Ok(())
    } else {
        Err(format!("The first view is {} bytes over its budget: make it smaller.", total - FIRST_VIEW_BYTES_MAX))
    }
}

/// Measures the first view of the built site.
pub(crate) fn measure() -> Result<Vec<Size>> {
    let mut node = shell::command(&setup::node()?);
    node.arg(project::root().join("tests/wasm/sizes.mjs")).arg(project::dist());
    let told = shell::ask(&mut node).unwrap_or_default();
    let sizes: Vec<Size> = told
        .lines()
        .filter_map(|line| {
            let mut parts = line.split('\t');
            let path = parts.next()?.to_owned();
            Some(Size { path, bytes: parts.next()?.parse().ok()?, brotli_bytes: parts.next()?.parse().ok()? })
        })
        .collect();
    if sizes.is_empty() {
        return Err("The sizes of dist/ cannot be measured: run `cargo xtask dist` and try again.".into());
    }
    Ok(sizes)
}
