//! The page's WebAssembly taken apart: what the first view needs, and chunks that are fetched when opened.

use crate::{Result, module, project};
use std::path::{Path, PathBuf};

/// Splits what was linked: the chunks and the script that fetches them go to `out`; gives the path of the main part, which
/// is still to be bound to JavaScript as `name`.
pub(crate) fn split(linked: &Path, out: &Path, name: &str) -> Result<PathBuf> {
    let input = project::read(linked)?;
    let main = module::target_folder()?.join("site").join("main.wasm");
    let (link, script) = (format!("./{name}_chunks.js"), format!("./{name}.js"));
    let mut options = wasm_split_cli_support::Options::new(&input);
    options.output_dir = out;
    options.main_out_path = &main;
    options.link_name = &link;
    options.main_module = &script;
    options.emit_dwarf = false;
    wasm_split_cli_support::transform(options)
        .map_err(|error| format!("What was compiled cannot be split into chunks: {error:#}."))?;
    Ok(main)
}
