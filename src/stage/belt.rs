//! The belts: rubber, treads, rollers, the gate with its gauges, the hood over the far end, and the shard's name.

use super::display::{Align, Face, Picture, Shape, Target};
use super::gauge::{self, Words};
use super::geometry::{Area, Cubic, Point, within};
use super::order::becomes;
use super::palette::Ink;
use super::plan::{Level, Plan, as_f64};
use super::words::{self, grouped};
use crate::engine::snapshot::{Belt, Snapshot};

/// Distance between two treads.
const TREAD: f64 = 24.0;
/// Radius of a roller.
const ROLLER: f64 = 4.0;

/// Draws every belt.
pub(super) fn draw(picture: &mut Picture, plan: &Plan, snapshot: &Snapshot, still: bool, hovered: Option<Target>) {
    let belts = plan.order.iter().filter_map(|shard| snapshot.shards.get(*shard as usize));
    for (belt, area) in belts.zip(&plan.belts) {
        let target = Target::Belt(belt.index);
        rubber(&mut picture.back, plan, snapshot, belt, *area, still);
        if hovered == Some(target) {
            let stroke = Ink::Sign;
            picture.back.push(Shape::Frame { area: area.grown(1.0), radius: 3.0, stroke, width: 1.5 });
        }
        end(&mut picture.front, plan, *area, snapshot.retention > snapshot.view.span);
        gate(&mut picture.front, plan, snapshot, belt, *area);
        match plan.level {
            Level::Roomy | Level::Plain => header(&mut picture.front, plan, snapshot, belt, *area),
            Level::Thin => line_at_end(&mut picture.front, plan, snapshot, belt, *area),
            Level::Hair => hair_at_end(&mut picture.front, plan, belt, *area),
        }
        picture.targets.push((*area, target));
    }
}

fn rubber(out: &mut Vec<Shape>, plan: &Plan, snapshot: &Snapshot, belt: &Belt, area: Area, still: bool) {
    let radius = if plan.level == Level::Hair { 0.0 } else { 3.0 };
    // A closed belt is pale: nothing comes on any more, what is on it rides on.
    let (fill, stroke) = if belt.open { (Ink::Rubber, Ink::Tread) } else { (Ink::Fold, Ink::Hood) };
    out.push(Shape::Block { area, radius, fill });
    if plan.level == Level::Hair {
        return;
    }
    let shift = if still { 0.0 } else { plan.axis.drift(snapshot.now, TREAD) };
    out.push(Shape::Treads { area, pitch: TREAD, shift, stroke });
    if plan.level < Level::Plain {
        return;
    }
    for y in [area.y, area.bottom()] {
        let ends = (Point::new(area.x, y), Point::new(area.right(), y));
        let along = vec![Cubic::straight(ends.0, ends.1)];
        let stroke = if belt.open { Ink::Rail } else { Ink::Edge };
        out.push(Shape::Line { along, stroke, width: 2.5, dash: None });
    }
    if plan.level == Level::Roomy && belt.open {
        let pitch = TREAD * 2.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few dozen rollers")]
        let count = ((area.w - 20.0) / pitch) as u32 + 1;
        // One turn moves the belt by the roller's circumference.
        let turn = if still { 0.0 } else { plan.axis.drift(snapshot.now, ROLLER * std::f64::consts::TAU) / ROLLER };
        let first = Point::new(area.x + 10.0, area.bottom() + 6.5);
        out.push(Shape::Rollers { first, count, pitch, radius: ROLLER, turn, fill: Ink::Steel });
    }
}

