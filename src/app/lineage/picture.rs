//! The lineage on the stage.

use crate::app::showing::{Drawer, Focus};
use crate::engine::World;
use crate::engine::id::StreamId;
use crate::engine::lineage::LineageAsk;
use crate::stage::{LineageScene, Picture, Viewport, lay_out_lineage, lineage_cells};
use std::rc::Rc;

/// Up to so many records each is a dot of its own.
const DOTS_MAX: u32 = 2_000;

/// Draws the shards over time.
pub(crate) fn drawer() -> Drawer {
    Rc::new(|world, stream, focus, viewport| draw(world, stream, focus, viewport).unwrap_or_default())
}

fn draw(world: &World, stream: StreamId, focus: &Focus, viewport: &Viewport) -> Option<Picture> {
    let (columns, rows) = lineage_cells(viewport);
    let shard = chosen(world, stream, focus);
    let ask = LineageAsk { stream, record: viewport.selected, shard, dots_max: DOTS_MAX, columns, rows };
    let lineage = world.lineage(&ask)?;
    Some(lay_out_lineage(&LineageScene { lineage: &lineage, shard, cut: focus.cut }, viewport))
}

/// The shard that was chosen, else the first open one of the hash line, as the tool has it.
fn chosen(world: &World, stream: StreamId, focus: &Focus) -> Option<u32> {
    let stream = world.stream(stream)?;
    let asked = focus.shard.and_then(|shard| stream.shards.get(shard as usize)).filter(|shard| !shard.is_gone);
    asked.map(|shard| shard.index).or_else(|| stream.open().first().map(|(shard, _)| *shard))
}
