//! The stage: the canvas, its frames, and the pointer and keys on it.

use super::dom::{El, el};
use super::hall::Hall;
use super::live::{Live, effect, keep};
use super::showing::{self, Focus, Showing, chosen_shard};
use super::theme::Theming;
use super::{around, figures, legend, words};
use crate::engine::hash::HashKey;
use crate::engine::id::RecordRef;
use crate::engine::snapshot::Snapshot;
use crate::engine::time::Micros;
use crate::stage::{Painter, Picture, Target, Viewport, lay_out, within};
use crate::web::frames::Frames;
use crate::web::listen::{Listener, Resized};
use crate::web::marks;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlCanvasElement, KeyboardEvent, PointerEvent};

/// More device pixels than this a viewer cannot see, and the painter would have to fill.
const SCALE_MAX: f64 = 2.0;

/// A canvas and what was drawn on it last.
struct Sheet {
    canvas: HtmlCanvasElement,
    painter: Painter,
    picture: Option<Picture>,
}

/// The canvas of the stage, and one beside it for the same run told otherwise.
struct Easel {
    sheet: Sheet,
    beside: Option<Sheet>,
    first_bag: FirstBag,
}

/// How far the first bag has come, for the mark the bench waits for.
enum FirstBag {
    None,
    Seen(RecordRef, Micros),
    Moved,
}

/// The stage with its corner controls and the legend; `in_words` leads to the same in words.
pub(crate) fn stage(hall: Hall, theme: Theming, legend_open: Live<bool>, in_words: El) -> El {
    let easel = Live::new(None::<Easel>);
    let hovered = Live::new(None::<Target>);
    let canvas = canvas(hall, easel, hovered);
    let beside = el("canvas.beside")
        .set("role", "img")
        .set("aria-label", words::STAGE_BESIDE)
        .bind("hidden", move || !is_compared(hall));
    let refused = !set_up(hall, theme, easel, hovered, (canvas.node(), beside.node()));
    showing::fetch_drawer(hall);
    if refused {
        hall.stands();
    }
    effect(move || {
        hovered.track();
        hall.selected.track();
        theme.theme();
        hall.touch();
    });
    let picture = el("div.picture")
        .set("tabindex", "0")
        .set("role", "group")
        .bind("aria-label", move || match hall.showing.get() {
            Showing::Lineage => words::STAGE_KEYS_LINEAGE,
            Showing::Capacity => words::STAGE_KEYS_CAPACITY,
            _ => words::STAGE_KEYS,
        })
        .on("keydown", move |event| walk(hall, event.unchecked_ref()))
        .class_if("compared", move || is_compared(hall))
        .with(canvas)
        .with(beside)
        .with_all(refused.then(|| el("p.broken").text(words::NO_CANVAS)));
    el("div.stage")
        .with(picture)
        .with(el("div.under").with(in_words).with(legend::button(legend_open)))
        .with(legend::legend(hall, legend_open))
}

fn canvas(hall: Hall, easel: Live<Option<Easel>>, hovered: Live<Option<Target>>) -> El {
    let find = move |event: &Event| {
        let event: &PointerEvent = event.unchecked_ref();
        let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        easel.with_untracked(|easel| easel.as_ref()?.sheet.picture.as_ref()?.hit(x, y))
    };
    let draws = Live::new(false);
    let over = move |event: Event| {
        if draws.get_untracked() {
            let y = f64::from(event.unchecked_ref::<PointerEvent>().offset_y());
            let place = easel.with_untracked(|easel| easel.as_ref()?.sheet.picture.as_ref()?.place_at(y));
            return hall.look_at(|focus| focus.cut = place);
        }
        let found = find(&event);
        if hovered.get_untracked() != found {
            hovered.set(found);
        }
    };
    let take = move |event: Event| {
        if find(&event) == Some(Target::Cut) {
            draws.set(true);
            let event: &PointerEvent = event.unchecked_ref();
            // Without capture the handle is drawn as long as the pointer stays on the stage.
            let _ = event
                .target()
                .map(|canvas| canvas.unchecked_into::<HtmlCanvasElement>().set_pointer_capture(event.pointer_id()));
        }
    };
    let choose = move |event: Event| match find(&event) {
        _ if draws.get_untracked() => draws.set(false),
        Some(Target::Bag(record)) => hall.selected.set(Some(record)),
        Some(Target::Lane(_, shard, lane)) => hall.look_at(|focus| {
            *focus = Focus { shard: Some(shard), lane: Some(lane), ..*focus };
        }),
        Some(Target::Belt(shard)) => hall.look_at(|focus| {
            *focus = Focus { shard: Some(shard), cut: None, ..*focus };
        }),
        target => hall.look_at(|focus| focus.target = target),
    };
    el("canvas")
        .set("role", "img")
        .bind("aria-label", move || label(hall))
        .class_if("pointing", move || matches!(hovered.get(), Some(target) if is_chosen_by_click(hall, target)))
        .on("pointerdown", take)
        // A finger that draws the handle does not scroll the page.
        .on("touchstart", move |event| {
            if draws.get_untracked() {
                event.prevent_default();
            }
        })
        .on("pointermove", over)
        .on("pointercancel", move |_| draws.set(false))
        .on("pointerleave", move |_| hovered.set(None))
        .on("pointerup", choose)
}

