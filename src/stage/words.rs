//! Numbers and times in words, with their units, and a close guess at how wide a text is. No float is ever formatted:
//! that alone would add a tenth to the size of the module.

use super::display::Face;
use crate::engine::limits::MIB;
use crate::engine::time::Micros;
pub(super) use crate::engine::words::grouped;

/// `0.41`: megabytes as the limits count them.
pub(super) fn megabytes(bytes: u64) -> String {
    let hundredths = bytes.saturating_mul(100) / MIB;
    if hundredths.is_multiple_of(100) && hundredths > 0 {
        return grouped(hundredths / 100);
    }
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// `0.2 s`, `14 s`, `3 min`, `2 h`.
pub(super) fn distance(age: Micros) -> String {
    let tenths = age.0 / 100_000;
    match tenths {
        0..100 => format!("{}.{} s", tenths / 10, tenths % 10),
        100..1_200 => format!("{} s", tenths / 10),
        1_200..72_000 => format!("{} min", tenths / 600),
        _ => format!("{} h", tenths / 36_000),
    }
}

/// `10 s ago`.
pub(super) fn ago(age: Micros) -> String {
    let mut text = span(age);
    text.push_str(" ago");
    text
}

/// A round span in its largest whole unit: `200 ms`, `10 s`, `1 min`, `24 h`, `7 days`.
pub(super) fn span(span: Micros) -> String {
    const DAY: u64 = 86_400_000;
    let ms = span.as_millis();
    if ms >= 2 * DAY && ms.is_multiple_of(DAY) {
        format!("{} days", ms / DAY)
    } else if ms >= 3_600_000 && ms.is_multiple_of(3_600_000) {
        format!("{} h", ms / 3_600_000)
    } else if ms >= 60_000 && ms.is_multiple_of(60_000) {
        format!("{} min", ms / 60_000)
    } else if ms >= 1_000 && ms.is_multiple_of(1_000) {
        format!("{} s", ms / 1_000)
    } else if ms >= 1_000 {
        distance(span)
    } else {
        format!("{ms} ms")
    }
}

/// `37.2 %` from parts per million.
pub(super) fn percent(parts_per_million: u32) -> String {
    let tenths = (parts_per_million + 500) / 1_000;
    if tenths.is_multiple_of(10) { format!("{} %", tenths / 10) } else { format!("{}.{} %", tenths / 10, tenths % 10) }
}

/// About how many CSS pixels a text takes, a little more rather than less.
#[must_use]
pub fn width(text: &str, face: Face) -> f64 {
    let em: f64 = text
        .chars()
        .map(|c| match c {
            _ if face.mono => 0.63,
            'i' | 'j' | 'l' | '.' | ',' | ':' | '\'' | '|' | 'I' => 0.32,
            ' ' | 'f' | 't' | 'r' | '(' | ')' | '-' => 0.4,
            'm' | 'w' | 'M' | 'W' | '%' => 0.88,
            'A'..='Z' => 0.7,
            '0'..='9' => 0.64,
            _ => 0.61,
        })
        .sum();
    let weight = if face.bold && !face.mono { 1.1 } else { 1.0 };
    let mut spacing = 0.0;
    if face.spaced {
        for _ in text.chars() {
            spacing += f64::from(face.size) * 0.09;
        }
    }
    em * f64::from(face.size) * weight + spacing
}

/// The text cut to a width, with an ellipsis where something is missing.
pub(super) fn cut(text: &str, face: Face, room: f64) -> String {
    if width(text, face) <= room {
        return text.to_owned();
    }
    let mut kept: Vec<char> = text.chars().collect();
    loop {
        kept.pop();
        let mut short: String = kept.iter().collect();
        short.push('…');
        if kept.is_empty() || width(&short, face) <= room {
            return short;
        }
    }
}
