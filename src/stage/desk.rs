//! Check-in desks: the sign, the key mix, the rate, and what waits or was given up.

use super::display::{Align, Face, Picture, Shape, Target};
use super::geometry::{Area, Point};
use super::palette::Ink;
use super::plan::Plan;
use super::words::{cut, grouped};
use crate::engine::snapshot::{Desk, Snapshot};

/// Draws all desks and the counter for records put by hand, in front of the bags that leave them.
pub(super) fn draw(picture: &mut Picture, plan: &Plan, snapshot: &Snapshot, hovered: Option<Target>) {
    for (desk, area) in snapshot.desks.iter().zip(&plan.desks) {
        let target = Target::Desk(desk.id);
        one(&mut picture.front, desk, *area, plan.narrow, hovered == Some(target));
        picture.targets.push((*area, target));
    }
    hand(&mut picture.front, plan.hand, plan.narrow);
}

fn one(out: &mut Vec<Shape>, desk: &Desk, area: Area, narrow: bool, hovered: bool) {
    let sign = if desk.running { Ink::Sign } else { Ink::SignOff };
    let sign_text = if desk.running { Ink::SignText } else { Ink::Text };
    let edge = if hovered { Ink::Sign } else { Ink::Edge };
    let slim = area.w < 56.0;
    let pad = match (slim, narrow) {
        (true, _) => 4.0,
        (false, true) => 8.0,
        (false, false) => 12.0,
    };
    let text = |y: f64, text: &str, face, fill| Shape::Text {
        at: Point::new(area.x + pad, y),
        text: cut(text, face, area.w - pad - 4.0),
        face,
        fill,
        align: Align::Left,
    };
    let rate = format!("{} rec/s", grouped(u64::from(desk.records_per_s)));
    let body = |out: &mut Vec<Shape>| {
        out.push(Shape::Block { area, radius: 7.0, fill: Ink::Panel });
        out.push(Shape::Frame { area, radius: 7.0, stroke: edge, width: 1.5 });
    };
    let head = |out: &mut Vec<Shape>, h: f64, size: u8| {
        let bar = Area::new(area.x, area.y, area.w, h);
        out.push(Shape::Block { area: bar, radius: 7.0_f64.min(h / 2.0), fill: sign });
        if h < area.h {
            let foot = Area::new(area.x, area.y + h - 7.0, area.w, 7.0);
            out.push(Shape::Block { area: foot, radius: 0.0, fill: sign });
        }
        if h >= 14.0 && area.w >= 22.0 {
            out.push(text(bar.middle() + 0.5, &desk.name, Face::bold(size), sign_text));
        }
    };
    match area.h {
        100.0.. => {
            body(out);
            head(out, 28.0, 14);
            out.push(text(area.y + 45.0, &desk.keys, Face::plain(13), Ink::Text));
            let (rate, ink) = if desk.running { (rate, Ink::Text) } else { ("closed".into(), Ink::Muted) };
            out.push(text(area.y + 65.0, &rate, Face::bold(13), ink));
            let (state, ink) = state(desk);
            out.push(text(area.y + 87.0, &state, Face::plain(12), ink));
            if let Some(total) = desk.of_total {
                progress(out, Area::new(area.x + 1.5, area.bottom() - 5.0, area.w - 3.0, 3.5), desk.made_total, total);
            }
        }
        36.0.. if !slim => {
            body(out);
            head(out, area.h * 0.52, 12);
            let (line, ink) = if desk.retrying > 0 {
                (format!("{} to retry", grouped(desk.retrying)), Ink::Harm)
            } else {
                (rate, Ink::Text)
            };
            let y = area.y + area.h * 0.77;
            out.push(text(y, &line, Face::plain(if narrow { 11 } else { 12 }), ink));
        }
        h => head(out, h, 12),
    }
}

/// What a desk says of itself beyond its rate; harm first.
fn state(desk: &Desk) -> (String, Ink) {
    if desk.given_up_total > 0 {
        (format!("! {} given up", grouped(desk.given_up_total)), Ink::Harm)
    } else if desk.retrying > 0 {
        (format!("! {} to retry", grouped(desk.retrying)), Ink::Harm)
    } else if let Some(total) = desk.of_total {
        (format!("{} of {}", grouped(desk.made_total), grouped(total)), Ink::Muted)
    } else {
        (format!("{} sent", grouped(desk.made_total)), Ink::Muted)
    }
}

fn progress(out: &mut Vec<Shape>, area: Area, part: u64, whole: u64) {
    out.push(Shape::Block { area, radius: 1.5, fill: Ink::Track });
    let permille = part.min(whole) * 1_000 / whole.max(1);
    let w = area.w * f64::from(u32::try_from(permille).unwrap_or(1_000)) / 1_000.0;
    out.push(Shape::Block { area: Area { w, ..area }, radius: 1.5, fill: Ink::Sign });
}

fn hand(out: &mut Vec<Shape>, area: Area, narrow: bool) {
    out.push(Shape::Block { area, radius: 7.0, fill: Ink::Panel });
    out.push(Shape::Frame { area, radius: 7.0, stroke: Ink::Edge, width: 1.5 });
    let line = |x: f64, y: f64, text: &str, face, fill| Shape::Text {
        at: Point::new(area.x + x, y),
        text: text.to_owned(),
        face,
        fill,
        align: Align::Left,
    };
    if narrow {
        out.push(line(9.0, area.middle() + 0.5, "by hand", Face::bold(12), Ink::Text));
    } else {
        out.push(line(12.0, area.y + 16.0, "by hand", Face::bold(13), Ink::Text));
        out.push(line(12.0, area.y + 33.0, "your own records", Face::plain(12), Ink::Muted));
    }
}
