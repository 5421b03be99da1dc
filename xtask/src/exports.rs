//! What a linked module offers: our own exports, and not those of crates below.

use crate::Result;
use wasm_encoder::{ExportSection, Module, RawSection};
use wasmparser::{Parser, Payload};

/// Leptos brings classes for streams to and from a server. Nothing here makes one, but as exports they would be kept with
/// all they reach, some 4 KB of the first view after brotli.
const NOT_OURS: &str = "intounderlying";

/// The same module without exports that are not ours. All other sections stay where they are, as the splitter needs them.
pub(crate) fn keep_own(linked: &[u8]) -> Result<Vec<u8>> {
    filter(linked).map_err(|error| format!("What was compiled is not WebAssembly that can be read: {error}."))
}

#[expect(clippy::cast_possible_truncation, reason = "places in what lies in memory")]
fn filter(linked: &[u8]) -> wasmparser::Result<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(linked) {
        match payload? {
            Payload::ExportSection(exports) => {
                let mut own = ExportSection::new();
                for export in exports {
                    let export = export?;
                    if !export.name.contains(NOT_OURS) {
                        own.export(export.name, export.kind.into(), export.index);
                    }
                }
                module.section(&own);
            }
            payload => {
                if let Some((id, range)) = payload.as_section() {
                    module.section(&RawSection { id, data: &linked[range.start as usize..range.end as usize] });
                }
            }
        }
    }
    Ok(module.finish())
}
