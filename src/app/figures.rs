//! Numbers as people read them, from whole numbers only.

use crate::engine::hash::{HashKey, HashRange};
use crate::engine::limits::MIB;
use crate::engine::time::Micros;
pub(crate) use crate::engine::words::grouped as count;

/// Bytes as MB (of 1,048,576 bytes, as AWS counts them) with two decimals: `0.41`.
pub(crate) fn megabytes(bytes: u64) -> String {
    let hundredths = (bytes * 100 + MIB / 2) / MIB;
    format!("{}.{:02}", count(hundredths / 100), hundredths % 100)
}

/// A size with the unit that suits it: `84 B`, `1.2 KB`, `3.00 MB`.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..MIB => {
            let tenths = bytes * 10 / 1_024;
            format!("{}.{} KB", tenths / 10, tenths % 10)
        }
        _ => format!("{} MB", megabytes(bytes)),
    }
}

/// Seconds with one decimal: `1.2`; whole seconds from a hundred on.
pub(crate) fn seconds(span: Micros) -> String {
    let tenths = span.as_millis() / 100;
    match tenths {
        0..1_000 => format!("{}.{}", tenths / 10, tenths % 10),
        _ => count(tenths / 10),
    }
}

/// A place on the hash line in per cent: `37.24`.
pub(crate) fn percent(key: HashKey) -> String {
    let hundredths = key.parts_per_million() / 100;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// A place on the hash line for the style sheet: `37.2412%`.
pub(crate) fn css_percent(parts_per_million: u32) -> String {
    format!("{}.{:04}%", parts_per_million / 10_000, parts_per_million % 10_000)
}

/// A stretch of the hash line: `0 – 50 %`.
pub(crate) fn range(range: &HashRange) -> String {
    format!("{} – {} %", edge(range.start), edge(range.end))
}

/// The edges of shards are mostly round; their last digits say nothing.
fn edge(key: HashKey) -> String {
    let tenths = (key.parts_per_million() + 500) / 1_000;
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

/// Hexadecimal digits in groups of four.
pub(crate) fn hex_groups(key: HashKey) -> String {
    let hex = key.hex();
    let groups: Vec<_> = (0..8).map(|group| &hex[group * 4..group * 4 + 4]).collect();
    groups.join(" ")
}

/// The end of a long number: `…75269634`.
pub(crate) fn tail(digits: &str) -> String {
    let start = digits.len().saturating_sub(10);
    format!("…{}", digits.get(start..).unwrap_or(digits))
}

/// `1 record`, `2 records`.
pub(crate) fn records(n: u64) -> String {
    match n {
        1 => "1 record".to_owned(),
        _ => format!("{} records", count(n)),
    }
}
