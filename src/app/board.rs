//! The split-flap board: the only place with big digits.

use super::dom::{El, el};
use super::hall::Hall;
use super::live::{Live, memo};
use super::showing::Showing;
use super::{figures, words};
use crate::engine::lambda::Totals;
use crate::engine::snapshot::Board;
use crate::engine::time::Micros;
use std::cell::Cell;

/// Flaps of one number, counted from the right.
const FLAPS: usize = 9;

/// One number of the board.
struct Meter {
    label: &'static str,
    unit: &'static str,
    /// The unit as it is read out.
    said: &'static str,
    /// At least this many flaps are there, blank or not, so that the board does not jump.
    flaps_min: usize,
    /// Whether anything but zero is harm.
    harm: bool,
    /// Whether it leads to the stage that says why.
    explained: bool,
    read: fn(&Shown) -> String,
}

/// What the board is written from.
#[derive(Clone, Copy, Default, PartialEq)]
struct Shown {
    hall: Board,
    mapping: Totals,
    iterator_age: Micros,
    open_shards: u32,
    closed_shards: u32,
}

const RECORDS_IN: Meter = Meter {
    label: words::BOARD_IN,
    unit: words::PER_SECOND,
    said: words::PER_SECOND_SAID,
    flaps_min: 4,
    harm: false,
    explained: false,
    read: |shown| figures::count(shown.hall.in_records_per_s),
};

const REFUSED: Meter = Meter {
    label: words::BOARD_REFUSED,
    unit: words::PER_SECOND,
    said: words::PER_SECOND_SAID,
    flaps_min: 3,
    harm: true,
    explained: true,
    read: |shown| figures::count(shown.hall.throttled_per_s),
};

const UNREAD: Meter = Meter {
    label: words::BOARD_UNREAD,
    unit: words::SECONDS,
    said: words::SECONDS_SAID,
    flaps_min: 4,
    harm: false,
    explained: false,
    read: |shown| figures::seconds(shown.hall.oldest_unread),
};

const HALL: [Meter; 6] = [
    RECORDS_IN,
    Meter {
        label: words::BOARD_IN,
        unit: words::MB_PER_SECOND,
        said: words::MB_PER_SECOND_SAID,
        flaps_min: 4,
        harm: false,
        explained: false,
        read: |shown| figures::megabytes(shown.hall.in_bytes_per_s),
    },
    Meter {
        label: words::BOARD_OUT,
        unit: words::PER_SECOND,
        said: words::PER_SECOND_SAID,
        flaps_min: 4,
        harm: false,
        explained: false,
        read: |shown| figures::count(shown.hall.out_records_per_s),
    },
    Meter {
        label: words::BOARD_OUT,
        unit: words::MB_PER_SECOND,
        said: words::MB_PER_SECOND_SAID,
        flaps_min: 4,
        harm: false,
        explained: false,
        read: |shown| figures::megabytes(shown.hall.out_bytes_per_s),
    },
    REFUSED,
    UNREAD,
];

const XRAY: [Meter; 5] = [
    Meter {
        label: words::BOARD_INVOCATIONS,
        unit: "",
        said: "",
        flaps_min: 3,
        harm: false,
        explained: false,
        read: |shown| figures::count(shown.mapping.invocations),
    },
    Meter {
        label: words::BOARD_PROCESSED,
        unit: words::RECORDS_SHORT,
        said: words::RECORDS_SAID,
        flaps_min: 4,
        harm: false,
        explained: false,
        read: |shown| figures::count(shown.mapping.processed_records),
    },
    Meter {
        label: words::BOARD_LOST,
        unit: words::RECORDS_SHORT,
        said: words::RECORDS_SAID,
        flaps_min: 2,
        harm: true,
        explained: false,
        read: |shown| figures::count(shown.mapping.discarded_records),
    },
    Meter {
        label: words::BOARD_ITERATOR_AGE,
        unit: words::SECONDS,
        said: words::SECONDS_SAID,
        flaps_min: 4,
        harm: false,
        explained: false,
        read: |shown| figures::seconds(shown.iterator_age),
    },
    Meter {
        label: words::BOARD_SAVED,
        unit: words::RECORDS_SHORT,
        said: words::RECORDS_SAID,
        flaps_min: 3,
        harm: false,
        explained: false,
        read: |shown| figures::count(shown.mapping.saved_records),
    },
];

const LINEAGE: [Meter; 5] = [
    Meter {
        label: words::BOARD_OPEN,
        unit: words::SHARDS_SHORT,
        said: words::SHARDS_SHORT,
        flaps_min: 2,
        harm: false,
        explained: false,
        read: |shown| figures::count(shown.open_shards.into()),
    },
    Meter {
        label: words::BOARD_CLOSED,
        unit: words::SHARDS_SHORT,
        said: words::SHARDS_SHORT,
        flaps_min: 2,
        harm: false,
        explained: false,
        read: |shown| figures::count(shown.closed_shards.into()),
    },
    RECORDS_IN,
    REFUSED,
    UNREAD,
];

