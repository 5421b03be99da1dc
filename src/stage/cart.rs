//! Consumers: a cart under the belt, on a stem at the place it has read to. Everything to the right of the stem has
//! been read.

use super::display::{Align, Face, Picture, Shape, Target};
use super::geometry::{Area, Cubic, Point, within};
use super::order::has_cart;
use super::palette::Ink;
use super::plan::{CART_ROW, Level, Plan, as_f64};
use super::words;
use crate::engine::snapshot::{Cart, Snapshot};
use crate::engine::time::Micros;

/// How long a stop is seen.
const STOP: Micros = Micros::from_millis(350);

/// Draws every cart.
pub(super) fn draw(picture: &mut Picture, plan: &Plan, snapshot: &Snapshot, still: bool, hovered: Option<Target>) {
    if plan.cart_rows == 0 {
        for cart in snapshot.carts.iter().filter(|cart| has_cart(snapshot, cart)) {
            if let Some(belt) = plan.belt(cart.shard) {
                let area = pin(&mut picture.front, plan, cart, belt);
                picture.targets.push((area, Target::Cart(cart.consumer, cart.shard)));
            }
        }
        return;
    }
    for (shard, belt) in plan.order.iter().copied().zip(&plan.belts) {
        let here = |cart: &&Cart| cart.shard == shard && has_cart(snapshot, cart);
        let mut carts: Vec<&Cart> = snapshot.carts.iter().filter(here).collect();
        let side_by_side = carts.len() > plan.cart_rows;
        if side_by_side {
            // By whole seconds, so that two that are level do not change places all the time.
            carts.sort_unstable_by_key(|cart| (cart.behind.0 / 1_000_000, cart.consumer));
        }
        let widths: Vec<f64> = carts.iter().map(|cart| width(cart)).collect();
        let mut free = plan.gate_x - 4.0;
        for (i, cart) in carts.into_iter().enumerate() {
            let target = Target::Cart(cart.consumer, shard);
            let row = if side_by_side { 0 } else { i };
            // Carts further right need their room too.
            let kept: f64 = widths[i + 1..].iter().map(|w| w + 8.0).sum();
            let kept = if side_by_side { kept } else { 0.0 };
            let x = plan.axis.x(cart.behind) - 16.0;
            let left = x.min(plan.belt_right - widths[i] - kept).max(free);
            if side_by_side {
                free = left + widths[i] + 8.0;
            }
            let foot = if plan.level == Level::Roomy { 20.0 } else { 10.0 };
            let top = belt.bottom() + foot + as_f64(row) * CART_ROW;
            let area = Area::new(left, top, widths[i], 23.0);
            let stop = stop(snapshot, cart);
            stand(picture, plan, cart, *belt, area, stop.filter(|_| !still));
            body(&mut picture.front, cart, area, stop.is_some() || hovered == Some(target));
            picture.targets.push((area, target));
        }
    }
}

/// Width of a cart; it has room for the widest distance, so that it does not change as it counts.
fn width(cart: &Cart) -> f64 {
    let behind = words::width("00 min behind", Face::plain(12));
    26.0 + words::width(&name(cart), Face::bold(13)) + behind
}

fn name(cart: &Cart) -> String {
    words::cut(&cart.name, Face::bold(13), 72.0)
}

/// A stop: how much of it has passed, none when the cart is under way.
fn stop(snapshot: &Snapshot, cart: &Cart) -> Option<f64> {
    let since = snapshot.now.since(cart.last_delivery?);
    (since < STOP).then(|| super::axis::share(since, STOP))
}

/// The stem with its point under the belt; during a stop, what is handed down along it.
fn stand(picture: &mut Picture, plan: &Plan, cart: &Cart, belt: Area, area: Area, stop: Option<f64>) {
    let ink = reader(cart);
    let tip = Point::new(plan.axis.x(cart.behind), belt.bottom() + 1.0);
    let foot = Point::new(within(tip.x, area.x + 8.0, area.right() - 8.0), area.y);
    // A cart that had to make room stands too far aside for a stem; its colour tells whose the point is.
    let near = (foot.x - tip.x).abs() <= 24.0;
    if near {
        picture.back.push(Shape::Line {
            along: vec![Cubic::straight(tip, foot)],
            stroke: ink,
            width: if stop.is_some() { 4.0 } else { 2.0 },
            dash: None,
        });
    }
    let base = tip.y + 10.0;
    picture
        .front
        .push(Shape::Wedge { corners: [tip, Point::new(tip.x - 6.5, base), Point::new(tip.x + 6.5, base)], fill: ink });
    if let Some(t) = stop.filter(|_| near) {
        let at = tip.toward(foot, 0.4 + 0.6 * super::way::ease(t));
        let load = Area::new(at.x - 5.0, at.y - 7.0, 10.0, 7.0);
        picture.front.push(Shape::Block { area: load, radius: 2.0, fill: ink });
    }
}

fn body(out: &mut Vec<Shape>, cart: &Cart, area: Area, strong: bool) {
    let ink = reader(cart);
    for wheel in [area.x + 14.0, area.right() - 14.0] {
        let rim = Area::new(wheel - 3.5, area.bottom() - 3.0, 7.0, 7.0);
        out.push(Shape::Block { area: rim, radius: 3.5, fill: ink });
    }
    out.push(Shape::Block { area, radius: 4.0, fill: Ink::Panel });
    let width = if strong { 2.5 } else { 1.5 };
    out.push(Shape::Frame { area, radius: 4.0, stroke: ink, width });
    let name = name(cart);
    let behind = area.x + 18.0 + words::width(&name, Face::bold(13));
    let distance = format!("{} behind", words::distance(cart.behind));
    for (x, text, face, fill) in
        [(area.x + 10.0, name, Face::bold(13), Ink::Text), (behind, distance, Face::plain(12), Ink::Muted)]
    {
        let at = Point::new(x, area.middle() + 0.5);
        out.push(Shape::Text { at, text, face, fill, align: Align::Left });
    }
}

/// A pin in the consumer's colour, where there is no room for a cart.
fn pin(out: &mut Vec<Shape>, plan: &Plan, cart: &Cart, belt: Area) -> Area {
    let fill = reader(cart);
    let x = plan.axis.x(cart.behind);
    if plan.level == Level::Hair {
        let area = Area::new(x - 1.5, belt.y, 3.0, (plan.slot * 0.95).min(belt.h + 2.0));
        out.push(Shape::Block { area, radius: 0.0, fill });
        return area.grown(2.0);
    }
    let tip = belt.bottom() - 1.0;
    let h = within(plan.slot - belt.h, 6.0, 10.0);
    let corners = [Point::new(x, tip), Point::new(x - h * 0.6, tip + h), Point::new(x + h * 0.6, tip + h)];
    out.push(Shape::Wedge { corners, fill });
    Area::new(x - 8.0, tip - 2.0, 16.0, h + 4.0)
}

/// Names of the consumers with their pins' colours, when the carts carry none; ends at `right`, and says where it begins.
pub(super) fn key(out: &mut Vec<Shape>, plan: &Plan, snapshot: &Snapshot, right: f64, y: f64) -> f64 {
    if plan.cart_rows > 0 {
        return right;
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
        let corners = [tip, Point::new(tip.x - 5.5, tip.y + 9.0), Point::new(tip.x + 5.5, tip.y + 9.0)];
        out.push(Shape::Wedge { corners, fill: reader(cart) });
        x -= w + 32.0;
    }
    x
}

fn reader(cart: &Cart) -> Ink {
    Ink::Reader(u8::try_from(cart.consumer.0 % 4).unwrap_or(0))
}
