//! The mapping that the tools and the words are about.

use crate::app::hall::Hall;
use crate::app::showing::Focus;
use crate::engine::command::{Command, Refusal, Reply};
use crate::engine::id::ConsumerId;
use crate::engine::lambda::{MappingConfig, MappingView};
use leptos::prelude::untrack;

/// The chosen mapping of the stream on the stage.
#[derive(Clone, Copy)]
pub(crate) struct Chosen {
    pub(crate) hall: Hall,
}

impl Chosen {
    /// The mapping that the stage shows too.
    pub(crate) const fn new(hall: Hall) -> Self {
        Self { hall }
    }

    /// Chooses the mapping at a place.
    pub(crate) fn choose(self, place: usize) {
        self.hall.look_at(|focus| *focus = Focus { mapping: place, compared: focus.compared, ..Focus::default() });
    }

    /// Reads something off the mapping; none when the stream has none.
    pub(crate) fn read<T>(self, read: impl FnOnce(&MappingView) -> T) -> Option<T> {
        let place = self.hall.focus.with(|focus| focus.mapping);
        self.hall.mappings.with(|mappings| mappings.get(place).or_else(|| mappings.first()).map(read))
    }

    /// Which mapping it is.
    pub(crate) fn id(self) -> Option<ConsumerId> {
        self.read(|view| view.consumer)
    }

    /// Its settings.
    pub(crate) fn config(self) -> Option<MappingConfig> {
        self.read(|view| (*view.config).clone())
    }

    /// Changes its settings; the error says why AWS would not.
    pub(crate) fn change(self, change: impl FnOnce(&mut MappingConfig)) -> Result<(), String> {
        self.try_change(|config| {
            change(config);
            Ok(())
        })
    }

    /// The same, where the change itself may find something wrong. Nothing has changed then.
    pub(crate) fn try_change(
        self,
        change: impl FnOnce(&mut MappingConfig) -> Result<(), String>,
    ) -> Result<(), String> {
        let (consumer, mut config) = untrack(|| self.id().zip(self.config())).ok_or(super::copy::NO_MAPPING)?;
        change(&mut config)?;
        if config.tumbling_window.is_some() && config.parallelization_factor > 1 {
            return Err(super::copy::WINDOW_NEEDS_ONE_LANE.to_owned());
        }
        self.apply(Command::UpdateMapping { consumer, config: Box::new(config) }).map(drop)
    }

    /// Applies a command; the error says why it cannot be followed.
    pub(crate) fn apply(self, command: Command) -> Result<Reply, String> {
        let reply = self.hall.apply(command).map_err(|refusal: Refusal| refusal.to_string());
        self.hall.tell_consumers();
        reply
    }
}