/// The hood that the older records are under, or the plain end of the belt where retention ends in sight.
fn end(out: &mut Vec<Shape>, plan: &Plan, area: Area, hooded: bool) {
    if !hooded {
        return;
    }
    let x = plan.axis.x1 - 12.0;
    let cover = match plan.level {
        Level::Roomy | Level::Plain => Area::new(x, area.y - 4.0, area.right() - x, area.h + 8.0),
        _ => Area::new(x, area.y, area.right() - x, area.h),
    };
    let radius = if plan.level == Level::Hair { 0.0 } else { 4.0 };
    out.push(Shape::Block { area: cover, radius, fill: Ink::Hood });
    if plan.level >= Level::Thin {
        let curtain = Area::new(x, area.y + 1.0, 12.0, area.h - 2.0);
        let rest = Point::new(f64::midpoint(x + 12.0, area.right()), area.middle());
        out.push(Shape::Text {
            at: rest,
            text: "···".into(),
            face: Face::bold(14),
            fill: Ink::Muted,
            align: Align::Centre,
        });
        out.push(Shape::Treads { area: curtain, pitch: 4.0, shift: 1.0, stroke: Ink::Fold });
    }
}

/// The gate: a post in the tone of the shard's stretch, in hazard stripes while it refuses, barred when closed.
fn gate(out: &mut Vec<Shape>, plan: &Plan, snapshot: &Snapshot, belt: &Belt, area: Area) {
    let w = match plan.level {
        Level::Roomy => 7.0,
        Level::Plain => 6.0,
        Level::Thin => 5.0,
        Level::Hair => 4.0,
    };
    let rise = if plan.level >= Level::Plain { 5.0 } else { 0.0 };
    let post = Area::new(area.x - w / 2.0, area.y - rise, w, area.h + rise * 2.0);
    if belt.throttled_per_s > 0 {
        out.push(Shape::Hazard { area: post, radius: w / 2.0 });
    } else {
        let fill = match becomes(snapshot, belt.index) {
            Some(_) => Ink::Sign,
            None if belt.open => tone(belt.index),
            None => Ink::Steel,
        };
        let radius = if plan.level == Level::Hair { 0.0 } else { w / 2.0 };
        out.push(Shape::Block { area: post, radius, fill });
    }
    if belt.throttled_per_s > 0 && plan.level >= Level::Plain {
        sign(out, plan, belt, area);
    }
    goes_on(out, plan, belt, area);
    updating(out, plan, snapshot, belt, area);
}

/// From the gate of a closed belt to those of its children: it forks, or two join.
fn goes_on(out: &mut Vec<Shape>, plan: &Plan, belt: &Belt, area: Area) {
    const ASIDE: f64 = 11.0;
    if belt.open || plan.level < Level::Thin {
        return;
    }
    for child in belt.children.iter().filter_map(|child| plan.belt(*child)) {
        let x = plan.gate_x - ASIDE;
        let (from, to) = (area.middle(), child.middle());
        let corners =
            [Point::new(area.x - 4.0, from), Point::new(x, from), Point::new(x, to), Point::new(child.x - 8.0, to)];
        let along = corners.windows(2).map(|ends| Cubic::straight(ends[0], ends[1])).collect();
        out.push(Shape::Line { along, stroke: Ink::Steel, width: 2.0, dash: None });
        let tip = Point::new(child.x - 3.0, to);
        let corners = [tip, Point::new(tip.x - 6.0, to - 4.0), Point::new(tip.x - 6.0, to + 4.0)];
        out.push(Shape::Wedge { corners, fill: Ink::Steel });
    }
}

/// The sign on the gate of a shard that is being split or merged, with its countdown.
fn updating(out: &mut Vec<Shape>, plan: &Plan, snapshot: &Snapshot, belt: &Belt, area: Area) {
    let Some((what, left)) = becomes(snapshot, belt.index).filter(|_| plan.level >= Level::Plain && !plan.narrow)
    else {
        return;
    };
    let top = if belt.throttled_per_s > 0 { area.y + 5.0 } else { area.middle() - 16.0 };
    let badge = Area::new(plan.gate_x - 70.0, top, 62.0, 32.0);
    out.push(Shape::Block { area: badge, radius: 4.0, fill: Ink::Sign });
    let left = words::distance(left);
    for (y, text, face) in [(9.5, what, Face::bold(12)), (23.0, left.as_str(), Face::plain(12))] {
        out.push(Shape::Text {
            at: Point::new(badge.x + badge.w / 2.0, badge.y + y),
            text: text.to_owned(),
            face,
            fill: Ink::SignText,
            align: Align::Centre,
        });
    }
}

