//! The tumbling window: its span, how many records it holds, and the state that goes from one invocation to the next.

use super::{Look, say};
use crate::stage::display::{Align, Face, Picture};
use crate::stage::palette::Ink;
use crate::stage::pen;

/// Draws the window that is open, or that none is.
pub(super) fn draw(picture: &mut Picture, look: &Look) {
    let Some(area) = look.plan.window else { return };
    let out = &mut picture.front;
    let is_final = look.lane.batch.as_ref().is_some_and(|batch| batch.tree.is_final);
    let (span, records, state) = match &look.poller.window {
        Some(window) => (
            format!("{} to {}", say::moment(window.start), say::moment(window.end)),
            pen::records(window.records),
            window.state.as_str(),
        ),
        None => ("no window is open".into(), String::new(), ""),
    };
    if look.plan.narrow {
        let last = if is_final { "✓ last call: " } else { "" };
        let line = format!("{last}window {span}, {records}  {state}");
        out.push(pen::left(area.x, area.middle(), &line, Face::plain(12), Ink::Text, area.w));
        return;
    }
    picture.back.push(pen::block(area, 6.0, Ink::Panel));
    picture.back.push(pen::frame(area, 6.0, if is_final { Ink::Good } else { Ink::Edge }, 1.5));
    let (x, room) = (area.x + 10.0, area.w - 20.0);
    let head = if is_final { "WINDOW ENDS" } else { "WINDOW" };
    out.push(pen::text(x, area.y + 15.0, head, Face::caption(11), Ink::Muted, Align::Left));
    if is_final {
        out.push(pen::text(area.right() - 10.0, area.y + 15.0, "✓ last call", Face::bold(12), Ink::Good, Align::Right));
    }
    out.push(pen::left(x, area.y + 35.0, &span, Face::bold(13), Ink::Text, room));
    out.push(pen::left(x, area.y + 54.0, &records, Face::plain(12), Ink::Text, room));
    out.push(pen::left(x, area.y + 74.0, state, Face::mono(12), Ink::Text, room));
}
