//! The charts on the stage.

use super::looking::ask;
use crate::app::showing::Drawer;
use crate::engine::metrics::ChartAsk;
use crate::stage::{CapacityScene, lay_out_capacity};
use std::rc::Rc;

/// Draws the charts of the stream, or of the chosen shard.
pub(super) fn drawer() -> Drawer {
    Rc::new(|world, stream, focus, viewport| {
        let ask = ask(stream, focus);
        let charts = world.charts(&ask).or_else(|| world.charts(&ChartAsk { shard: None, ..ask }));
        let draw = |charts| lay_out_capacity(&CapacityScene { charts: &charts, selected: focus.target }, viewport);
        charts.map(draw).unwrap_or_default()
    })
}
