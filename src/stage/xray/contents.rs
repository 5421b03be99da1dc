//! What lies in a tray: bags while they fit, then a tick for each record, then only their number.

use crate::engine::lambda::BatchView;
use crate::engine::snapshot::Tag;
use crate::stage::display::{Align, Face, Luggage, Picture};
use crate::stage::geometry::{Area, Point};
use crate::stage::palette::Ink;
use crate::stage::{pen, words};

/// How the records of a tray are shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Load {
    /// A bag for every record.
    Bags { height: u8 },
    /// A tick for every record, in rows.
    Ticks { in_row: u32 },
    /// The number of records beside one bag.
    Count,
    /// No record: the last invocation of a tumbling window.
    Nothing,
}

/// Distance between two ticks.
const TICK: f64 = 4.0;
/// Height of a tick, and of a row of ticks.
const TICK_H: u8 = 8;
const TICK_ROW: f64 = 10.0;
const PAD: f64 = 7.0;

fn pitch(height: u8) -> f64 {
    (f64::from(height) * 1.16).ceil() + 3.0
}

fn count(records: u32) -> String {
    words::grouped(u64::from(records))
}

/// How some records are shown with bags of a height in a tray of at most a width, and how wide that tray is.
pub(super) fn load(records: u32, height: u8, most: f64) -> (Load, f64) {
    let room = most - PAD * 2.0;
    if records == 0 {
        return (Load::Nothing, PAD * 2.0 + words::width("window ends", Face::bold(12)));
    }
    // Smaller bags rather than none.
    for height in [height, height.min(16), height.min(13)] {
        let bags = f64::from(records) * pitch(height) - 3.0;
        if bags <= room {
            return (Load::Bags { height }, bags + PAD * 2.0);
        }
    }
    let rows: u32 = if height >= 18 { 2 } else { 1 };
    let in_row = records.div_ceil(rows);
    let ticks = f64::from(in_row) * TICK;
    if ticks <= room {
        return (Load::Ticks { in_row }, ticks + PAD * 2.0);
    }
    (Load::Count, pitch(height.min(16)) + 6.0 + words::width(&count(records), Face::bold(12)) + PAD * 2.0)
}

/// Draws the records from one place of a batch to another into a tray.
pub(super) fn draw(picture: &mut Picture, tray: Area, load: Load, batch: &BatchView, from: u32, to: u32) {
    let is_poison = |place: u32| batch.tree.culprits.binary_search(&place).is_ok();
    let tag = |place: u32| batch.tags.get(place as usize).copied().unwrap_or(Tag { colour: 0, letters: *b"? " });
    match load {
        Load::Bags { height } => {
            let foot = tray.middle() + f64::from(height) / 2.0;
            let first = tray.x + PAD + (pitch(height) - 3.0) / 2.0;
            for (i, place) in (0_u32..).zip(from..to) {
                let x = first + f64::from(i) * pitch(height);
                picture.luggage.push(pen::bag(x, foot, height, tag(place), is_poison(place)));
            }
        }
        Load::Ticks { in_row } => {
            let rows = f64::from((to - from).div_ceil(in_row));
            let top = tray.middle() - (rows * TICK_ROW - 2.0) / 2.0;
            for (i, place) in (0_u32..).zip(from..to) {
                let x = tray.x + PAD + f64::from(i % in_row) * TICK + 1.5;
                let y = top + f64::from(i / in_row) * TICK_ROW;
                if is_poison(place) {
                    let area = Area::new(x - 2.0, y - 3.0, 4.0, f64::from(TICK_H) + 5.0);
                    picture.front.push(pen::block(area, 0.0, Ink::Harm));
                } else {
                    let foot = Point::new(x, y + f64::from(TICK_H));
                    picture.luggage.push(Luggage { foot, ..pen::bag(x, y, TICK_H, tag(place), false) });
                }
            }
        }
        Load::Count => {
            let first_poison = batch.tree.culprits.partition_point(|place| *place < from);
            let poison = batch.tree.culprits.get(first_poison).is_some_and(|place| *place < to);
            let height = 14.0_f64.min(tray.h - 6.0);
            let width = pitch(14) + 3.0;
            picture.luggage.push(pen::bag(
                tray.x + PAD + width / 2.0 - 2.0,
                tray.middle() + height / 2.0,
                14,
                tag(from),
                poison,
            ));
            let at = tray.x + PAD + width + 3.0;
            let words = count(to - from);
            picture.front.push(pen::text(at, tray.middle() + 0.5, words, Face::bold(12), Ink::Text, Align::Left));
        }
        Load::Nothing => {
            let at = tray.x + tray.w / 2.0;
            let face = Face::bold(12);
            picture.front.push(pen::text(at, tray.middle() + 0.5, "window ends", face, Ink::Text, Align::Centre));
        }
    }
}
