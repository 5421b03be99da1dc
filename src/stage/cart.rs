//! Consumers: a cart under the belt, on a stem at the place it has read to. Everything to the right of the stem has
//! been read.

use super::display::{Align, Face, Picture, Shape, Target};
use super::geometry::{Area, Cubic, Point};
use super::palette::Ink;
use super::plan::{CART_ROW, Level, Plan, as_f64};
use super::words;
use crate::engine::snapshot::{Cart, Snapshot};
use crate::engine::time::Micros;

/// How long a stop is seen.
const STOP: Micros = Micros::from_millis(350);

/// Draws every cart.
pub(super) fn draw(picture: &mut Picture, plan: &Plan, snapshot: &Snapshot, still: bool, hovered: Option<Target>) {
    let mut row = 0;
    let mut last = None;
    for cart in &snapshot.carts {
        let Some(belt) = plan.belts.get(cart.shard as usize) else {
            continue;
        };
        let before = snapshot.carts.iter().take_while(|other| !std::ptr::eq(*other, cart));
        row = if last == Some(cart.shard) {
            row + 1
        } else {
            before.filter(|other| other.shard == cart.shard).count()
        };
        last = Some(cart.shard);
        let target = Target::Cart(cart.consumer, cart.shard);
        let area = if plan.cart_rows > 0 {
            full(
                picture,
                plan,
                snapshot,
                cart,
                *belt,
                row,
                still,
                hovered == Some(target),
            )
        } else {
            pin(&mut picture.front, plan, cart, *belt)
        };
        picture.targets.push((area, target));
    }
}

/// A stop: how much of it has passed, none when the cart is under way.
fn stop(snapshot: &Snapshot, cart: &Cart) -> Option<f64> {
    let since = snapshot.now.since(cart.last_delivery?);
    (since < STOP).then(|| super::axis::share(since, STOP))
}

#[expect(clippy::too_many_arguments, reason = "one call, all of it needed")]
fn full(
    picture: &mut Picture,
    plan: &Plan,
    snapshot: &Snapshot,
    cart: &Cart,
    belt: Area,
    row: usize,
    still: bool,
    hovered: bool,
) -> Area {
    let ink = reader(cart);
    let x = plan.axis.x(cart.behind);
    let foot = if plan.level == Level::Roomy { 20.0 } else { 10.0 };
    let top = belt.bottom() + foot + as_f64(row) * CART_ROW;
    let name = words::cut(&cart.name, Face::bold(13), 120.0);
    let behind = format!("{} behind", words::distance(cart.behind));
    let name_w = words::width(&name, Face::bold(13));
    // Room for the widest distance, so that the cart does not change its width as it counts.
    let w = 10.0 + name_w + 10.0 + words::width("00 min behind", Face::plain(12)) + 6.0;
    let left = (x - 16.0).min(plan.belt_right - w).max(plan.gate_x - 4.0);
    let area = Area::new(left, top, w, 23.0);
    let stem = |y0: f64, y1: f64, width: f64| Shape::Line {
        along: vec![Cubic::straight(Point::new(x, y0), Point::new(x, y1))],
        stroke: ink,
        width,
        dash: None,
    };
    let stopping = stop(snapshot, cart);
    let out = &mut picture.back;
    out.push(stem(
        belt.bottom() + 2.0,
        top,
        if stopping.is_some() { 4.0 } else { 2.0 },
    ));
    let out = &mut picture.front;
    let tip = belt.bottom() + 1.0;
    out.push(Shape::Wedge {
        corners: [
            Point::new(x, tip),
            Point::new(x - 6.5, tip + 10.0),
            Point::new(x + 6.5, tip + 10.0),
        ],
        fill: ink,
    });
    if let (Some(t), false) = (stopping, still) {
        let y = tip + 10.0 + (top - tip - 16.0).max(0.0) * super::way::ease(t);
        let load = Area::new(x - 5.0, y, 10.0, 7.0);
        out.push(Shape::Block {
            area: load,
            radius: 2.0,
            fill: ink,
        });
    }
    for wheel in [area.x + 14.0, area.right() - 14.0] {
        let rim = Area::new(wheel - 3.5, area.bottom() - 3.0, 7.0, 7.0);
        out.push(Shape::Block {
            area: rim,
            radius: 3.5,
            fill: ink,
        });
    }
    out.push(Shape::Block {
        area,
        radius: 4.0,
        fill: Ink::Panel,
    });
    let width = if stopping.is_some() || hovered { 2.5 } else { 1.5 };
    out.push(Shape::Frame {
        area,
        radius: 4.0,
        stroke: ink,
        width,
    });
    let mut text = |x: f64, text: String, face, fill| {
        let at = Point::new(x, area.middle() + 0.5);
        out.push(Shape::Text {
            at,
            text,
            face,
            fill,
            align: Align::Left,
        });
    };
    text(area.x + 10.0, name, Face::bold(13), Ink::Text);
    text(area.x + 20.0 + name_w, behind, Face::plain(12), Ink::Muted);
    area
}

/// A pin in the consumer's colour, where there is no room for a cart.
fn pin(out: &mut Vec<Shape>, plan: &Plan, cart: &Cart, belt: Area) -> Area {
    let fill = reader(cart);
    let x = plan.axis.x(cart.behind);
    if plan.level == Level::Hair {
        let area = Area::new(x - 1.5, belt.y, 3.0, (plan.slot * 0.95).min(belt.h + 2.0));
        out.push(Shape::Block {
            area,
            radius: 0.0,
            fill,
        });
        return area.grown(2.0);
    }
    let tip = belt.bottom() - 1.0;
    let h = (plan.slot - belt.h).clamp(6.0, 10.0);
    let corners = [
        Point::new(x, tip),
        Point::new(x - h * 0.6, tip + h),
        Point::new(x + h * 0.6, tip + h),
    ];
    out.push(Shape::Wedge { corners, fill });
    Area::new(x - 8.0, tip - 2.0, 16.0, h + 4.0)
}

/// Names of the consumers with their pins' colours, when the carts carry none; ends at `right`.
pub(super) fn key(out: &mut Vec<Shape>, plan: &Plan, snapshot: &Snapshot, right: f64, y: f64) {
    if plan.cart_rows > 0 {
        return;
    }
    let mut named: Vec<&Cart> = Vec::new();
    for cart in &snapshot.carts {
        if !named.iter().any(|seen| seen.consumer == cart.consumer) && named.len() < 4 {
            named.push(cart);
        }
    }
    let mut x = right;
    for cart in named.iter().rev() {
        let name = words::cut(&cart.name, Face::plain(12), 90.0);
        let w = words::width(&name, Face::plain(12));
        out.push(Shape::Text {
            at: Point::new(x - w, y),
            text: name,
            face: Face::plain(12),
            fill: Ink::Text,
            align: Align::Left,
        });
        let tip = Point::new(x - w - 11.0, y - 5.0);
        let corners = [
            tip,
            Point::new(tip.x - 5.5, tip.y + 9.0),
            Point::new(tip.x + 5.5, tip.y + 9.0),
        ];
        out.push(Shape::Wedge {
            corners,
            fill: reader(cart),
        });
        x -= w + 32.0;
    }
}

fn reader(cart: &Cart) -> Ink {
    Ink::Reader(u8::try_from(cart.consumer.0 % 4).unwrap_or(0))
}