/// Sets the easel up and brings the frames; says whether the browser gave something to draw on.
fn set_up(
    hall: Hall,
    theme: Theming,
    easel: Live<Option<Easel>>,
    hovered: Live<Option<Target>>,
    (canvas, beside): (HtmlCanvasElement, HtmlCanvasElement),
) -> bool {
    let Some(painter) = Painter::new(&canvas) else { return false };
    keep(Resized::new(&canvas, move || hall.touch()));
    if let Some(document) = canvas.owner_document() {
        keep(Listener::new(&document, "visibilitychange", move |_| hall.touch()));
    }
    let sheet = |canvas, painter| Sheet { canvas, painter, picture: None };
    let beside = Painter::new(&beside).map(|painter| sheet(beside, painter));
    easel.set(Some(Easel { sheet: sheet(canvas, painter), beside, first_bag: FirstBag::None }));
    let mut stands = false;
    hall.run_with(Frames::new(move |at_ms| {
        let snapshot = hall.frame(at_ms);
        let looks = Looks {
            theme: theme.theme_now(),
            still: hall.still.get_untracked(),
            selected: hall.selected.get_untracked(),
            hovered: hovered.get_untracked(),
        };
        easel.update_untracked(|easel| {
            if let Some(easel) = easel {
                easel.draw(hall, &snapshot, &looks);
            }
        });
        if !std::mem::replace(&mut stands, true) {
            hall.stands();
        }
        hall.is_moving()
    }));
    true
}

/// Whether the same run is told otherwise beside the stage.
fn is_compared(hall: Hall) -> bool {
    hall.showing.get() == Showing::Xray && hall.focus.with(|focus| focus.compared)
}

/// Whether a click on something chooses it.
fn is_chosen_by_click(hall: Hall, target: Target) -> bool {
    matches!(target, Target::Bag(_)) || hall.showing.get() != Showing::Hall
}

/// The canvas in one sentence; the tables say the rest.
fn label(hall: Hall) -> String {
    hall.snapshot.with(|snapshot| {
        format!(
            "{} {}: {} {}, {} {}.",
            words::STAGE_LABEL,
            snapshot.stream,
            snapshot.shards.iter().filter(|belt| belt.open).count(),
            words::STAGE_BELTS,
            figures::count(snapshot.board.accepted_total),
            words::STAGE_BAGS,
        )
    })
}

/// What a picture depends on besides the world.
struct Looks {
    theme: crate::stage::Theme,
    still: bool,
    selected: Option<RecordRef>,
    hovered: Option<Target>,
}

impl Sheet {
    fn draw(&mut self, looks: &Looks, lay_out: impl FnOnce(&Viewport) -> Picture) {
        let scale = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
        let viewport = Viewport {
            width: f64::from(self.canvas.client_width()),
            height: f64::from(self.canvas.client_height()),
            scale: within(scale, 1.0, SCALE_MAX),
            theme: looks.theme,
            reduced_motion: looks.still,
            selected: looks.selected,
            hovered: looks.hovered,
        };
        let picture = lay_out(&viewport);
        self.painter.paint(&picture, &viewport);
        self.picture = Some(picture);
    }
}

impl Easel {
    fn draw(&mut self, hall: Hall, snapshot: &Snapshot, looks: &Looks) {
        const START: &str = "beltline:frame-start";
        let measured = marks::bench();
        if measured {
            marks::mark(START);
        }
        let focus = hall.focus.get_untracked();
        match (hall.showing.get_untracked(), hall.drawer()) {
            (Showing::Hall, _) => self.sheet.draw(looks, |viewport| lay_out(snapshot, viewport)),
            (_, Some(draw)) => hall.read(|model| {
                let stream = model.stream();
                self.sheet.draw(looks, |viewport| draw(model.world(), stream, &focus, viewport));
                if let (Some(world), Some(beside)) = (model.beside(), &mut self.beside) {
                    beside.draw(looks, |viewport| draw(world, stream, &focus, viewport));
                }
            }),
            (_, None) => self.sheet.draw(looks, |_| Picture::default()),
        }
        if measured {
            marks::measure_since("beltline:frame", START);
        }
        self.watch_first_bag(snapshot);
    }

    /// A bag's place is a function of the moment, so a bag drawn at two moments was drawn at two places.
    fn watch_first_bag(&mut self, snapshot: &Snapshot) {
        let first = match self.first_bag {
            FirstBag::Moved => return,
            FirstBag::Seen(record, at) => Some((record, at)),
            FirstBag::None => None,
        };
        let there = |record| snapshot.bags.iter().any(|bag| bag.record == record);
        match first {
            Some((record, at)) if there(record) => {
                if at != snapshot.now {
                    marks::mark("beltline:first-bag");
                    self.first_bag = FirstBag::Moved;
                }
            }
            _ => {
                if let Some(bag) = snapshot.bags.first() {
                    self.first_bag = FirstBag::Seen(bag.record, snapshot.now);
                }
            }
        }
    }
}

