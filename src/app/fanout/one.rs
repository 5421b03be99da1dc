//! One of the consumers that the tools and the words are about.

use crate::app::dom::Key;
use crate::app::hall::Hall;
use crate::app::live::{Live, effect};
use crate::app::showing::Showing;
use crate::engine::command::Command;
use crate::engine::id::ConsumerId;
use crate::engine::kcl::ApplicationView;
use crate::engine::readers::ReaderView;
use std::rc::Rc;

/// A consumer of the stream on the stage.
#[derive(Clone, Copy)]
pub(super) struct One {
    pub(super) hall: Hall,
    pub(super) consumer: ConsumerId,
}

impl One {
    /// The consumer with this number.
    pub(super) const fn new(hall: Hall, id: u64) -> Self {
        Self { hall, consumer: ConsumerId(id as u16) }
    }

    /// Reads something off the consumer; none when it was removed.
    pub(super) fn read<T>(self, read: impl FnOnce(&ReaderView) -> T) -> Option<T> {
        self.hall.readers.with(|readers| readers.iter().find(|view| view.consumer == self.consumer).map(read))
    }

    /// A text of it.
    pub(super) fn text(self, read: fn(&ReaderView) -> String) -> impl Fn() -> String + Copy {
        move || self.read(read).unwrap_or_default()
    }

    /// Its name.
    pub(super) fn name(self) -> String {
        self.read(|view| view.config.name.clone()).unwrap_or_default()
    }

    /// Applies a command; the error says why it cannot be followed.
    pub(super) fn apply(self, command: Command) -> Result<(), String> {
        let reply = self.hall.apply(command).map_err(|refusal| refusal.to_string());
        self.hall.tell_consumers();
        reply.map(drop)
    }

    /// Applies a command and tells what was done, or why it was not.
    pub(super) fn tell(self, command: Command, done: impl FnOnce() -> String) -> bool {
        let outcome = self.apply(command);
        let is_done = outcome.is_ok();
        self.hall.notice.set(outcome.map_or_else(|reason| reason, |()| done()));
        is_done
    }
}

/// The consumers of this world, in the order they were added.
pub(super) fn keys(hall: Hall) -> impl Fn() -> Vec<Key> {
    move || {
        let world = hall.world.get();
        hall.readers.with(|readers| readers.iter().map(|view| (world, view.consumer.0.into())).collect())
    }
}

/// The applications of the Kinesis Client Library among them.
pub(super) type Applications = Live<Rc<Vec<ApplicationView>>>;

/// Looks at the applications as often as consumers are told, while the stage shows them.
pub(super) fn applications(hall: Hall) -> Applications {
    let found: Applications = Live::new(Rc::new(Vec::new()));
    effect(move || {
        let is_any = hall.readers.with(|readers| readers.iter().any(is_application));
        if hall.showing.get() == Showing::FanOut && (is_any || found.with_untracked(|before| !before.is_empty())) {
            found.set(Rc::new(hall.read(|model| model.world().applications(model.stream()))));
        }
    });
    found
}

/// Whether it is an application of the Kinesis Client Library.
pub(super) const fn is_application(view: &ReaderView) -> bool {
    matches!(view.config.work, crate::engine::reading::Work::Application(_))
}

/// Whether it is an event source mapping.
pub(super) const fn is_mapping(view: &ReaderView) -> bool {
    matches!(view.config.work, crate::engine::reading::Work::Mapping(_))
}
