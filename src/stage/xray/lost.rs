//! Lost & Found: the account of the newest batch that was given up.

use super::Look;
use crate::engine::lambda::LostView;
use crate::stage::display::{Align, Face, Picture, Target};
use crate::stage::geometry::{Area, Point};
use crate::stage::palette::Ink;
use crate::stage::plan::as_f64;
use crate::stage::{pen, words};

/// Where the part that was lost stands in the tree.
pub(super) struct Dropped {
    /// Below its words.
    pub start: Point,
    /// From where it is free all the way down.
    pub clear: f64,
}

/// Draws the card and the line to it.
pub(super) fn draw(picture: &mut Picture, look: &Look, dropped: Option<&Dropped>) {
    let (Some(lost), Some(area)) = (look.mapping.lost.first(), look.plan.lost) else { return };
    if let Some(dropped) = dropped {
        let turn = Point::new(dropped.clear, dropped.start.y + 5.0);
        let end = dropped.clear.clamp(area.x + 24.0, area.right() - 24.0);
        let corners = [
            dropped.start,
            Point::new(dropped.start.x, turn.y),
            turn,
            Point::new(turn.x, area.y - 9.0),
            Point::new(end, area.y - 9.0),
            Point::new(end, area.y),
        ];
        picture.back.push(pen::dashes(&corners, Ink::Harm, 2.0, [6.0, 4.0, 0.0]));
    }
    let narrow = look.plan.narrow;
    let head = if narrow { 20.0 } else { 28.0 };
    let out = &mut picture.front;
    picture.back.push(pen::block(area, 7.0, Ink::Panel));
    out.push(pen::block(Area { h: head, ..area }, 7.0, Ink::Harm));
    out.push(pen::block(Area::new(area.x, area.y + head - 7.0, area.w, 7.0), 0.0, Ink::Harm));
    out.push(pen::frame(area, 7.0, Ink::Harm, 2.0));
    let place = lost.sent_to.as_deref().unwrap_or("no destination");
    let title = if narrow { format!("! Lost: {place}") } else { format!("! Lost & Found: {place}") };
    let face = Face::bold(if narrow { 12 } else { 14 });
    let number = if lost.number > 0 { format!("no. {}", words::grouped(lost.number + 1)) } else { String::new() };
    let number_w = words::width(&number, Face::plain(12));
    let y = area.y + head / 2.0 + 0.5;
    out.push(pen::left(area.x + 12.0, y, &title, face, Ink::HarmText, area.w - 36.0 - number_w));
    if !number.is_empty() {
        out.push(pen::text(area.right() - 12.0, y, number, Face::plain(12), Ink::HarmText, Align::Right));
    }
    if narrow {
        let line = format!("{}, {}, {}", records(lost), invocations(lost), reason(lost));
        out.push(pen::left(area.x + 12.0, area.y + 32.0, &line, Face::plain(12), Ink::Text, area.w - 24.0));
    } else {
        let bags_w = bags(picture, lost, area);
        let room = area.w - 24.0 - bags_w;
        let lines = [format!("shard {}: {}", lost.shard, records(lost)), invocations(lost), reason(lost).to_owned()];
        for (i, line) in (0_u8..).zip(lines) {
            let y = area.y + head + 17.0 + f64::from(i) * 19.0;
            picture.front.push(pen::left(area.x + 12.0, y, &line, Face::mono(12), Ink::Text, room));
        }
    }
    look.target(picture, area, Target::Lost(look.mapping.consumer, lost.number));
}

/// The first bags of the batch at the right of the card; tells how much room they take.
fn bags(picture: &mut Picture, lost: &LostView, area: Area) -> f64 {
    const HEIGHT: u8 = 22;
    const PITCH: f64 = 30.0;
    let tags = &lost.tags[..lost.tags.len().min(3)];
    let more = usize::try_from(lost.records).unwrap_or(usize::MAX).saturating_sub(tags.len());
    let foot = area.bottom() - 14.0;
    for (i, tag) in tags.iter().enumerate() {
        let x = area.right() - 26.0 - as_f64(tags.len() - 1 - i) * PITCH;
        picture.luggage.push(pen::bag(x, foot, HEIGHT, *tag, lost.records == 1));
    }
    if more > 0 {
        let words = format!("+{}", words::grouped(more as u64));
        let y = area.bottom() - 48.0;
        picture.front.push(pen::text(area.right() - 12.0, y, words, Face::bold(12), Ink::Text, Align::Right));
    }
    as_f64(tags.len()) * PITCH + 12.0
}

/// `1 record, …1204`.
fn records(lost: &LostView) -> String {
    let count = pen::records(u64::from(lost.records));
    let (from, to) = (short(&lost.start_sequence_number), short(&lost.end_sequence_number));
    match (from.is_empty(), from == to) {
        (true, _) => count,
        (false, true) => format!("{count} …{from}"),
        (false, false) => format!("{count} …{from} to …{to}"),
    }
}

/// The last four digits of a sequence number.
fn short(number: &str) -> &str {
    number.get(number.len().saturating_sub(4)..).unwrap_or(number)
}

fn invocations(lost: &LostView) -> String {
    if lost.invocations == 1 { "1 invocation".into() } else { format!("{} invocations", lost.invocations) }
}

fn reason(lost: &LostView) -> &'static str {
    lost.reason.condition().unwrap_or("expired, no message")
}
