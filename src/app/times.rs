//! The moments that are known of the run, and where the viewer wants to go in them.

use super::hall::Hall;
use super::live::Live;
use super::model::Model;
use crate::engine::branches::BranchId;
use crate::engine::time::Micros;

/// What the timeline shows besides the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// The latest moment known on the branch looked at.
    pub(crate) reached: Micros,
    /// The latest moment known on any.
    pub(crate) end: Micros,
    /// The latest moment known on the first branch, on whose line all others end.
    pub(crate) first_reached: Micros,
    /// The last moment that the branch looked at has in common with the first; never when it is the first.
    pub(crate) first_until: Micros,
    /// How many marks there are, and the number of the last one's fact.
    pub(crate) marks: (usize, u64),
    /// The branch looked at.
    pub(crate) branch: BranchId,
    /// The branches, with their names.
    pub(crate) names: Vec<(BranchId, String)>,
}

impl Known {
    /// What is known of a simulation.
    pub(crate) fn of(model: &Model) -> Self {
        let branches = model.branches().list();
        let marks = model.timeline().marks();
        let (first, current) = (&branches[0], model.branches().current().id());
        Self {
            first_reached: first.timeline().reached(),
            first_until: model.branches().common_until(first.id(), current).unwrap_or(Micros::NEVER),
            reached: model.timeline().reached(),
            end: branches.iter().map(|branch| branch.timeline().reached()).max().unwrap_or_default(),
            marks: (marks.len(), marks.last().map_or(0, |mark| mark.number)),
            branch: current,
            names: branches.iter().map(|branch| (branch.id(), branch.name().to_owned())).collect(),
        }
    }

    /// The name of the branch looked at, when there is more than one.
    pub(crate) fn branch_name(&self) -> Option<&str> {
        let named = self.names.iter().find(|(id, _)| *id == self.branch);
        named.filter(|_| self.names.len() > 1).map(|(_, name)| name.as_str())
    }
}

/// What is known, and where to.
#[derive(Clone, Copy)]
pub(crate) struct Times {
    /// What is known, some five times a second.
    pub(crate) known: Live<Known>,
    /// The moment that is gone to with the next frames.
    pub(crate) goal: Live<Option<Micros>>,
    /// The moment at which time stops passing by itself.
    pub(crate) stop: Live<Option<Micros>>,
    /// The range that is played again and again.
    pub(crate) repeat: Live<Option<(Micros, Micros)>>,
    /// Whether the time machine is open.
    pub(crate) open: Live<bool>,
}

impl Times {
    /// Nowhere to go yet.
    pub(crate) fn new(known: Known) -> Self {
        Self {
            known: Live::new(known),
            goal: Live::new(None),
            stop: Live::new(None),
            repeat: Live::new(None),
            open: Live::new(false),
        }
    }

    /// Lets time pass, within the range that is played again and again if there is one, and not past the moment at which it
    /// stops; says whether it got there.
    pub(crate) fn play(self, model: &mut Model, until: Micros, budget_ms: f64) -> bool {
        let until = self.stop.get_untracked().map_or(until, |stop| until.min(stop.max(model.now())));
        let Some((start, end)) = self.repeat.get_untracked() else { return model.advance(until, budget_ms) };
        if model.now() >= end || model.now() < start {
            return model.go(start, budget_ms);
        }
        model.advance(until.min(end), budget_ms)
    }
}

impl Hall {
    /// Whether frames are wanted: time passes, or is on its way to a moment.
    pub(crate) fn is_moving(self) -> bool {
        self.playing.get_untracked() || self.times().goal.with_untracked(Option::is_some)
    }

    /// Tells what is known, if that has changed.
    pub(crate) fn tell_times(self) {
        let (known, now) = (self.times().known, self.read(Known::of));
        if known.with_untracked(|known| *known != now) {
            known.set(now);
        }
    }

    /// Whether time has come to the moment at which it stops; it stops there once.
    pub(crate) fn has_come_to_stop(self) -> bool {
        let stop = self.times().stop;
        let is_there = stop.get_untracked().is_some_and(|stop| self.read(Model::now) >= stop);
        if is_there {
            stop.set(None);
        }
        is_there
    }

    /// Goes to a moment with the next frame: however many are asked for meanwhile, it is one a frame.
    pub(crate) fn go_to(self, moment: Micros) {
        self.times().goal.set(Some(moment));
        self.touch();
    }

    /// The moment it is going to, or stands at.
    pub(crate) fn heading_for(self) -> Micros {
        self.times().goal.get_untracked().unwrap_or_else(|| self.read(Model::now))
    }

    /// Goes to the next mark known, or to the one before; says whether there is one.
    pub(crate) fn go_to_mark(self, ahead: bool) -> bool {
        let from = self.heading_for();
        let found = self.read(|model| {
            let mut moments = model.timeline().marks().iter().map(|mark| mark.fact.at);
            if ahead { moments.find(|at| *at > from) } else { moments.rfind(|at| *at < from) }
        });
        if let Some(at) = found {
            self.go_to(at);
        }
        found.is_some()
    }

    /// Goes on or back by a span, counted from where it is going already.
    pub(crate) fn go_by(self, ahead: bool, span: Micros) {
        let from = self.heading_for();
        self.go_to(if ahead { from + span } else { Micros(from.0.saturating_sub(span.0)) });
    }

    /// Pauses, and goes back to the last thing that happened before.
    pub(crate) fn step_back(self) {
        self.set_playing(false);
        let before = self.read(Model::moment_before);
        self.go_to(before);
    }

    /// Looks at another branch, at the same moment. What was chosen is something else there.
    pub(crate) fn switch(self, to: BranchId) {
        self.selected.set(None);
        self.change(|model| model.switch(to));
        self.world.set(self.world.get_untracked() + 1);
    }
}
