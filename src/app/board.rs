//! The split-flap board: the only place with big digits.

use super::hall::Hall;
use super::{figures, words};
use crate::engine::snapshot::Board;
use leptos::prelude::*;

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
    read: fn(&Board) -> String,
}

const METERS: [Meter; 6] = [
    Meter {
        label: words::BOARD_IN,
        unit: words::PER_SECOND,
        said: words::PER_SECOND_SAID,
        flaps_min: 4,
        harm: false,
        read: |board| figures::count(board.in_records_per_s),
    },
    Meter {
        label: words::BOARD_IN,
        unit: words::MB_PER_SECOND,
        said: words::MB_PER_SECOND_SAID,
        flaps_min: 4,
        harm: false,
        read: |board| figures::megabytes(board.in_bytes_per_s),
    },
    Meter {
        label: words::BOARD_OUT,
        unit: words::PER_SECOND,
        said: words::PER_SECOND_SAID,
        flaps_min: 4,
        harm: false,
        read: |board| figures::count(board.out_records_per_s),
    },
    Meter {
        label: words::BOARD_OUT,
        unit: words::MB_PER_SECOND,
        said: words::MB_PER_SECOND_SAID,
        flaps_min: 4,
        harm: false,
        read: |board| figures::megabytes(board.out_bytes_per_s),
    },
    Meter {
        label: words::BOARD_REFUSED,
        unit: words::PER_SECOND,
        said: words::PER_SECOND_SAID,
        flaps_min: 3,
        harm: true,
        read: |board| figures::count(board.throttled_per_s),
    },
    Meter {
        label: words::BOARD_UNREAD,
        unit: words::SECONDS,
        said: words::SECONDS_SAID,
        flaps_min: 4,
        harm: false,
        read: |board| figures::seconds(board.oldest_unread),
    },
];

/// The board.
pub(crate) fn board(hall: Hall) -> AnyView {
    let meters: Vec<_> = METERS.iter().map(|meter| show(hall, meter)).collect();
    view! { <dl class="board" aria-label=words::BOARD>{meters}</dl> }.into_any()
}

fn show(hall: Hall, meter: &'static Meter) -> AnyView {
    let figure = Memo::new(move |_| hall.snapshot.with(|snapshot| (meter.read)(&snapshot.board)));
    let flaps: Vec<_> = (0..FLAPS).rev().map(|place| flap(figure, place, meter.flaps_min)).collect();
    let alarm = move || meter.harm && figure.with(|figure| figure != "0");
    view! {
        <div class="meter" class:alarm=alarm>
            <dt>{meter.label}</dt>
            <dd>
                <span class="flaps" aria-hidden="true">{flaps}</span>
                <span class="unit" aria-hidden="true">{meter.unit}</span>
                <span class="unseen">{move || figure.get()} " " {meter.said}</span>
            </dd>
        </div>
    }
    .into_any()
}

/// A flap and how often it has turned: every turn takes the other of two equal animations, so that each one starts.
#[derive(Clone, Copy, PartialEq)]
struct Shown {
    sign: char,
    turn: &'static str,
}

fn flap(figure: Memo<String>, place: usize, flaps_min: usize) -> AnyView {
    let shown = Memo::new(move |before: Option<&Shown>| {
        let sign = figure.with(|figure| figure.chars().rev().nth(place));
        let sign = sign.unwrap_or(if place < flaps_min { ' ' } else { '\0' });
        let turn = match before {
            None => "",
            Some(before) if before.sign == sign => before.turn,
            Some(before) if before.turn == "a" => "b",
            Some(_) => "a",
        };
        Shown { sign, turn }
    });
    let kind = move || match shown.get().sign {
        '\0' => "flap none",
        '.' | ',' => "flap point",
        _ => "flap",
    };
    let text = move || match shown.get().sign {
        '\0' | ' ' => "\u{a0}".to_owned(),
        sign => sign.to_string(),
    };
    view! { <span class=kind data-turn=move || shown.get().turn>{text}</span> }.into_any()
}
