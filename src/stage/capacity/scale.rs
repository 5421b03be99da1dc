//! From values to heights, and to words. Values are in thousandths of the metric's unit.

use crate::engine::limits::MIB;
use crate::engine::metrics::Metric;
use crate::stage::words::{grouped, megabytes};

/// The top of a scale that holds a value, in thousandths: a round number of the unit in which it is told.
pub(super) fn top(metric: Metric, highest: u64) -> u64 {
    let unit = if metric.unit() == "Bytes" && highest / 1_000 >= MIB { MIB * 1_000 } else { 1_000 };
    round_up(highest.div_ceil(unit).max(1)) * unit
}

/// The least round number that is not below: 1, 2 or 5 and zeros.
fn round_up(value: u64) -> u64 {
    let mut step = 1_u64;
    loop {
        for round in [step, step.saturating_mul(2), step.saturating_mul(5)] {
            if round >= value {
                return round;
            }
        }
        step = step.saturating_mul(10);
    }
}

/// One value as a share of another, from 0 to 1.
pub(super) fn part(value: u64, top: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "pixels need far fewer digits than a sum has")]
    let (value, top) = (value as f64, top.max(1) as f64);
    (value / top).min(1.0)
}

/// A value with its unit: `1,234`, `0.5`, `3.20 MB`, `120 ms`.
pub(super) fn words(metric: Metric, thousandths: u64) -> String {
    let (whole, rest) = (thousandths / 1_000, thousandths % 1_000);
    match metric.unit() {
        "Bytes" if whole >= MIB / 10 => format!("{} MB", megabytes(whole)),
        "Bytes" => format!("{} B", grouped(whole)),
        "Milliseconds" if whole >= 60_000 => format!("{} s", grouped(whole / 1_000)),
        "Milliseconds" => format!("{} ms", grouped(whole)),
        _ if whole < 10 && rest > 0 => format!("{whole}.{:02}", rest / 10),
        _ => grouped(whole),
    }
}
