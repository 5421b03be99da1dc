//! The readers: each a line from the top of the hash line to its end, at the moment up to which it has read. It stands in
//! a parent until the parent is read to its end; only then it goes on to the children.

use super::Look;
use super::plan::ROW;
use super::room::{Room, extent};
use crate::engine::lineage::{Front, Pose, Stand};
use crate::stage::display::{Align, Face, Picture, Shape};
use crate::stage::geometry::{Area, Cubic, Point};
use crate::stage::palette::Ink;
use crate::stage::plan::as_f64;
use crate::stage::{pen, words};

/// Readers that have read everything stand side by side, so far apart.
const STEP: f64 = 3.5;
/// No more readers get words about what waits.
const SAID_MAX: usize = 3;

/// Draws the line of every reader.
pub(super) fn lines(picture: &mut Picture, look: &Look) {
    for (rank, front) in look.lineage.fronts.iter().enumerate().rev() {
        line(picture, look, front, rank);
    }
}

/// Names the readers, and says where they are still in a parent.
pub(super) fn names(picture: &mut Picture, room: &mut Room, look: &Look) {
    let fronts = &look.lineage.fronts;
    let mut said = 0;
    for (rank, front) in fronts.iter().enumerate() {
        if said < SAID_MAX {
            said += usize::from(wait(picture, room, look, front, rank));
        }
    }
    for (rank, front) in fronts.iter().enumerate() {
        chip(picture, room, look, front, rank);
    }
}

fn ink(front: &Front) -> Ink {
    Ink::Reader(u8::try_from(front.consumer.0 % 4).unwrap_or(0))
}

/// Where a reader stands; close to now it makes room for those beside it.
fn x(look: &Look, stand: &Stand, rank: usize) -> f64 {
    let side = look.plan.now_x - 3.0 - STEP * as_f64(rank.min(8));
    look.plan.x(stand.at).min(side.max(look.plan.plot.x))
}

fn line(picture: &mut Picture, look: &Look, front: &Front, rank: usize) {
    let mut corners: Vec<Point> = Vec::new();
    for stand in &front.stands {
        let x = x(look, stand, rank);
        corners.push(Point::new(x, look.plan.y(stand.range.start)));
        corners.push(Point::new(x, look.plan.bottom(stand.range.end)));
    }
    let along: Vec<Cubic> = corners.windows(2).map(|ends| Cubic::straight(ends[0], ends[1])).collect();
    if along.is_empty() {
        return;
    }
    picture.front.push(Shape::Line { along: along.clone(), stroke: Ink::Floor, width: 5.0, dash: None });
    picture.front.push(Shape::Line { along, stroke: ink(front), width: 2.5, dash: None });
}

/// The words where it is still in a parent; says whether there was room for them.
fn wait(picture: &mut Picture, room: &mut Room, look: &Look, front: &Front, rank: usize) -> bool {
    let parents = front.stands.iter().filter(|stand| stand.pose == Pose::InParent);
    let Some(stand) = parents.max_by_key(|stand| (stand.waiting, stand.range.end.0 - stand.range.start.0)) else {
        return false;
    };
    let (top, bottom) = (look.plan.y(stand.range.start), look.plan.bottom(stand.range.end));
    let x = x(look, stand, rank);
    let face = Face::bold(12);
    for words in ["still in the parent: its children wait", "children wait"] {
        for share in [0.86, 0.7, 0.5, 0.3] {
            let y = top + (bottom - top) * share;
            for (at, align) in [((x - 8.0, y), Align::Right), ((x + 8.0, y), Align::Left)] {
                let area = extent(at, words, face, align);
                let inside = area.x >= look.plan.plot.x + 2.0 && area.right() <= look.plan.plot.right() - 2.0;
                let fits = area.y - 2.0 >= top && area.bottom() + 2.0 <= bottom;
                if inside && fits && room.text_on(picture, at, words, face, ink(front), align, Some(Ink::Floor)) {
                    return true;
                }
            }
        }
    }
    false
}

/// The sign with its name above its line.
fn chip(picture: &mut Picture, room: &mut Room, look: &Look, front: &Front, rank: usize) {
    let Some(stand) = front.stands.first() else { return };
    let face = Face::bold(12);
    let name = words::cut(&front.name, face, 96.0);
    let w = words::width(&name, face) + 16.0;
    let plot = look.plan.plot;
    let tip = x(look, stand, rank);
    let Some((area, row)) = place(room, look, tip, w) else { return };
    room.take(area.grown(1.0));
    picture.front.push(pen::block(area, 4.0, ink(front)));
    // The readers' colours are pale at night and deep by day, as is the floor the other way round.
    let middle = area.x + w / 2.0;
    picture.front.push(pen::text(middle, area.middle() + 0.5, name, face, Ink::Floor, Align::Centre));
    if row == 0 && tip >= area.x - 1.0 && tip <= area.right() + 1.0 {
        let ends = [Point::new(tip, area.bottom()), Point::new(tip, plot.y)];
        picture.front.push(pen::line(ends[0], ends[1], ink(front), 2.5));
    }
}

/// A free place for a sign of a width, in the row where it stands nearest to its line; none when there is none.
fn place(room: &Room, look: &Look, tip: f64, w: f64) -> Option<(Area, u8)> {
    const ASIDE: f64 = 4.0;
    let plot = look.plan.plot;
    let wanted = (tip - w / 2.0).min(plot.right() - w).max(ASIDE);
    let in_row = |row: u8| {
        let y = plot.y - ROW * f64::from(row + 1) + 1.0;
        let steps = (0_u16..).map(|step| wanted - f64::from(step) * ASIDE).take_while(|left| *left >= ASIDE);
        let areas = steps.map(|left| Area::new(left, y, w, ROW - 4.0));
        areas.into_iter().find(|area| room.is_free(area.grown(1.0))).map(|area| (area, row))
    };
    (0..look.plan.rows).filter_map(in_row).max_by(|a, b| a.0.x.total_cmp(&b.0.x).then(b.1.cmp(&a.1)))
}