/// From bag to bag, in the directions of the picture: older bags are further right.
fn walk(hall: Hall, event: &KeyboardEvent) {
    if hall.showing.get_untracked() != Showing::Hall {
        return look_around(hall, event);
    }
    let selected = hall.selected.get_untracked();
    let next = match event.key().as_str() {
        "ArrowRight" => along(hall, selected, 1),
        "ArrowLeft" => along(hall, selected, -1),
        "ArrowDown" => across(hall, selected, 1),
        "ArrowUp" => across(hall, selected, -1),
        "Escape" if selected.is_some() => {
            hall.selected.set(None);
            event.prevent_default();
            return;
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(record) = next {
        hall.selected.set(Some(record));
    }
}

/// From shard to shard and from lane to lane.
fn look_around(hall: Hall, event: &KeyboardEvent) {
    let shards = hall.snapshot.with_untracked(|snapshot| snapshot.shards.len() as u32);
    let focus = hall.focus.get_untracked();
    let lanes = hall.mappings.with_untracked(|mappings| {
        mappings.get(focus.mapping).map_or(1, |mapping| mapping.config.parallelization_factor)
    });
    let next = |at: u32, count: u32, by: u32| (at + by) % count.max(1);
    if hall.showing.get_untracked() == Showing::Lineage {
        let by = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => 0,
        };
        if by != 0 {
            event.prevent_default();
            return move_cut(hall, &focus, by);
        }
    }
    if hall.showing.get_untracked() == Showing::Capacity {
        return around::look_over_charts(hall, event, &focus, shards);
    }
    let (shard, lane) = (focus.shard.unwrap_or(0), u32::from(focus.lane.unwrap_or(0)));
    let (shard, lane) = match event.key().as_str() {
        "ArrowRight" => (next(shard, shards, 1), 0),
        "ArrowLeft" => (next(shard, shards, shards.saturating_sub(1)), 0),
        "ArrowDown" => (shard, next(lane, lanes.into(), 1)),
        "ArrowUp" => (shard, next(lane, lanes.into(), u32::from(lanes).saturating_sub(1))),
        "Escape" => {
            return hall.look_at(|focus| *focus = Focus { shard: None, lane: None, target: None, cut: None, ..*focus });
        }
        _ => return,
    };
    event.prevent_default();
    hall.look_at(|focus| *focus = Focus { shard: Some(shard), lane: u8::try_from(lane).ok(), cut: None, ..*focus });
}

/// Moves the place where the chosen shard would be split by a part of its range.
fn move_cut(hall: Hall, focus: &Focus, by: i32) {
    const PARTS: u128 = 64;
    let range = hall.snapshot.with_untracked(|snapshot| chosen_shard(snapshot, focus).map(|belt| belt.range));
    let Some(range) = range else { return };
    let part = (range.end.0 - range.start.0) / PARTS;
    let cut = focus.cut.unwrap_or(range.middle()).0;
    let moved = if by > 0 { cut.saturating_add(part) } else { cut.saturating_sub(part) };
    hall.look_at(|focus| focus.cut = Some(HashKey(moved.clamp(range.start.0, range.end.0))));
}

/// The bag `older` places further along the belt of the selected one; without one, the newest on the stage.
fn along(hall: Hall, selected: Option<RecordRef>, older: i64) -> Option<RecordRef> {
    let Some(selected) = selected else {
        return hall.snapshot.with_untracked(|snapshot| {
            let newest = snapshot.bags.iter().max_by_key(|bag| (bag.arrival, bag.record));
            newest.map(|bag| bag.record)
        });
    };
    let index = selected.index.checked_add_signed(-older)?;
    let next = RecordRef { index, ..selected };
    hall.inspect(next).map(|_| next)
}

/// The bag on the next belt that arrived closest to the selected one.
fn across(hall: Hall, selected: Option<RecordRef>, down: i32) -> Option<RecordRef> {
    let Some(selected) = selected else { return along(hall, None, 0) };
    let arrival = hall.inspect(selected)?.arrival;
    hall.snapshot.with_untracked(|snapshot| {
        let shards = snapshot.bags.iter().map(|bag| bag.record.shard);
        let next = if down > 0 {
            shards.filter(|shard| *shard > selected.shard).min()
        } else {
            shards.filter(|shard| *shard < selected.shard).max()
        }?;
        let bags = snapshot.bags.iter().filter(|bag| bag.record.shard == next);
        bags.min_by_key(|bag| (bag.arrival.0.abs_diff(arrival.0), bag.record)).map(|bag| bag.record)
    })
}
