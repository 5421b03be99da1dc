//! The house rules no other tool knows: floors, forbidden words, long files.

use crate::{Result, project};

/// A file longer than this is told of, and should be split by noun.
const LINES_MAX: usize = 400;
/// Words that would let the world depend on something other than its seed and its commands.
const NOT_IN_ENGINE: [&str; 8] = ["f32", "f64", "HashMap", "HashSet", "Instant", "SystemTime", "web_sys", "leptos"];
/// Every floor with the floors it may import from.
const FLOORS: [(&str, &[&str]); 7] = [
    ("engine", &[]),
    ("api", &["engine"]),
    ("scenario", &["engine"]),
    ("course", &["engine", "api", "scenario"]),
    ("stage", &["engine"]),
    ("app", &["engine", "api", "scenario", "course", "stage", "web"]),
    ("web", &["engine", "api", "scenario", "course", "stage", "app"]),
];

/// Looks at every source.
pub(crate) fn run() -> Result<()> {
    let root = project::root();
    let sources = ["src", "tests", "style"].iter().flat_map(|folder| project::files(&root.join(folder)));
    let mut broken = 0;
    for path in sources.chain([root.join("index.html")]) {
        let name = project::relative(&path, root);
        let kind = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        if name.contains("/node_modules/") || !["rs", "js", "mjs", "html", "css"].contains(&kind.as_str()) {
            continue;
        }
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let lines = text.lines().count();
        if name.starts_with("src/") && lines > LINES_MAX {
            eprintln!("note: {name} has {lines} lines, more than {LINES_MAX}: split it by noun");
        }
        for (line, rule) in breaches(&name, &text) {
            eprintln!("{name}:{line}: {rule}");
            broken += 1;
        }
    }
    match broken {
        0 => Ok(()),
        1 => Err("One line breaks a house rule: mend it, it is named above.".into()),
        _ => Err(format!("{broken} lines break house rules: mend them, they are named above.")),
    }
}

/// Every breach in a file, with its line from 1.
fn breaches(name: &str, text: &str) -> Vec<(usize, String)> {
    let rust = project::is_kind(name, "rs");
    let floor = name.strip_prefix("src/").and_then(|rest| rest.split(['/', '.']).next()).unwrap_or_default();
    let depth = name.strip_prefix("src/").map_or(0, |rest| rest.trim_end_matches("/mod.rs").split('/').count());
    let code = if rust { blank(text, true) } else { text.to_owned() };
    let spoken = if rust { blank(text, false) } else { text.to_owned() };
    let mut found = Vec::new();
    for (index, ((line, code), spoken)) in text.lines().zip(code.lines()).zip(spoken.lines()).enumerate() {
        let mut tell = |rule: String| found.push((index + 1, rule));
        if ["TODO", "FIXME"]
            .iter()
            .any(|mark| words(line).any(|word| word == *mark) && !line.contains(&format!("{mark}(")))
        {
            tell("a task in a comment names its owner, as in TODO(name), or is done now".into());
        }
        if words(spoken).any(|word| {
            matches!(word, "innerHTML" | "outerHTML" | "inner_html" | "set_inner_html" | "insertAdjacentHTML")
        }) {
            tell("text goes to the page as text, never as HTML".into());
        }
        if code.contains("dbg!") {
            tell("dbg! is for the desk, not for the house".into());
        }
        if floor == "engine" {
            for word in words(code).filter(|word| NOT_IN_ENGINE.contains(word)) {
                tell(format!("the engine does without {word}"));
            }
        }
    }
    if let Some((_, allowed)) = FLOORS.iter().find(|(name, _)| rust && *name == floor) {
        for (line, imported) in imports(&code, depth) {
            let known = FLOORS.iter().any(|(name, _)| *name == imported);
            if known && imported != floor && !allowed.contains(&imported.as_str()) {
                found.push((line, format!("{floor} does not import from {imported}, which is not below it")));
            }
        }
    }
    found
}

/// The modules at the crate's top that `code` names, with their lines; `depth` is how many `super` lead up to it.
fn imports(code: &str, depth: usize) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let up = "super::".repeat(depth);
    for start in ["crate::", up.as_str()].into_iter().filter(|start| !start.is_empty()) {
        for (at, _) in code.match_indices(start) {
            let line = code[..at].matches('\n').count() + 1;
            let rest = &code[at + start.len()..];
            found.extend(heads(rest).into_iter().map(|head| (line, head)));
        }
    }
    found
}