/// The sign over a gate that refuses records; on a narrow stage it hangs under the belt.
fn sign(out: &mut Vec<Shape>, plan: &Plan, belt: &Belt, area: Area) {
    let count = format!("{} /s", grouped(belt.throttled_per_s));
    if plan.narrow {
        if plan.level == Level::Roomy && plan.cart_rows == 0 {
            out.push(Shape::Text {
                at: Point::new(plan.belt_right, area.bottom() + 24.0),
                text: format!("! refused {count}"),
                face: Face::bold(12),
                fill: Ink::Harm,
                align: Align::Right,
            });
        }
        return;
    }
    let badge = Area::new(plan.gate_x - 70.0, area.y - 32.0, 62.0, 35.0);
    out.push(Shape::Block { area: badge, radius: 4.0, fill: Ink::Harm });
    for (y, text, face) in [(10.5, "refused", Face::bold(12)), (25.5, count.as_str(), Face::plain(12))] {
        out.push(Shape::Text {
            at: Point::new(badge.x + badge.w / 2.0, badge.y + y),
            text: text.to_owned(),
            face,
            fill: Ink::HarmText,
            align: Align::Centre,
        });
    }
}

/// Name, share of the line and gauges above a belt.
fn header(out: &mut Vec<Shape>, plan: &Plan, snapshot: &Snapshot, belt: &Belt, area: Area) {
    let y = area.y - if plan.level == Level::Roomy { 17.0 } else { 12.0 };
    let room = plan.belt_right - plan.gate_x;
    let face = Face::bold(13);
    let long = words::width(&belt.id, face) + 88.0;
    let short = format!("shard {}", belt.index);
    let (gauges, name) = if long + Words::Full.width() <= room {
        (Words::Full, belt.id.clone())
    } else if long + Words::Short.width() <= room {
        (Words::Short, belt.id.clone())
    } else if words::width(&short, face) + 16.0 + Words::Short.width() <= room {
        (Words::Short, short)
    } else {
        (Words::Short, belt.index.to_string())
    };
    let x = plan.gate_x + 8.0;
    let name_w = words::width(&name, face);
    if !belt.open {
        let text = |x, text: String, face, fill, align| Shape::Text { at: Point::new(x, y), text, face, fill, align };
        out.push(text(x, name, face, Ink::Muted, Align::Left));
        let (small, room) = (Face::plain(12), room - name_w - 24.0);
        out.push(text(x + name_w + 8.0, words::cut(&closed(belt), small, room), small, Ink::Muted, Align::Left));
        return;
    }
    let share = share(belt);
    if let Some((what, until)) = becomes(snapshot, belt.index).filter(|_| plan.narrow) {
        out.push(Shape::Text { at: Point::new(x, y), text: name, face, fill: Ink::Text, align: Align::Left });
        let at = Point::new(plan.belt_right, y);
        let text = format!("UPDATING, {what} {}", words::distance(until));
        out.push(Shape::Text { at, text, face: Face::bold(12), fill: Ink::Text, align: Align::Right });
        return;
    }
    let left = room - 8.0 - name_w - gauges.width();
    out.push(Shape::Text { at: Point::new(x, y), text: name, face, fill: Ink::Text, align: Align::Left });
    if left >= 76.0 {
        let at = Point::new(x + name_w + 8.0, y);
        let face = Face::plain(12);
        out.push(Shape::Text { at, text: share, face, fill: Ink::Muted, align: Align::Left });
    }
    gauge::pair(out, belt, gauges, plan.belt_right, y);
}

/// `closed, goes on as shard 2 and shard 3`.
fn closed(belt: &Belt) -> String {
    let children: Vec<String> = belt.children.iter().map(|child| format!("shard {child}")).collect();
    format!("closed, goes on as {}", children.join(" and "))
}

