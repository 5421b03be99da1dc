//! The page's WebAssembly taken apart: what the first view needs, and chunks that are fetched when they are wanted.

use crate::{Result, module, project};
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;
use wasm_split_cli_support::Options;

/// How the splitter's script compiles a chunk: only where the server names the type of the file.
const STREAMED: &str = "WebAssembly.instantiateStreaming(src, imports)";
/// Any server will do.
const WHOLE: &str = "WebAssembly.instantiate(await (await src).arrayBuffer(), imports)";

/// Splits what was linked: the chunks and the script that fetches them go to `out`; gives the main part, which is still to
/// be bound to JavaScript as `name`.
pub(crate) fn split(linked: &[u8], out: &Path, name: &str) -> Result<Vec<u8>> {
    let main = module::target_folder()?.join("site").join("main.wasm");
    let (script, page) = (format!("./{name}_chunks.js"), format!("./{name}.js"));
    let mut options = Options::new(linked);
    options.output_dir = out;
    options.main_out_path = &main;
    options.link_name = &script;
    options.main_module = &page;
    options.emit_dwarf = false;
    let chunks = wasm_split_cli_support::transform(options)
        .map_err(|error| format!("What was compiled cannot be split into chunks: {error:#}."))?
        .split_modules;
    let main = project::read(&main)?;

    // A chunk fits the main part it was split from and no other, so its address names both: a page that was opened before
    // the site changed finds no chunk, and says so, rather than a wrong one.
    let build = digest(&main);
    let script = out.join(script);
    let mut text = String::from_utf8_lossy(&project::read(&script)?).replace(STREAMED, WHOLE);
    for chunk in chunks {
        let plain = project::relative(&chunk, out);
        let named = format!("chunks/{build}-{}", plain.trim_start_matches("split_"));
        text = text.replace(&format!("\"./{plain}\""), &format!("\"./{named}\""));
        project::write(&out.join(&named), &project::read(&chunk)?)?;
        std::fs::remove_file(&chunk).map_err(|error| format!("{} cannot be moved: {error}.", chunk.display()))?;
    }
    project::write(&script, text.as_bytes())?;
    Ok(main)
}

fn digest(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
