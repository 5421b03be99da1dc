//! The site: every file that is shipped, by its path, with relative links only, so that it works under any path.

use crate::module::{self, Build, Files};
use crate::{Result, lessons, project, setup};

/// The scenario format, described for editors and programs.
const SCHEMA: &str = "src/scenario/scenario.schema.json";
/// Pages and scripts that ship as they are: the custom element, the page for iframes, the examples.
const PAGES: &str = "src/web/site";
/// Files of records to try the page with.
const SAMPLES: &str = "lessons/samples";

/// Writes the release site to `dist/`.
pub(crate) fn run() -> Result<()> {
    eprintln!("1/4 Getting ready");
    setup::wasm_target()?;
    eprintln!("2/4 Compiling to WebAssembly");
    let mut module = Build::COMPLETE.files()?;
    module.extend(Build::PAGE.files()?);
    eprintln!("3/4 Shrinking the WebAssembly");
    module::shrink(&mut module)?;
    eprintln!("4/4 Writing dist/");
    let site = assemble(&module)?;
    let dist = project::dist();
    if dist.exists() {
        std::fs::remove_dir_all(&dist).map_err(|error| format!("dist/ cannot be emptied: {error}."))?;
    }
    for (path, bytes) in &site {
        project::write(&dist.join(path), bytes)?;
    }
    let bytes: usize = site.values().map(Vec::len).sum();
    eprintln!(
        "dist/ is ready: {} files, {} kB. Any static host can serve it, under any path.",
        site.len(),
        bytes.div_ceil(1000)
    );
    Ok(())
}

/// Puts the site together around a built module.
pub(crate) fn assemble(module: &Files) -> Result<Files> {
    let root = project::root();
    let mut site = module.clone();
    let index = std::fs::read(root.join("index.html")).map_err(|_| {
        "index.html is missing at the top of the project: the site cannot be put together without it.".to_owned()
    })?;
    site.insert("index.html".into(), index);
    let (sheets, others): (Files, Files) =
        module::read_all(&root.join("style"))?.into_iter().partition(|(path, _)| project::is_kind(path, "css"));
    let css = sheets.into_values().map(|sheet| compact(&String::from_utf8_lossy(&sheet))).collect::<String>();
    site.insert("beltline.css".into(), css.into_bytes());
    site.extend(others);
    site.extend(module::read_all(&root.join(PAGES))?);
    let samples = module::read_all(&root.join(SAMPLES))?;
    site.extend(samples.into_iter().map(|(path, bytes)| (format!("samples/{path}"), bytes)));
    site.extend(lessons::ship()?);
    if let Ok(schema) = std::fs::read(root.join(SCHEMA)) {
        site.insert("scenario.schema.json".into(), schema);
    }
    Ok(site)
}

/// Drops comments, indentation and empty lines, which never mean anything outside of quotes.
fn compact(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut quote = None;
    let mut rest = css.chars().peekable();
    while let Some(c) = rest.next() {
        match (quote, c) {
            (Some(_), '\\') => {
                out.push(c);
                out.extend(rest.next());
            }
            (Some(open), _) => {
                out.push(c);
                quote = (c != open).then_some(open);
            }
            (None, '"' | '\'') => {
                out.push(c);
                quote = Some(c);
            }
            (None, '/') if rest.peek() == Some(&'*') => {
                rest.next();
                let mut last = ' ';
                while let Some(c) = rest.next().filter(|&c| !(last == '*' && c == '/')) {
                    last = c;
                }
            }
            (None, '\n') => {
                out.truncate(out.trim_end_matches([' ', '\t']).len());
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push('\n');
                }
            }
            (None, ' ' | '\t' | '\r') if out.is_empty() || out.ends_with(['\n', ' ']) => {}
            (None, _) => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn css_loses_comments_and_indentation_only() {
        let css = "/* a */\n.a {\n  color: red; /* b */\n\n  content: \"/* kept */  \\\" \";\n}\n";
        assert_eq!(compact(css), ".a {\ncolor: red;\ncontent: \"/* kept */  \\\" \";\n}\n");
    }
}