/// Name and numbers at the end of a thin belt.
fn line_at_end(out: &mut Vec<Shape>, plan: &Plan, snapshot: &Snapshot, belt: &Belt, area: Area) {
    let y = area.middle();
    let refusing = belt.throttled_per_s > 0;
    let text = |x: f64, text: String, face, fill, align| Shape::Text { at: Point::new(x, y), text, face, fill, align };
    let right = plan.belt_right;
    let fill = match belt.open {
        true if refusing => Ink::Harm,
        true => Ink::Text,
        false => Ink::Muted,
    };
    out.push(text(right + 10.0, belt.index.to_string(), Face::bold(12), fill, Align::Left));
    if !belt.open {
        if !plan.narrow {
            out.push(text(right + 32.0, "closed".to_owned(), Face::plain(12), Ink::Muted, Align::Left));
        }
        return;
    }
    let bars = Area::new(right + 32.0, y, 28.0, 4.0);
    bars_pair(out, belt, bars, 2.0);
    if !plan.narrow {
        let (words, fill) = if let Some((what, until)) = becomes(snapshot, belt.index) {
            (format!("{what} {}", words::distance(until)), Ink::Text)
        } else if refusing {
            (format!("refused {}/s", grouped(belt.throttled_per_s)), Ink::Harm)
        } else {
            (format!("{} rec/s", grouped(belt.records_per_s)), Ink::Muted)
        };
        let face = if refusing { Face::bold(12) } else { Face::plain(12) };
        out.push(text(right + 70.0, words, face, fill, Align::Left));
    }
}

/// Bars, and every few belts a number, at the end of a hair.
fn hair_at_end(out: &mut Vec<Shape>, plan: &Plan, belt: &Belt, area: Area) {
    let w = if plan.narrow { 14.0 } else { 30.0 };
    let h = within(plan.slot * 0.4, 0.75, 4.0);
    let track = Area::new(plan.belt_right + 6.0, area.middle() - h / 2.0, w, h);
    let bytes = gauge::share(belt.bytes_per_s, belt.bytes_per_s_max);
    let records = gauge::share(belt.records_per_s, belt.records_per_s_max);
    if belt.open {
        // The nearer of the two limits.
        gauge::bar(out, track, bytes.max(records), belt.throttled_per_s > 0);
    }
    let every = [1, 2, 4, 8, 16, 32, 64, 128, 256].into_iter().find(|n| as_f64(*n) * plan.slot >= 18.0).unwrap_or(512);
    let at = plan.order.iter().position(|shard| *shard == belt.index).unwrap_or(0);
    if at.is_multiple_of(every) {
        let at = Point::new(plan.belt_right + w + 10.0, area.middle());
        let text = belt.index.to_string();
        out.push(Shape::Text { at, text, face: Face::plain(11), fill: Ink::Muted, align: Align::Left });
    }
}

/// MB/s above, records/s below, around the middle of `area`.
fn bars_pair(out: &mut Vec<Shape>, belt: &Belt, area: Area, gap: f64) {
    let refusing = belt.throttled_per_s > 0;
    let bytes = gauge::share(belt.bytes_per_s, belt.bytes_per_s_max);
    let records = gauge::share(belt.records_per_s, belt.records_per_s_max);
    let above = Area { y: area.y - area.h - gap / 2.0, ..area };
    let below = Area { y: area.y + gap / 2.0, ..area };
    gauge::bar(out, above, bytes, refusing && bytes > records);
    gauge::bar(out, below, records, refusing && bytes <= records);
}

/// `0 – 50 %`.
fn share(belt: &Belt) -> String {
    let from = words::percent(belt.range.start.parts_per_million());
    let to = words::percent(belt.range.end.parts_per_million());
    format!("{} – {to}", from.trim_end_matches([' ', '%']))
}

/// The tone of a shard's stretch of the hash line.
pub(super) fn tone(index: u32) -> Ink {
    Ink::Tone(tone_number(index))
}

/// Which of the six tones that is.
pub(super) fn tone_number(index: u32) -> u8 {
    u8::try_from(index % 6).unwrap_or(0)
}
