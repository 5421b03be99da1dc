//! The change that is going on: a sign with its countdown, and what the bands will be when it lands.

use super::Look;
use super::room::Room;
use crate::engine::hash::HashRange;
use crate::engine::reshard::Step;
use crate::engine::snapshot::ChangeView;
use crate::stage::display::{Align, Face, Picture};
use crate::stage::geometry::{Area, Point};
use crate::stage::palette::Ink;
use crate::stage::{pen, words};

/// What is going on, in words: `split lands in 8 s`.
pub(super) fn said(change: &ChangeView, now: crate::engine::time::Micros) -> String {
    let left = words::distance(change.until.since(now));
    let many = change.steps.len();
    let what = match (change.steps.first(), change.target_shards) {
        (_, Some(target)) if many > 0 => format!("to {target} shards, {many} at a time, next"),
        (_, Some(target)) => format!("to {target} shards"),
        (Some(Step::Split { .. }), None) => "the split".to_owned(),
        (Some(Step::Merge { .. }), None) => "the merge".to_owned(),
        (None, None) => "the mode".to_owned(),
    };
    format!("{what} lands in {left}")
}

/// The sign at the top.
pub(super) fn sign(picture: &mut Picture, room: &mut Room, look: &Look) {
    let Some(change) = &look.lineage.change else { return };
    let (bold, plain) = (Face::bold(12), Face::plain(12));
    let words = said(change, look.lineage.now);
    let strong = words::width("UPDATING", bold);
    let right = look.plan.plot.right();
    let room_for_words = right - 12.0 - strong - 40.0;
    let words = words::cut(&words, plain, room_for_words.max(0.0));
    let w = strong + 8.0 + words::width(&words, plain) + 20.0;
    let area = Area::new((right - w).max(4.0), 5.0, w, 22.0);
    room.take(area);
    picture.front.push(pen::block(area, 4.0, Ink::Sign));
    let y = area.middle() + 0.5;
    picture.front.push(pen::text(area.x + 10.0, y, "UPDATING", bold, Ink::SignText, Align::Left));
    picture.front.push(pen::text(area.x + 18.0 + strong, y, words, plain, Ink::SignText, Align::Left));
}

/// The lines along which shards will be cut, and those where they will be joined, from now to the landing and on.
pub(super) fn preview(picture: &mut Picture, room: &mut Room, look: &Look) {
    let Some(change) = &look.lineage.change else { return };
    let plan = look.plan;
    let (now, right) = (plan.now_x, plan.plot.right());
    let lands = plan.x(change.until).max(now + 6.0).min(right);
    let range = |index: u32| look.lineage.shards.iter().find(|shard| shard.shard == index).map(|shard| shard.range);
    for step in &change.steps {
        let (whole, cut) = match step {
            Step::Split { shard, at } => (range(*shard), Some(*at)),
            Step::Merge { lower, upper } => {
                let joined = range(*lower).zip(range(*upper));
                (joined.map(|(lower, upper)| HashRange { start: lower.start, end: upper.end }), None)
            }
        };
        let Some(whole) = whole else { continue };
        let (top, bottom) = (plan.y(whole.start), plan.bottom(whole.end));
        let upright = [Point::new(lands, top), Point::new(lands, bottom)];
        picture.front.push(pen::dashes(&upright, Ink::Sign, 2.0, [5.0, 4.0, 0.0]));
        if let Some(cut) = cut {
            let y = plan.y(cut);
            let ends = [Point::new(lands, y), Point::new(right, y)];
            picture.front.push(pen::dashes(&ends, Ink::Sign, 2.0, [5.0, 4.0, 0.0]));
        }
        // Until it lands the parents take what comes.
        let waiting = Area::new(now + 2.0, top + 2.0, (lands - now - 4.0).max(0.0), (bottom - top - 4.0).max(0.0));
        if waiting.w > 6.0 && waiting.h > 6.0 {
            picture.front.push(pen::striped(waiting, Ink::Sign, 1.0));
        }
        if bottom - top >= 40.0 {
            let words = if cut.is_some() { ["splits here", "splits"] } else { ["merges here", "merges"] };
            for words in words {
                let at = (right - 6.0, top + 12.0);
                let fits = right - now >= words::width(words, Face::bold(12)) + 14.0;
                if fits && room.text_on(picture, at, words, Face::bold(12), Ink::Text, Align::Right, Some(Ink::Floor)) {
                    break;
                }
            }
        }
    }
}
