//! The shard: its name, how much waits, and the end of its belt.

use super::Look;
use crate::engine::snapshot::Tag;
use crate::stage::display::{Align, Face, Picture, Shape, Target};
use crate::stage::geometry::{Area, Point};
use crate::stage::palette::Ink;
use crate::stage::plan::as_f64;
use crate::stage::{pen, words};

/// More bags than any belt end has room for.
const MOST: usize = 48;

/// Draws the shard with the bags that wait.
pub(super) fn draw(picture: &mut Picture, look: &Look) {
    let (plan, poller) = (look.plan, look.poller);
    let area = plan.shard;
    let waiting = poller.waiting + poller.unread;
    let verb = if waiting == 1 { "waits" } else { "wait" };
    let (state, ink, face) = match (waiting, poller.blocked) {
        (0, false) => ("nothing waits".into(), Ink::Muted, Face::plain(12)),
        (0, true) => ("! blocked, none waits".into(), Ink::Harm, Face::bold(12)),
        (_, false) => (format!("{} {verb}", pen::records(waiting)), Ink::Text, Face::plain(12)),
        (_, true) => {
            let long = format!("! blocked: {} {verb}", pen::records(waiting));
            let short = format!("! blocked: {} {verb}", words::grouped(waiting));
            let face = Face::bold(12);
            (if words::width(&long, face) <= area.w.min(260.0) { long } else { short }, Ink::Harm, face)
        }
    };
    let name_face = Face::bold(13);
    let out = &mut picture.front;
    let belt = if plan.narrow {
        let name = format!("shard {}", poller.shard);
        let right = area.right();
        out.push(pen::text(right, area.y + 6.0, name.clone(), name_face, Ink::Text, Align::Right));
        let room = area.w - words::width(&name, name_face) - 12.0;
        out.push(pen::left(area.x, area.y + 6.0, &state, face, ink, room));
        Area::new(area.x, area.y + 17.0, area.w, area.h - 17.0)
    } else {
        out.push(pen::left(area.x, area.y + 7.0, &poller.shard_id, name_face, Ink::Text, area.w));
        out.push(pen::left(area.x, area.y + 25.0, &state, face, ink, area.w));
        Area::new(area.x, area.y + 40.0, area.w, area.h - 40.0)
    };
    rubber(picture, look, belt);
    bags(picture, look, belt, waiting);
    look.target(picture, belt, Target::Waiting(look.mapping.consumer, poller.shard));
}

fn rubber(picture: &mut Picture, look: &Look, belt: Area) {
    let out = &mut picture.back;
    out.push(pen::block(belt, 3.0, Ink::Rubber));
    out.push(Shape::Treads { area: belt, pitch: 24.0, shift: 12.0, stroke: Ink::Tread });
    for y in [belt.y, belt.bottom()] {
        out.push(pen::line(Point::new(belt.x, y), Point::new(belt.right(), y), Ink::Rail, 2.5));
    }
    if look.poller.blocked {
        let area = Area::new(belt.x - 3.0, belt.y - 4.0, 7.0, belt.h + 8.0);
        picture.front.push(Shape::Hazard { area, radius: 3.5 });
    }
}

fn bags(picture: &mut Picture, look: &Look, belt: Area, waiting: u64) {
    let height = if look.plan.narrow { 17 } else { 23 };
    let pitch = f64::from(height) * 1.16 + 4.0;
    let more_w = 44.0;
    let (mut x, foot) = (belt.x + 10.0 + pitch / 2.0, belt.bottom() - (belt.h - f64::from(height)) / 2.0);
    // Those of the lane in view come first.
    let own = usize::from(look.lane_number);
    let others = look.poller.lanes.iter().enumerate().filter(|(i, _)| *i != own).flat_map(|(_, lane)| &lane.ahead);
    let ahead: Vec<Tag> = look.lane.ahead.iter().chain(others).copied().take(MOST).collect();
    let all_fit = as_f64(ahead.len()) * pitch <= belt.w - 16.0 && ahead.len() as u64 >= waiting;
    let end = if all_fit { belt.right() - 4.0 } else { belt.right() - more_w };
    let mut shown = 0;
    for tag in ahead {
        if x + pitch / 2.0 > end {
            break;
        }
        picture.luggage.push(pen::bag(x, foot, height, tag, false));
        x += pitch;
        shown += 1;
    }
    if waiting > shown {
        let more = format!("+{}", words::grouped(waiting - shown));
        let more = if words::width(&more, Face::bold(12)) > more_w - 6.0 { "···".into() } else { more };
        let at = belt.right() - 6.0;
        picture.front.push(pen::text(at, belt.middle(), more, Face::bold(12), Ink::FlapText, Align::Right));
    }
}
