//! Looking into JSON without ever making a float of a number: the engine has none.

use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// Millionths in one: numbers are kept to six decimals, as event patterns are.
const ONE: i128 = 1_000_000;

/// A JSON value, read one level deep.
pub(super) enum Json<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, in millionths, and as it is written.
    Number(i128, &'a str),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<&'a RawValue>),
    /// An object.
    Object(BTreeMap<String, &'a RawValue>),
}

impl<'a> Json<'a> {
    /// Reads a text; none when it is not JSON.
    #[must_use]
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        serde_json::from_str::<&RawValue>(text).ok().and_then(Self::of)
    }

    /// Reads a value.
    #[must_use]
    pub(super) fn of(raw: &'a RawValue) -> Option<Self> {
        let text = raw.get();
        match text.bytes().next()? {
            b'n' => Some(Self::Null),
            b't' => Some(Self::Bool(true)),
            b'f' => Some(Self::Bool(false)),
            b'"' => serde_json::from_str(text).ok().map(Self::Text),
            b'[' => serde_json::from_str(text).ok().map(Self::List),
            b'{' => serde_json::from_str(text).ok().map(Self::Object),
            _ => millionths(text).map(|number| Self::Number(number, text)),
        }
    }

    /// The value under a name, for an object.
    #[must_use]
    pub(super) fn get(&self, name: &str) -> Option<Json<'a>> {
        match self {
            Self::Object(fields) => fields.get(name).and_then(|raw| Json::of(raw)),
            _ => None,
        }
    }

    /// Whether two values are the same null, truth, number or text.
    #[must_use]
    pub(super) fn is_same(&self, other: &Json) -> bool {
        match (self, other) {
            (Self::Null, Json::Null) => true,
            (Self::Bool(a), Json::Bool(b)) => a == b,
            (Self::Number(a, _), Json::Number(b, _)) => a == b,
            (Self::Text(a), Json::Text(b)) => a == b,
            _ => false,
        }
    }
}

/// A JSON number in millionths; further decimals are dropped. None when it is too large to matter.
fn millionths(text: &str) -> Option<i128> {
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent: i32 = exponent.parse().ok()?;
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let joined: i128 = format!("{whole}{decimals}").parse().ok()?;
    let shift = exponent.checked_sub(i32::try_from(decimals.len()).ok()?)?;
    let power = |n: i32| 10_i128.checked_pow(n.unsigned_abs());
    let scaled = joined.checked_mul(ONE)?;
    if shift >= 0 { scaled.checked_mul(power(shift)?) } else { Some(power(shift).map_or(0, |power| scaled / power)) }
}

#[cfg(test)]
mod tests {
    use super::{Json, millionths};

    #[test]
    fn numbers_are_exact_to_six_decimals() {
        let read = ["0", "-1", "1.5", "3e2", "1.25E-2", "0.0000001", "-0.5"].map(millionths);
        assert_eq!(read, [0, -1_000_000, 1_500_000, 300_000_000, 12_500, 0, -500_000].map(Some));
    }

    #[test]
    fn values_are_found_by_name() {
        let json = Json::parse(r#"{"a": {"b": 1.0}, "c": "x"}"#).expect("this is JSON");
        let one = Json::parse("1").expect("this is JSON");
        assert!(json.get("a").and_then(|a| a.get("b")).is_some_and(|b| b.is_same(&one)));
        assert!(json.get("d").is_none());
        assert!(Json::parse("{").is_none());
    }
}