/// The flaps follow every third look at the hall, that is less than twice a second: quicker ones could not be read. When
/// time stands still they show the last look.
const LOOKS_A_TURN: u32 = 3;

/// The board.
pub(crate) fn board(hall: Hall) -> El {
    let (shown, seen) = (Cell::new(Shown::default()), Cell::new(0u32));
    let board = memo(move || {
        let place = hall.focus.with(|focus| focus.mapping);
        let mapping = hall.mappings.with(|mappings| {
            let view = mappings.get(place).or_else(|| mappings.first());
            view.map(|view| (view.totals, view.iterator_age)).unwrap_or_default()
        });
        let (board, open_shards, closed_shards) = hall.snapshot.with(|snapshot| {
            let closed = snapshot.shards.iter().filter(|belt| !belt.open && !belt.expired).count() as u32;
            let open = snapshot.shards.iter().filter(|belt| belt.open).count() as u32;
            (snapshot.board, open, closed)
        });
        let now = Shown { hall: board, mapping: mapping.0, iterator_age: mapping.1, open_shards, closed_shards };
        if !hall.playing.get() || seen.get().is_multiple_of(LOOKS_A_TURN) {
            shown.set(now);
        }
        seen.set(seen.get().wrapping_add(1));
        shown.get()
    });
    let row = |label, meters: &'static [Meter], is_shown: fn(Showing) -> bool| {
        let shown = memo(move || is_shown(hall.showing.get()));
        let meters = move || if shown.get() { meters } else { &[] };
        el("dl.board")
            .set("aria-label", label)
            .show(move || meters().iter().map(|meter| show(hall, board, meter)).collect::<Vec<_>>())
            .bind("hidden", move || !shown.get())
    };
    el("div.boards")
        .with(row(words::BOARD, &HALL, |showing| !matches!(showing, Showing::Xray | Showing::Lineage)))
        .with(row(words::BOARD_XRAY, &XRAY, |showing| showing == Showing::Xray))
        .with(row(words::BOARD_LINEAGE, &LINEAGE, |showing| showing == Showing::Lineage))
}

fn show(hall: Hall, board: Live<Shown>, meter: &'static Meter) -> El {
    let figure = memo(move || board.with(meter.read));
    let flaps = (0..FLAPS).rev().map(|place| flap(figure, place, meter.flaps_min));
    let shown = el("dd")
        .with(el("span.flaps").set("aria-hidden", "true").with_all(flaps))
        .with(el("span.unit").set("aria-hidden", "true").text(meter.unit))
        .with(el("span.unseen").live(move || figure.get()).text(" ").text(meter.said));
    el("div.meter")
        .class_if("alarm", move || meter.harm && figure.with(|figure| figure != "0"))
        .with(el("dt").text(meter.label).with_all(meter.explained.then(|| why(hall, board))))
        .with(shown)
}

/// Leads from refused records to what makes a shard hot, once there were any.
fn why(hall: Hall, board: Live<Shown>) -> El {
    el("button.why")
        .set("type", "button")
        .set("aria-label", words::WHY_REFUSED)
        .bind("hidden", move || {
            hall.showing.get() == Showing::Capacity || board.with(|shown| shown.hall.throttled_total == 0)
        })
        .on("click", move |_| hall.show(Showing::Capacity))
        .text(words::WHY)
}

/// A sign and how often its flap has turned: every turn takes the other of two equal animations, so that each one
/// starts.
#[derive(Clone, Copy, PartialEq)]
struct Sign {
    sign: u8,
    turn: &'static str,
}

/// No flap at all.
const NONE: u8 = 0;

fn flap(figure: Live<String>, place: usize, flaps_min: usize) -> El {
    let before = Cell::new(None::<Sign>);
    let shown = memo(move || {
        // Figures are digits and points.
        let sign = figure.with(|figure| figure.as_bytes().iter().rev().nth(place).copied());
        let sign = sign.unwrap_or(if place < flaps_min { b' ' } else { NONE });
        let turn = match before.get() {
            None => "",
            Some(before) if before.sign == sign => before.turn,
            Some(before) if before.turn == "a" => "b",
            Some(_) => "a",
        };
        before.set(Some(Sign { sign, turn }));
        Sign { sign, turn }
    });
    let kind = move || match shown.get().sign {
        NONE => "flap none",
        b'.' | b',' => "flap point",
        _ => "flap",
    };
    let text = move || match shown.get().sign {
        NONE | b' ' => "\u{a0}".to_owned(),
        sign => char::from(sign).to_string(),
    };
    el("span").bind("class", kind).bind("data-turn", move || shown.get().turn).live(text)
}
