//! The page's WebAssembly taken apart: what the first view needs, and chunks that are fetched when they are wanted.

use crate::{Result, join, module, project};
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;
use std::hash::{Hash, Hasher};
use std::path::Path;
use wasm_split_cli_support::Options;

/// The script that fetches chunks, but for which they are.
const SCRIPT: &str = include_str!("chunks.js");
/// Where chunks lie in the site.
pub(crate) const FOLDER: &str = "chunks";
/// What several parts share comes in one file with all else that is shared and small: a request costs as much as this.
const SMALL_BYTES: usize = 16_000;

/// The part that reads scenarios. It comes with every scene but the first, and so what it shares with others lies in its file.
const READER: &str = "scenario";

/// Splits what was linked: the chunks and the script that fetches them go to `out`; gives the main part, which is still to
/// be bound to JavaScript as `name`.
pub(crate) fn split(linked: &[u8], out: &Path, name: &str) -> Result<Vec<u8>> {
    let folder = module::target_folder()?.join("site");
    let (main, split) = (folder.join("main.wasm"), folder.join("split"));
    let (script, page) = (format!("./{name}_chunks.js"), format!("./{name}.js"));
    let mut options = Options::new(linked);
    options.output_dir = &split;
    options.main_out_path = &main;
    options.link_name = &script;
    options.main_module = &page;
    options.emit_dwarf = false;
    let parts = wasm_split_cli_support::transform(options)
        .map_err(|error| format!("What was compiled cannot be split into chunks: {error:#}."))?
        .prefetch_map;
    let main = project::read(&main)?;

    // A chunk fits the main part it was split from and no other, so its address names both: a page that was opened before
    // the site changed finds no chunk, and says so, rather than a wrong one.
    let build = digest(&main);
    let files = gather(&parts, |piece| project::read(&split.join(piece).with_extension("wasm")))?;
    let mut text = SCRIPT.replace("PAGE", &page);
    for part in parts.keys().collect::<BTreeSet<_>>() {
        let fetched = files.iter().filter(|(_, file)| file.wanted_by.contains(part.as_str()));
        let names = fetched.map(|(name, _)| format!("\"{build}-{name}\"")).collect::<Vec<_>>();
        let _ = writeln!(text, "export const __wasm_split_load_{part} = part({});", names.join(", "));
    }
    project::write(&out.join(script), text.as_bytes())?;
    for (name, file) in files {
        project::write(&out.join(FOLDER).join(format!("{build}-{name}.wasm")), &join::join(&file.pieces)?)?;
    }
    Ok(main)
}

/// A file of the site.
#[derive(Default)]
struct File<'a> {
    wanted_by: BTreeSet<&'a str>,
    pieces: Vec<Vec<u8>>,
}

/// Puts the pieces that the splitter made into files, by name. `parts` says what pieces each part needs.
fn gather(
    parts: &HashMap<String, Vec<String>>,
    read: impl Fn(&str) -> Result<Vec<u8>>,
) -> Result<BTreeMap<String, File<'_>>> {
    let mut wanted_by = BTreeMap::<&str, BTreeSet<&str>>::new();
    for (part, pieces) in parts {
        for piece in pieces {
            wanted_by.entry(piece).or_default().insert(part);
        }
    }
    let mut files = BTreeMap::<String, File>::new();
    for (piece, parts) in wanted_by {
        let bytes = read(piece)?;
        let is_shared = parts.len() > 1;
        let name = if is_shared && bytes.len() < SMALL_BYTES {
            "shared".to_owned()
        } else if parts.contains(READER) {
            READER.to_owned()
        } else {
            parts.iter().copied().collect::<Vec<_>>().join(".")
        };
        let file = files.entry(name).or_default();
        file.wanted_by.extend(parts);
        file.pieces.push(bytes);
    }
    Ok(files)
}

fn digest(bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
