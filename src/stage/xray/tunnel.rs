//! The tunnel: the function's name on a black box, how far the invocation has come, and what the function does in words.

use super::{Look, say};
use crate::engine::lambda::{BatchView, PartState};
use crate::engine::time::Micros;
use crate::stage::axis::share;
use crate::stage::display::{Align, Face, Picture};
use crate::stage::geometry::{Area, Point};
use crate::stage::palette::Ink;
use crate::stage::{pen, words};

/// How far the invocation going on has come, from 0 to 1; none when there is none. Without motion it stands in the middle.
pub(super) fn progress(state: PartState, now: Micros, still: bool) -> Option<f64> {
    let PartState::Running { since, until, .. } = state else { return None };
    if still {
        return Some(0.5);
    }
    if until == Micros::NEVER {
        // Nobody knows how long the handler will take: the line sweeps once a second.
        return Some(share(Micros(now.since(since).0 % 1_000_000), Micros::SECOND));
    }
    Some(share(now.since(since), until.since(since)).min(1.0))
}

/// How far the invocation of a batch has come.
fn progress_of(batch: &BatchView, look: &Look) -> Option<f64> {
    let (_, part) = batch.tree.current()?;
    progress(part.state, look.now, look.still)
}

/// Draws the tunnel and the words beside it.
pub(super) fn draw(picture: &mut Picture, look: &Look) {
    let (plan, config) = (look.plan, &look.mapping.config);
    let area = plan.tunnel;
    let out = &mut picture.front;
    out.push(pen::block(area, 7.0, Ink::Flap));
    out.push(pen::frame(area, 7.0, Ink::Edge, 1.0));
    let face = Face::bold(if plan.narrow { 13 } else { 15 });
    let mut name = words::cut(&config.function.name, face, area.w - 24.0);
    if words::width(&name, face) + 52.0 <= area.w - 24.0 {
        name.push_str(" X-ray");
    }
    let name_ink = if config.enabled { Ink::Sign } else { Ink::FlapText };
    let centre = area.x + area.w / 2.0;
    out.push(pen::text(centre, area.middle() - 1.0, name, face, name_ink, Align::Centre));
    if let Some(t) = look.lane.batch.as_ref().and_then(|batch| progress_of(batch, look)) {
        let track = Area::new(area.x + 12.0, area.bottom() - 8.0, area.w - 24.0, 3.0);
        out.push(pen::block(track, 1.5, Ink::FlapOff));
        out.push(pen::block(Area { w: (track.w * t).max(3.0), ..track }, 1.5, Ink::Sign));
    }
    // The mouth, where trays come and go.
    let mouth = Area::new(area.right() - 4.0, area.y + 9.0, 7.0, area.h - 18.0);
    out.push(pen::block(mouth, 2.0, Ink::Steel));
    let lines = [
        (say::duration(&config.function), Face::plain(12), Ink::Text),
        match say::rule(&config.function) {
            Some(rule) => (format!("! {rule}"), Face::bold(12), Ink::Harm),
            None => ("✓ never fails".into(), Face::plain(12), Ink::Good),
        },
        (say::settings(config), Face::plain(12), Ink::Muted),
    ];
    let room = plan.words;
    let count = if plan.narrow { 2 } else { 3 };
    for (i, (words, face, ink)) in (0_u8..).zip(lines).take(count) {
        let y = room.y + 9.0 + f64::from(i) * 18.0;
        out.push(pen::left(room.x, y, &words, face, ink, room.w));
    }
}

/// The line of the tunnel over a tray that is in it, at a share of its width.
pub(super) fn scan(picture: &mut Picture, tray: Area, t: f64) {
    let x = tray.x + tray.w * t;
    let (top, bottom) = (tray.y - 4.0, tray.bottom() + 4.0);
    picture.front.push(pen::line(Point::new(x, top), Point::new(x, bottom), Ink::Flap, 5.0));
    picture.front.push(pen::line(Point::new(x, top), Point::new(x, bottom), Ink::Sign, 2.5));
}
