//! Filter patterns: which records a mapping hands to its function.
//!
//! Syntax: Lambda Developer Guide, "Filter rule syntax"; what holds for Kinesis: "Using event filtering with a Kinesis
//! event source". A pattern for `data` must be JSON, and a record whose data is none is dropped by it. Of the record's
//! other fields this engine knows `partitionKey`; that it can be filtered on is unverified.

use super::json::Json;
use serde_json::value::RawValue;

/// `FilterCriteria` holds at most this many patterns, unless AWS raised the quota. Same guide.
pub const PATTERNS_MAX: usize = 5;
/// Characters of one pattern. API reference, `Filter`.
pub const PATTERN_CHARS_MAX: usize = 4_096;

/// One pattern, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    partition_key: Option<Vec<Test>>,
    data: Option<Fields>,
    any: Vec<Pattern>,
}

/// Fields that must all match, and alternatives of which one must.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Fields {
    all: Vec<(String, Node)>,
    any: Vec<Fields>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    Fields(Fields),
    /// One of these must hold.
    Tests(Vec<Test>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Test {
    Is(Scalar),
    IsNone(Vec<Scalar>),
    IgnoreCase(String),
    Prefix(String),
    Suffix(String),
    Exists(bool),
    /// All of these comparisons must hold.
    Numeric(Vec<(Comparison, i128)>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Scalar {
    Null,
    Bool(bool),
    /// As it is written: 300 and 300.0 are not the same to a pattern.
    Number(String),
    Text(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

const TESTS: &str = "prefix, suffix, anything-but, numeric, exists or equals-ignore-case";

impl Pattern {
    /// Reads the JSON text of a pattern.
    ///
    /// # Errors
    /// What is wrong with it, and what to write instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.chars().count() > PATTERN_CHARS_MAX {
            return Err(format!("the pattern has {} characters; write at most 4,096", text.chars().count()));
        }
        let wanted =
            || "this is no JSON object; write a pattern such as {\"data\": {\"action\": [\"checkout\"]}}".to_owned();
        let Some(Json::Object(keys)) = Json::parse(text) else { return Err(wanted()) };
        let mut pattern = Self { partition_key: None, data: None, any: Vec::new() };
        for (key, raw) in keys {
            match key.as_str() {
                "data" => match Json::of(raw) {
                    Some(Json::Object(_)) => pattern.data = Some(fields(raw, "data")?),
                    _ => return Err("data must be an object: Kinesis data is filtered as JSON".to_owned()),
                },
                "$or" => match Json::of(raw) {
                    Some(Json::List(choices)) if choices.len() > 1 => {
                        pattern.any = choices.iter().map(|raw| Self::parse(raw.get())).collect::<Result<_, _>>()?;
                    }
                    _ => return Err("$or must be a list of two or more objects".to_owned()),
                },
                "partitionKey" => pattern.partition_key = Some(tests(raw, "partitionKey")?),
                _ => return Err(format!("{key} is not a key of a Kinesis pattern; write data or partitionKey")),
            }
        }
        Ok(pattern)
    }

    /// Whether it lets a record pass.
    #[must_use]
    pub fn matches(&self, partition_key: &str, data: &[u8]) -> bool {
        let key = || Some(Json::Text(partition_key.to_owned()));
        if !self.any.is_empty() && !self.any.iter().any(|pattern| pattern.matches(partition_key, data)) {
            return false;
        }
        let key_matches = self.partition_key.as_ref().is_none_or(|tests| any_holds(tests, key().as_ref()));
        key_matches
            && self.data.as_ref().is_none_or(|fields| {
                let json = std::str::from_utf8(data).ok().and_then(Json::parse);
                json.is_some_and(|json| matches!(json, Json::Object(_)) && fields.match_all(&json))
            })
    }
}

impl Fields {
    fn match_all(&self, json: &Json) -> bool {
        let all = self.all.iter().all(|(name, node)| {
            let value = json.get(name);
            match node {
                Node::Fields(fields) => value.is_some_and(|value| fields.match_all(&value)),
                Node::Tests(tests) => any_holds(tests, value.as_ref()),
            }
        });
        all && (self.any.is_empty() || self.any.iter().any(|fields| fields.match_all(json)))
    }
}

fn any_holds(tests: &[Test], value: Option<&Json>) -> bool {
    match value {
        // A list matches when one of its items does.
        Some(Json::List(items)) => {
            let exists = tests.contains(&Test::Exists(true));
            exists || items.iter().filter_map(|raw| Json::of(raw)).any(|item| any_holds(tests, Some(&item)))
        }
        _ => tests.iter().any(|test| test.holds(value)),
    }
}

impl Test {
    fn holds(&self, value: Option<&Json>) -> bool {
        let Some(value) = value else { return *self == Self::Exists(false) };
        match (self, value) {
            // Only leaves exist in the sense of the guide.
            (Self::Exists(wanted), value) => *wanted != matches!(value, Json::Object(_)),
            (Self::Is(wanted), value) => Scalar::of(value).is_some_and(|found| found == *wanted),
            (Self::IsNone(others), value) => Scalar::of(value).is_some_and(|found| !others.contains(&found)),
            (Self::IgnoreCase(wanted), Json::Text(text)) => text.to_lowercase() == wanted.to_lowercase(),
            (Self::Prefix(start), Json::Text(text)) => text.starts_with(start.as_str()),
            (Self::Suffix(end), Json::Text(text)) => text.ends_with(end.as_str()),
            (Self::Numeric(comparisons), Json::Number(number, _)) => {
                comparisons.iter().all(|(comparison, bound)| comparison.holds(*number, *bound))
            }
            _ => false,
        }
    }
}

impl Scalar {
    fn of(json: &Json) -> Option<Self> {
        match json {
            Json::Null => Some(Self::Null),
            Json::Bool(truth) => Some(Self::Bool(*truth)),
            Json::Number(_, written) => Some(Self::Number((*written).to_owned())),
            Json::Text(text) => Some(Self::Text(text.clone())),
            Json::List(_) | Json::Object(_) => None,
        }
    }
}

impl Comparison {
    fn read(sign: &str) -> Option<Self> {
        Some(match sign {
            "=" => Self::Equal,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            _ => return None,
        })
    }

    fn holds(self, number: i128, bound: i128) -> bool {
        match self {
            Self::Equal => number == bound,
            Self::Less => number < bound,
            Self::LessOrEqual => number <= bound,
            Self::Greater => number > bound,
            Self::GreaterOrEqual => number >= bound,
        }
    }
}

fn fields(raw: &RawValue, path: &str) -> Result<Fields, String> {
    let Some(Json::Object(entries)) = Json::of(raw) else {
        return Err(format!("{path} must be an object in {{ }} or a list of values in [ ]"));
    };
    let mut read = Fields::default();
    for (name, raw) in entries {
        let path = format!("{path}.{name}");
        match (name.as_str(), Json::of(raw)) {
            ("$or", Some(Json::List(choices))) if choices.len() > 1 => {
                read.any = choices.iter().map(|choice| fields(choice, &path)).collect::<Result<_, _>>()?;
            }
            ("$or", _) => return Err(format!("{path} must be a list of two or more objects")),
            (_, Some(Json::Object(_))) => read.all.push((name, Node::Fields(fields(raw, &path)?))),
            _ => read.all.push((name, Node::Tests(tests(raw, &path)?))),
        }
    }
    Ok(read)
}

fn tests(raw: &RawValue, path: &str) -> Result<Vec<Test>, String> {
    match Json::of(raw) {
        Some(Json::List(items)) if !items.is_empty() => items.iter().map(|item| test(item, path)).collect(),
        _ => Err(format!("{path} must be a list with at least one value, such as [\"checkout\"]")),
    }
}

fn test(raw: &RawValue, path: &str) -> Result<Test, String> {
    let json = Json::of(raw).ok_or_else(|| format!("{path} holds a number that is too large"))?;
    let Json::Object(rule) = &json else {
        return Scalar::of(&json)
            .map(Test::Is)
            .ok_or_else(|| format!("{path} holds a list in a list; write its values"));
    };
    let mut entries = rule.iter();
    let (Some((name, raw)), None) = (entries.next(), entries.next()) else {
        return Err(format!("{path}: a rule is an object with one of {TESTS}"));
    };
    let value = Json::of(raw);
    let text = |make: fn(String) -> Test| match Json::of(raw) {
        Some(Json::Text(text)) => Ok(make(text)),
        _ => Err(format!("{path}: {name} takes a text in double quotes")),
    };
    match name.as_str() {
        "prefix" => text(Test::Prefix),
        "suffix" => text(Test::Suffix),
        "equals-ignore-case" => text(Test::IgnoreCase),
        "exists" => match value {
            Some(Json::Bool(wanted)) => Ok(Test::Exists(wanted)),
            _ => Err(format!("{path}: exists takes true or false")),
        },
        "anything-but" => {
            let items = match &value {
                Some(Json::List(items)) => items.iter().filter_map(|raw| Json::of(raw)).collect(),
                _ => Vec::from_iter(value),
            };
            let others: Vec<Scalar> = items.iter().filter_map(Scalar::of).collect();
            if others.is_empty() || others.len() < items.len() {
                return Err(format!("{path}: anything-but takes texts or numbers, such as [\"view\"]"));
            }
            Ok(Test::IsNone(others))
        }
        "numeric" => numeric(raw, path),
        _ => Err(format!("{path}: {name} is not a rule; write {TESTS}")),
    }
}

fn numeric(raw: &RawValue, path: &str) -> Result<Test, String> {
    let wanted = || format!("{path}: numeric takes comparisons, such as [\">\", 10, \"<=\", 20]");
    let Some(Json::List(items)) = Json::of(raw) else { return Err(wanted()) };
    let pairs = items.chunks(2).map(|pair| {
        let [sign, bound] = pair else { return None };
        match (Json::of(sign)?, Json::of(bound)?) {
            (Json::Text(sign), Json::Number(bound, _)) => Some((Comparison::read(&sign)?, bound)),
            _ => None,
        }
    });
    match pairs.collect::<Option<Vec<_>>>() {
        Some(comparisons) if !comparisons.is_empty() => Ok(Test::Numeric(comparisons)),
        _ => Err(wanted()),
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    const ORDER: &str =
        r#"{"action":"checkout","total":12.50,"user":{"region":"eu-west","tags":["new","vip"]},"coupon":null}"#;

    fn passes(pattern: &str, data: &str) -> bool {
        Pattern::parse(pattern).expect(pattern).matches("user-7", data.as_bytes())
    }

    #[test]
    fn every_rule_of_the_guide() {
        for (pattern, wanted) in [
            (r#"{"data":{"action":["checkout"]}}"#, true),
            (r#"{"data":{"action":["view","search"]}}"#, false),
            (r#"{"data":{"action":["checkout"],"total":[1]}}"#, false),
            (r#"{"data":{"total":[12.50]}}"#, true),
            (r#"{"data":{"total":[12.5]}}"#, false),
            (r#"{"data":{"coupon":[null]}}"#, true),
            (r#"{"data":{"action":[{"equals-ignore-case":"CHECKOUT"}]}}"#, true),
            (r#"{"data":{"action":[{"prefix":"check"}]}}"#, true),
            (r#"{"data":{"action":[{"suffix":"in"}]}}"#, false),
            (r#"{"data":{"action":[{"anything-but":["view"]}]}}"#, true),
            (r#"{"data":{"action":[{"anything-but":"checkout"}]}}"#, false),
            (r#"{"data":{"total":[{"numeric":[">",10,"<=",12.5]}]}}"#, true),
            (r#"{"data":{"total":[{"numeric":["=",12]}]}}"#, false),
            (r#"{"data":{"coupon":[{"exists":true}]}}"#, true),
            (r#"{"data":{"gift":[{"exists":false}]}}"#, true),
            (r#"{"data":{"gift":[{"anything-but":["a"]}]}}"#, false),
            (r#"{"data":{"user":{"region":[{"prefix":"eu-"}]}}}"#, true),
            (r#"{"data":{"user":{"tags":["vip"]}}}"#, true),
            (r#"{"data":{"$or":[{"total":[1]},{"action":["checkout"]}]}}"#, true),
            (r#"{"data":{"$or":[{"total":[1]},{"action":["view"]}]}}"#, false),
            (r#"{"partitionKey":["user-7"]}"#, true),
            (r#"{"partitionKey":["user-8"],"data":{"action":["checkout"]}}"#, false),
            (r#"{"$or":[{"partitionKey":["user-8"]},{"data":{"action":["checkout"]}}]}"#, true),
            (r#"{"$or":[{"partitionKey":["user-8"]},{"data":{"action":["view"]}}]}"#, false),
            ("{}", true),
        ] {
            assert_eq!(passes(pattern, ORDER), wanted, "{pattern}");
        }
    }

    #[test]
    fn data_that_is_no_json_is_dropped_by_a_pattern_for_data_alone() {
        for data in ["plain text", "[1]", "17", ""] {
            assert!(!passes(r#"{"data":{"action":[{"exists":false}]}}"#, data), "{data}");
            assert!(passes(r#"{"partitionKey":["user-7"]}"#, data), "{data}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (pattern, told) in [
            ("[]", "this is no JSON object"),
            ("{", "this is no JSON object"),
            (r#"{"body":{}}"#, "body is not a key of a Kinesis pattern; write data or partitionKey"),
            (r#"{"data":["text"]}"#, "data must be an object: Kinesis data is filtered as JSON"),
            (r#"{"data":{"a":1}}"#, "data.a must be a list with at least one value"),
            (r#"{"data":{"a":[]}}"#, "data.a must be a list with at least one value"),
            (r#"{"data":{"a":[[1]]}}"#, "data.a holds a list in a list"),
            (r#"{"data":{"a":[{"begins":"x"}]}}"#, "data.a: begins is not a rule"),
            (r#"{"data":{"a":[{"prefix":1}]}}"#, "data.a: prefix takes a text"),
            (r#"{"data":{"a":[{"exists":"no"}]}}"#, "data.a: exists takes true or false"),
            (r#"{"data":{"a":[{"numeric":[">"]}]}}"#, "data.a: numeric takes comparisons"),
            (r#"{"data":{"a":[{"numeric":["~",1]}]}}"#, "data.a: numeric takes comparisons"),
            (r#"{"data":{"a":[{}]}}"#, "data.a: a rule is an object with one of"),
            (r#"{"data":{"$or":[{"a":[1]}]}}"#, "data.$or must be a list of two or more objects"),
        ] {
            let reason = Pattern::parse(pattern).expect_err(pattern);
            assert!(reason.starts_with(told), "{pattern}: {reason}");
        }
    }
}
