//! The tray that is being filled: records of the batch size, bytes of the event, and what is left of the window.

use super::{Look, say};
use crate::stage::axis::share as share_of_time;
use crate::stage::display::{Align, Face, Picture, Shape};
use crate::stage::gauge::{bar, share};
use crate::stage::geometry::Area;
use crate::stage::palette::Ink;
use crate::stage::{pen, words};

/// A gauge: its name, its value in words, and how full it is.
struct Gauge {
    name: &'static str,
    value: String,
    filled: f64,
}

/// Draws the three gauges.
pub(super) fn draw(picture: &mut Picture, look: &Look) {
    let area = look.plan.tray;
    let out = &mut picture.front;
    let gauges = gauges(look);
    if look.plan.narrow {
        let gap = 14.0;
        let w = (area.w - gap * 2.0) / 3.0;
        for (i, gauge) in (0_u8..).zip(gauges) {
            let x = area.x + (w + gap) * f64::from(i);
            let long = format!("{} {}", gauge.value, gauge.name);
            let is_said = gauge.name == "window" || words::width(&long, Face::plain(12)) > w;
            let value = if is_said { &gauge.value } else { &long };
            out.push(pen::left(x, area.y + 6.0, value, Face::plain(12), Ink::Text, w));
            bar(out, Area::new(x, area.y + 17.0, w, 6.0), gauge.filled, false);
        }
        return;
    }
    let head = if look.lane.batch.is_some() { "NEXT TRAY" } else { "TRAY" };
    out.push(pen::text(area.x, area.y + 6.0, head, Face::caption(11), Ink::Muted, Align::Left));
    if look.lane.batch.is_some() {
        let after = "after this batch";
        let room = area.w - words::width(head, Face::caption(11)) - 10.0;
        if words::width(after, Face::plain(12)) <= room {
            out.push(pen::text(area.right(), area.y + 6.0, after, Face::plain(12), Ink::Muted, Align::Right));
        }
    }
    let pitch = (area.h - 42.0) / 2.0;
    for (i, gauge) in (0_u8..).zip(gauges) {
        row(out, Area::new(area.x, area.y + 18.0 + f64::from(i) * pitch, area.w, 24.0), &gauge);
    }
}

fn row(out: &mut Vec<Shape>, area: Area, gauge: &Gauge) {
    let y = area.y + 8.0;
    out.push(pen::text(area.x, y, gauge.name, Face::plain(12), Ink::Muted, Align::Left));
    out.push(pen::text(area.right(), y, gauge.value.clone(), Face::plain(12), Ink::Text, Align::Right));
    bar(out, Area::new(area.x, area.y + 16.0, area.w, 6.0), gauge.filled, false);
}

fn gauges(look: &Look) -> [Gauge; 3] {
    let config = &look.mapping.config;
    let records_max = u64::from(config.batch_size);
    let Some(tray) = look.lane.tray else {
        let records = look.lane.waiting.min(records_max);
        return [
            Gauge { name: "records", value: of_records(records, records_max), filled: share(records, records_max) },
            Gauge { name: "event", value: "– of 6 MB".into(), filled: 0.0 },
            Gauge { name: "window", value: format!("{} window", say::moment(config.batching_window)), filled: 0.0 },
        ];
    };
    let records = u64::from(tray.records);
    let left = tray.due.since(look.now);
    let window = if config.batching_window.0 == 0 {
        Gauge { name: "window", value: "0 s window".into(), filled: 0.0 }
    } else {
        let value = format!("{} left", say::short(left));
        Gauge { name: "window", value, filled: 1.0 - share_of_time(left, config.batching_window).min(1.0) }
    };
    [
        Gauge { name: "records", value: of_records(records, records_max), filled: share(records, records_max) },
        Gauge {
            name: "event",
            value: format!("{} of 6 MB", words::megabytes(tray.payload_bytes)),
            filled: share(tray.payload_bytes, tray.payload_bytes_max),
        },
        window,
    ]
}

fn of_records(records: u64, records_max: u64) -> String {
    format!("{} of {}", words::grouped(records), words::grouped(records_max))
}
