//! The way of a bag in the picture: from its desk to the reader, along the hash line, over the arm to its gate, and for
//! a refused one back again. Everything here is a function of the bag's age.

use super::geometry::{Cubic, Point, within};
use super::plan::Plan;
use crate::engine::hash::HashKey;
use crate::engine::id::ProducerId;
use crate::engine::snapshot::Snapshot;

/// Shares of the approach at which the legs of the way end.
pub(super) const AT_READER: f64 = 0.36;
/// The digits have all appeared.
pub(super) const READ: f64 = 0.54;
/// The bag stands before its place on the line.
pub(super) const AT_PLACE: f64 = 0.70;
/// The bag stands at the gate.
pub(super) const AT_GATE: f64 = 0.92;

/// No bag is thrown higher than this.
const HEADROOM: f64 = 30.0;

/// Where the conveyor of a desk begins.
pub(super) fn port(plan: &Plan, snapshot: &Snapshot, desk: Option<ProducerId>) -> Point {
    let area = desk
        .and_then(|id| snapshot.desks.iter().position(|desk| desk.id == id))
        .and_then(|i| plan.desks.get(i))
        .unwrap_or(&plan.hand);
    if plan.narrow { Point::new(area.x + area.w / 2.0, area.bottom()) } else { Point::new(area.right(), area.middle()) }
}

/// The conveyor from a desk to the reader.
pub(super) fn feed(plan: &Plan, port: Point) -> Cubic {
    if plan.narrow { Cubic::corner(port, plan.reader, true) } else { Cubic::level(port, plan.reader) }
}

/// Where a bag leaves the lane beside the hash line.
pub(super) fn place(plan: &Plan, hash: HashKey) -> Point {
    Point::new(plan.reader.x, plan.line_y(hash))
}

/// The arm from a place on the line to a gate.
pub(super) fn arm(plan: &Plan, from: Point, gate_y: f64) -> Cubic {
    Cubic::level(from, Point::new(plan.gate_x, gate_y))
}

/// Where a bag is on its way in, `t` from 0 to 1; it arrives on the belt at `landing`.
pub(super) fn inbound(plan: &Plan, port: Point, hash: HashKey, landing: Point, t: f64) -> Point {
    let place = place(plan, hash);
    if t < AT_READER {
        feed(plan, port).at(ease(t / AT_READER))
    } else if t < READ {
        plan.reader
    } else if t < AT_PLACE {
        plan.reader.toward(place, ease((t - READ) / (AT_PLACE - READ)))
    } else if t < AT_GATE {
        arm(plan, place, landing.y).at(ease((t - AT_PLACE) / (AT_GATE - AT_PLACE)))
    } else {
        let gate = Point::new(plan.gate_x, landing.y);
        gate.toward(landing, (t - AT_GATE) / (1.0 - AT_GATE))
    }
}

/// The way back of a refused bag.
pub(super) fn back(plan: &Plan, port: Point, gate_y: f64) -> Cubic {
    let gate = Point::new(plan.gate_x - 10.0, gate_y);
    if plan.narrow {
        return Cubic {
            from: gate,
            out: Point::new(gate.x - 14.0, gate.y - 60.0),
            back: Point::new(port.x, port.y + 60.0),
            to: port,
        };
    }
    let lift = if port.y > gate_y { 30.0 } else { -30.0 };
    Cubic {
        from: gate,
        out: Point::new(gate.x - 40.0, (gate.y - 84.0).max(HEADROOM)),
        back: Point::new(port.x + 84.0, (port.y - lift - 40.0).max(HEADROOM)),
        to: Point::new(port.x + 4.0, port.y - 18.0),
    }
}

/// Slow, quick, slow.
pub(super) fn ease(t: f64) -> f64 {
    let t = within(t, 0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}
