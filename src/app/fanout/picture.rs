//! The consumers on the stage.

use crate::app::showing::Drawer;
use crate::engine::snapshot::View;
use crate::engine::time::Micros;
use crate::stage::{FanoutScene, lay_out_fanout};
use std::rc::Rc;

/// Draws the consumers of one shard.
pub(crate) fn drawer() -> Drawer {
    Rc::new(|world, stream, focus, viewport| {
        let view = View { stream, span: Micros::SECOND, approach: Micros::SECOND, bags_max: 1 };
        let mut shards = world.snapshot(&view).map(|snapshot| snapshot.shards).unwrap_or_default();
        let readers = world.readers(stream);
        let is_read = |index: u32| readers.iter().any(|one| one.shards.iter().any(|place| place.shard == index));
        shards.retain(|belt| belt.open || is_read(belt.index));
        let first = shards.first().map_or(0, |belt| belt.index);
        let shard = focus.shard.filter(|shard| shards.iter().any(|belt| belt.index == *shard)).unwrap_or(first);
        let scene = FanoutScene { now: world.now(), readers: &readers, shards: &shards, shard, selected: focus.target };
        lay_out_fanout(&scene, viewport)
    })
}
