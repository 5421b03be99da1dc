//! What is wrong with a scenario, and where.

use std::fmt;

/// Why a scenario was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioError {
    /// The place, such as `producers[0].keys.share_percent`; empty when it is the whole file.
    pub path: String,
    /// What is wrong there, and what to write instead.
    pub reason: String,
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() { f.write_str(&self.reason) } else { write!(f, "`{}`: {}", self.path, self.reason) }
    }
}

impl std::error::Error for ScenarioError {}

/// What is wrong with a JSON text, in words for people who do not read JSON every day.
pub(super) fn json_reason(error: &serde_json::Error) -> String {
    if error.is_eof() {
        return "the text ends too early; add the missing quote or bracket".to_owned();
    }
    let text = error.to_string();
    let plain = text.rfind(" at line ").map_or(text.as_str(), |end| &text[..end]);
    match plain {
        "trailing comma" => "a comma stands after the last entry; remove it",
        "trailing characters" => "there is more text after the end; remove it",
        "key must be a string" => "a field name must stand in double quotes; add them",
        "expected value" | "expected ident" => {
            "a value must stand here; write text in double quotes, a number, true, false, null, [ ] or { }"
        }
        "expected `,` or `}`" => "a comma or a closing } must stand here; add it",
        "expected `,` or `]`" => "a comma or a closing ] must stand here; add it",
        "expected `:`" => "a colon must stand between a field name and its value; add it",
        "invalid number" | "number out of range" => "this is not a number that JSON has; write digits such as 12",
        "invalid escape" => "a backslash in a text must be doubled; write \\\\",
        "recursion limit exceeded" => "lists and objects are nested too deep; use at most 100 levels",
        _ if plain.starts_with("control character") => {
            "a text must not run over the end of its line or hold a tab; write \\n or \\t"
        }
        other => other,
    }
    .to_owned()
}