/// The first names of a path: one, or several in braces.
fn heads(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else {
        return words(path).next().map(str::to_owned).into_iter().collect();
    };
    let (mut depth, mut heads, mut fresh) = (0, Vec::new(), true);
    for piece in group.split_inclusive(|c: char| !(c.is_alphanumeric() || c == '_')) {
        let (name, end) = piece.split_at(piece.len() - piece.chars().next_back().map_or(0, char::len_utf8));
        if fresh && depth == 0 && !name.is_empty() {
            heads.push(name.to_owned());
            fresh = false;
        }
        match end {
            "{" => depth += 1,
            "}" if depth == 0 => break,
            "}" => depth -= 1,
            "," if depth == 0 => fresh = true,
            _ => {}
        }
    }
    heads
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

/// Rust with its comments blanked out, and its texts too when `texts`; lines stay where they are.
fn blank(source: &str, texts: bool) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let (length, hide) = match c {
            '/' if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), true),
            '/' if rest.starts_with("/*") => (rest.find("*/").map_or(rest.len(), |end| end + 2), true),
            '"' => (text_length(rest), texts),
            'r' if raw_text_length(rest).is_some() && !out.ends_with(|c: char| c.is_alphanumeric() || c == '_') => {
                (raw_text_length(rest).unwrap_or(1), texts)
            }
            '\'' => (char_length(rest), texts),
            _ => (c.len_utf8(), false),
        };
        let (token, after) = rest.split_at(length);
        if hide {
            out.extend(token.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        } else {
            out.push_str(token);
        }
        rest = after;
    }
    out
}

/// The length of the text literal that `rest` begins with.
fn text_length(rest: &str) -> usize {
    let mut escaped = false;
    let end = rest.char_indices().skip(1).find(|&(_, c)| {
        let closes = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    });
    end.map_or(rest.len(), |(at, _)| at + 1)
}

/// The length of the raw text literal that `rest` begins with, if it does.
fn raw_text_length(rest: &str) -> Option<usize> {
    let hashes = rest[1..].len() - rest[1..].trim_start_matches('#').len();
    let body = rest[1 + hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    Some(body.find(&close).map_or(rest.len(), |at| 2 + hashes + at + close.len()))
}

/// The length of the character literal that `rest` begins with, or of the quote alone when it is a lifetime.
fn char_length(rest: &str) -> usize {
    let mut inside = rest.char_indices().skip(1);
    match inside.next() {
        Some((_, '\\')) => rest[3.min(rest.len())..].find('\'').map_or(1, |at| at + 4),
        Some(_) => inside.next().filter(|&(_, c)| c == '\'').map_or(1, |(at, _)| at + 1),
        None => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::breaches;

    fn told(name: &str, text: &str) -> String {
        breaches(name, text).iter().fold(String::new(), |all, (line, rule)| all + &format!("{line} {rule}\n"))
    }

    #[test]
    fn clean_code_passes_whatever_its_comments_and_texts_say() {
        let text = "//! No f64, no HashMap.\nlet a = \"f32 \\\" crate::stage\"; // Instant\nlet b = r#\"f64 \" crate::app\"#;\n\
                    fn f<'a>(x: &'a str) -> char { '\"' }\nuse crate::engine::hash;\n";
        assert_eq!(told("src/engine/a.rs", text), "");
    }

    #[test]
    fn the_engine_does_without_floats() {
        assert_eq!(told("src/engine/a.rs", "\nlet x: f64 = 1.0;\n"), "2 the engine does without f64\n");
        assert_eq!(told("src/stage/a.rs", "let x: f64 = 1.0;\n"), "");
    }

    #[test]
    fn imports_go_down_only() {
        let rule = "engine does not import from stage, which is not below it\n";
        assert_eq!(told("src/engine/a.rs", "use crate::stage::X;"), format!("1 {rule}"));
        assert_eq!(told("src/engine/a.rs", "use super::super::stage::X;"), format!("1 {rule}"));
        assert_eq!(told("src/engine/mod.rs", "use super::stage::X;"), format!("1 {rule}"));
        assert_eq!(told("src/engine/a.rs", "use crate::{\n  engine::{hash, id},\n  stage,\n};"), format!("1 {rule}"));
        assert_eq!(told("src/app/a.rs", "use crate::{engine::hash, web::frame};"), "");
    }

    #[test]
    fn leftovers_are_told() {
        assert_eq!(told("src/app/a.rs", "// TODO later\n// TODO(ann) later\n").lines().count(), 1);
        assert_eq!(told("src/app/a.rs", "dbg!(x);\ne.set_inner_html(x);\nset(\"innerHTML\");\n").lines().count(), 3);
    }
}
