//! The X-ray on the stage, and the same run with the other setting beside it.

use super::chosen::Chosen;
use super::copy;
use crate::app::dom::El;
use crate::app::fields;
use crate::app::showing::{Drawer, Focus};
use crate::engine::command::Command;
use crate::engine::lambda::{Handler, MappingConfig, MappingView};
use crate::engine::reading::{ConsumerConfig, Work};
use crate::stage::{XrayScene, lay_out_xray};
use std::rc::Rc;

/// Draws the chosen mapping.
pub(crate) fn drawer() -> Drawer {
    Rc::new(|world, stream, focus, viewport| {
        let mappings = world.mappings(stream);
        let mapping = mappings.get(focus.mapping).or_else(|| mappings.first());
        let (shard, lane) = mapping.map_or((0, 0), |view| place(view, focus));
        let caption = match mapping {
            Some(view) if focus.compared && view.config.bisect => copy::CAPTION_BISECT,
            Some(_) if focus.compared => copy::CAPTION_NO_BISECT,
            _ => "",
        };
        let scene = XrayScene { now: world.now(), mapping, shard, lane, selected: focus.target, caption };
        lay_out_xray(&scene, viewport)
    })
}

/// The shard and lane to show: those that were chosen, else the first where a failing batch stands.
fn place(view: &MappingView, focus: &Focus) -> (u32, u8) {
    let shard = match focus.shard {
        Some(chosen) => view.shards.iter().find(|poller| poller.shard == chosen),
        None => view.shards.iter().find(|poller| poller.blocked),
    };
    let Some(poller) = shard.or_else(|| view.shards.first()) else { return (0, 0) };
    let failing = poller.lanes.iter().position(|lane| lane.batch.as_ref().is_some_and(|batch| batch.tree.has_failed()));
    let lane = focus.lane.filter(|lane| usize::from(*lane) < poller.lanes.len());
    (poller.shard, lane.unwrap_or_else(|| failing.and_then(|at| u8::try_from(at).ok()).unwrap_or(0)))
}

/// The switch that sets the other way beside this one.
pub(crate) fn compare(chosen: Chosen) -> El {
    let hall = chosen.hall;
    let is_on = move || hall.focus.with(|focus| focus.compared);
    let turn = move |on: bool| {
        let is_typed = chosen.read(|view| matches!(view.config.function.handler, Handler::Typed(_)));
        let outcome = if on && is_typed == Some(true) {
            Err(copy::COMPARE_TYPED.to_owned())
        } else {
            let change = on.then_some(otherwise as fn(&Command) -> Command);
            hall.compare(change).map_err(|refusal| refusal.to_string())
        };
        if let Err(reason) = outcome {
            hall.notice.set(reason);
        }
    };
    fields::switch(copy::COMPARE, copy::COMPARE_ABOUT, is_on, turn)
}

/// The same command, with bisect the other way in every mapping.
fn otherwise(command: &Command) -> Command {
    let flipped = |config: &MappingConfig| Box::new(MappingConfig { bisect: !config.bisect, ..config.clone() });
    match command {
        Command::AddConsumer(config) => match &config.work {
            Work::Mapping(mapping) => {
                Command::AddConsumer(ConsumerConfig { work: Work::Mapping(flipped(mapping)), ..config.clone() })
            }
            _ => command.clone(),
        },
        Command::UpdateMapping { consumer, config } => {
            Command::UpdateMapping { consumer: *consumer, config: flipped(config) }
        }
        _ => command.clone(),
    }
}
