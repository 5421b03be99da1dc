//! One JSON row: finding the chosen fields in it without building the rest.

use super::sink::Value;
use crate::scenario::error::json_reason;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// Why a row is not an object: the character on its last line, from 1, where one can be named, and the reason.
pub(super) type Fault = (Option<u64>, String);

/// The values of the fields with these names.
pub(super) fn pick<'a>(row: &'a str, paths: [Option<&str>; 3]) -> Result<[Value<'a>; 3], Fault> {
    let mut found = [None; 3];
    walk(row, paths, &mut found).map_err(|error| fault(row, &error))?;
    Ok(found.map(value))
}

/// Every field of a row as it is written, objects opened up, each with its dotted name.
pub(super) fn fields<'a>(row: &'a str, see: &mut impl FnMut(&str, Value<'a>)) -> Result<(), Fault> {
    let mut open = vec![(String::new(), row)];
    while let Some((prefix, text)) = open.pop() {
        let mut inner = Vec::new();
        let mut each = |name: Cow<'a, str>, raw: &'a str| {
            let name = format!("{prefix}{name}");
            if raw.starts_with('{') && name.matches('.').count() < 3 {
                inner.push((format!("{name}."), raw));
            } else {
                see(&name, value(Some(raw)));
            }
        };
        object(text, Each(&mut each)).map_err(|error| fault(text, &error))?;
        open.extend(inner.into_iter().rev());
    }
    Ok(())
}

fn walk<'a>(
    text: &'a str,
    paths: [Option<&str>; 3],
    found: &mut [Option<&'a str>; 3],
) -> Result<(), serde_json::Error> {
    object(text, Pick { paths, found })
}

fn object<'a>(text: &'a str, seed: impl DeserializeSeed<'a, Value = ()>) -> Result<(), serde_json::Error> {
    let mut json = serde_json::Deserializer::from_str(text);
    seed.deserialize(&mut json)?;
    json.end()
}

fn fault(row: &str, error: &serde_json::Error) -> Fault {
    if error.is_data() {
        return (None, "is not a JSON object; every row must be an object in { }".to_owned());
    }
    let before = row.as_bytes().iter().take(error.column());
    let column = before.filter(|byte| !matches!(**byte, 0x80..=0xBF)).count() as u64;
    (Some(column), format!("is not JSON: {}", json_reason(error)))
}

fn value(raw: Option<&str>) -> Value<'_> {
    let Some(raw) = raw else {
        return Value::Missing;
    };
    match raw.as_bytes().first() {
        Some(b'"') if !raw.contains('\\') => Value::Text(Cow::Borrowed(&raw[1..raw.len() - 1])),
        Some(b'"') => serde_json::from_str(raw).map_or(Value::Missing, |text: String| Value::Text(Cow::Owned(text))),
        Some(b'n') => Value::Null,
        Some(b'{' | b'[') => Value::Nested(raw),
        _ => Value::Plain(raw),
    }
}

struct Pick<'p, 'f, 'a> {
    paths: [Option<&'p str>; 3],
    found: &'f mut [Option<&'a str>; 3],
}

impl<'a> DeserializeSeed<'a> for Pick<'_, '_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a> Visitor<'a> for Pick<'_, '_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Name(name)) = map.next_key()? {
            let rests = self.paths.map(|path| path.and_then(|path| rest(path, &name)));
            if rests == [None; 3] {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let raw = map.next_value::<&RawValue>()?.get();
            for (found, rest) in self.found.iter_mut().zip(rests) {
                if rest == Some("") {
                    *found = Some(raw);
                }
            }
            let deeper = rests.map(|rest| rest.filter(|rest| !rest.is_empty()));
            if raw.starts_with('{') && deeper != [None; 3] {
                walk(raw, deeper, self.found).map_err(serde::de::Error::custom)?;
            }
        }
        Ok(())
    }
}

/// What of a path is left inside the field of this name: nothing when the field is the path's end.
fn rest<'p>(path: &'p str, name: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(name)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('.').filter(|rest| !rest.is_empty()) }
}

struct Each<'f, F>(&'f mut F);

impl<'a, F: FnMut(Cow<'a, str>, &'a str)> DeserializeSeed<'a> for Each<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a, F: FnMut(Cow<'a, str>, &'a str)> Visitor<'a> for Each<'_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some((Name(name), raw)) = map.next_entry::<Name, &RawValue>()? {
            (self.0)(name, raw.get());
        }
        Ok(())
    }
}

/// A field's name, borrowed where it has no escapes.
struct Name<'a>(Cow<'a, str>);

impl<'a> serde::Deserialize<'a> for Name<'a> {
    fn deserialize<D: Deserializer<'a>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(NameVisitor)
    }
}

struct NameVisitor;

impl<'a> Visitor<'a> for NameVisitor {
    type Value = Name<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_borrowed_str<E>(self, name: &'a str) -> Result<Name<'a>, E> {
        Ok(Name(Cow::Borrowed(name)))
    }

    fn visit_str<E>(self, name: &str) -> Result<Name<'a>, E> {
        Ok(Name(Cow::Owned(name.to_owned())))
    }
}
