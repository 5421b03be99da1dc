//! A template to be written: values in their order, as YAML or as JSON.

use std::fmt::Write;

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Out {
    Text(String),
    /// A number, `true` or `false`.
    Bare(String),
    List(Vec<Self>),
    Map(Vec<(String, Self)>),
    /// A resource's attribute.
    GetAtt(&'static str, &'static str),
}

impl Out {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn bare(value: impl ToString) -> Self {
        Self::Bare(value.to_string())
    }

    pub(super) fn map<'k>(entries: impl IntoIterator<Item = (&'k str, Self)>) -> Self {
        Self::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }

    /// YAML, in blocks.
    pub(super) fn yaml(&self) -> String {
        let mut text = String::new();
        self.yaml_into(&mut text, 0);
        text.trim_start_matches('\n').to_owned()
    }

    /// Writes what follows a `key:` or a `-`, the end of the line included.
    fn yaml_into(&self, text: &mut String, indent: usize) {
        match self {
            Self::Map(entries) if !entries.is_empty() => {
                for (key, value) in entries {
                    let _ = write!(text, "\n{:indent$}{key}:", "");
                    value.yaml_into(text, indent + 2);
                }
                if indent == 0 {
                    text.push('\n');
                }
            }
            Self::List(items) if items.iter().any(|item| matches!(item, Self::Map(_))) => {
                for item in items {
                    let mut inner = String::new();
                    item.yaml_into(&mut inner, indent + 2);
                    let _ = write!(text, "\n{:indent$}- {}", "", inner.trim_start());
                }
            }
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::yaml_scalar).collect();
                let _ = write!(text, " [{}]", items.join(", "));
            }
            scalar => {
                let _ = write!(text, " {}", scalar.yaml_scalar());
            }
        }
    }

    fn yaml_scalar(&self) -> String {
        match self {
            Self::Text(value) => yaml_text(value),
            Self::Bare(value) => value.clone(),
            Self::GetAtt(name, attribute) => format!("!GetAtt {name}.{attribute}"),
            Self::List(_) => "[]".to_owned(),
            Self::Map(_) => "{}".to_owned(),
        }
    }

    /// JSON, indented by two.
    pub(super) fn json(&self) -> String {
        let mut text = String::new();
        self.json_into(&mut text, Some(0));
        text.push('\n');
        text
    }

    /// JSON on one line, without blanks.
    pub(super) fn json_line(&self) -> String {
        let mut text = String::new();
        self.json_into(&mut text, None);
        text
    }

    fn json_into(&self, text: &mut String, indent: Option<usize>) {
        let deeper = indent.map(|indent| indent + 2);
        let line = |text: &mut String, indent: Option<usize>| {
            if let Some(indent) = indent {
                let _ = write!(text, "\n{:indent$}", "");
            }
        };
        match self {
            Self::Text(value) => text.push_str(&json_text(value)),
            Self::Bare(value) => text.push_str(value),
            Self::GetAtt(name, attribute) => {
                let gap = if indent.is_some() { " " } else { "" };
                let _ = write!(text, r#"{{{gap}"Fn::GetAtt":{gap}["{name}",{gap}"{attribute}"]{gap}}}"#);
            }
            Self::List(items) => {
                text.push('[');
                for (at, item) in items.iter().enumerate() {
                    text.push_str(if at > 0 { "," } else { "" });
                    line(text, deeper);
                    item.json_into(text, deeper);
                }
                if !items.is_empty() {
                    line(text, indent);
                }
                text.push(']');
            }
            Self::Map(entries) => {
                text.push('{');
                for (at, (key, value)) in entries.iter().enumerate() {
                    text.push_str(if at > 0 { "," } else { "" });
                    line(text, deeper);
                    let _ = write!(text, "{}:{}", json_text(key), if indent.is_some() { " " } else { "" });
                    value.json_into(text, deeper);
                }
                if !entries.is_empty() {
                    line(text, indent);
                }
                text.push('}');
            }
        }
    }
}

fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A text as a YAML scalar: plain where that is safe, else in quotes.
fn yaml_text(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "_./:-".contains(c))
        && !text.ends_with(':')
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&text.to_ascii_lowercase().as_str());
    if plain {
        text.to_owned()
    } else if text.chars().any(char::is_control) {
        json_text(text)
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}
