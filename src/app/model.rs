//! The simulation as the page holds it: one timeline, the scene it began as, and the news of it.

use super::news::{Line, News};
use super::words;
use crate::engine::branches::{BranchId, Branches};
use crate::engine::command::{Command, Refusal, Reply};
use crate::engine::id::{RecordRef, StreamId};
use crate::engine::lambda::MappingView;
use crate::engine::limits::{Limits, Profile};
use crate::engine::readers::ReaderView;
use crate::engine::snapshot::{Inspection, Snapshot, View};
use crate::engine::time::Micros;
use crate::engine::{Timeline, World};
use crate::scenario::Opening;
use crate::scenario::file::Stage;
use crate::web::marks::now_ms;
use crate::web::panic::keep_scenario;
use std::rc::Rc;

/// Simulated time passes in slices of this length, so that the work of a frame can be bounded.
const SLICE: Micros = Micros::from_millis(20);
/// After a leap in time the log begins this long before the moment.
const LOG_BEFORE: Micros = Micros::SECOND;
/// A step looks this far ahead for something that happens.
const STEP_MAX: Micros = Micros::from_secs(60);

/// Makes another command of one: how the world beside differs.
type Change = fn(&Command) -> Command;

/// The simulation.
pub(crate) struct Model {
    opening: Opening,
    /// The scenario as it was written.
    text: Rc<str>,
    branches: Branches,
    /// The same run told otherwise, at the same moment.
    beside: Option<(Timeline, Change)>,
    news: News,
    moments: Vec<Micros>,
}

/// Writes what is new into the event log; none when nothing is.
pub(crate) type Writer = fn(&mut Model, &Snapshot) -> Option<Vec<Line>>;

impl Model {
    /// Opens a scenario, whose text is kept for when something breaks.
    pub(crate) fn open(opening: Opening, json: &str) -> Result<Self, String> {
        keep_scenario(json.to_owned());
        Self::begin(opening, json.into())
    }

    /// The same scenario from its start, under other limits.
    pub(crate) fn under(&self, profile: Profile) -> Result<Self, String> {
        let mut opening = self.opening.clone();
        opening.setup.profile = profile;
        Self::begin(opening, Rc::clone(&self.text))
    }

    fn begin(opening: Opening, text: Rc<str>) -> Result<Self, String> {
        let script = opening.script.clone();
        let mut moments: Vec<_> = script.iter().map(|(at, _)| *at).filter(|at| *at > Micros::ZERO).collect();
        moments.dedup();
        let timeline = Timeline::new(opening.setup.clone(), script).map_err(|refusal| refusal.to_string())?;
        let mut model =
            Self { opening, text, branches: Branches::new(timeline), beside: None, news: News::default(), moments };
        model.news.gather(model.branches.timeline().world());
        Ok(model)
    }

    /// The world as it stands.
    pub(crate) fn world(&self) -> &World {
        self.timeline().world()
    }

    /// The run as it goes on the branch looked at.
    pub(crate) fn timeline(&self) -> &Timeline {
        self.branches.timeline()
    }

    /// All the ways the run went.
    pub(crate) fn branches(&self) -> &Branches {
        &self.branches
    }

    /// The scenario as it was written.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The stream on the stage.
    pub(crate) fn stream(&self) -> StreamId {
        self.opening.view.stream
    }

    /// The stage that the scenario shows first.
    pub(crate) fn stage(&self) -> Stage {
        self.opening.view.stage
    }

    /// How much past the belts show when time runs as on the wall.
    pub(crate) fn span(&self) -> Micros {
        self.opening.view.span
    }

    /// The moment.
    pub(crate) fn now(&self) -> Micros {
        self.timeline().now()
    }

    /// The limits that hold.
    pub(crate) fn limits(&self) -> &Limits {
        self.world().limits()
    }

    /// The moments at which the scenario itself does something.
    pub(crate) fn moments(&self) -> Vec<Micros> {
        self.moments.clone()
    }

    /// Lets simulated time pass for at most `budget_ms` of real time; says whether it got to `until`.
    pub(crate) fn advance(&mut self, until: Micros, budget_ms: f64) -> bool {
        let start = now_ms();
        while self.now() < until && self.world().asking().is_none() {
            if now_ms() - start > budget_ms {
                return false;
            }
            let to = until.min(self.now() + SLICE);
            self.branches.timeline_mut().advance_to(to);
            self.follow();
        }
        true
    }

    /// To the next thing that happens.
    pub(crate) fn step(&mut self) {
        let until = self.now() + STEP_MAX;
        self.branches.timeline_mut().step(until);
        self.follow();
    }

    /// The moment of the last thing that happened before this one.
    pub(crate) fn moment_before(&self) -> Micros {
        self.timeline().moment_before()
    }

    /// Goes to a moment. What is known of the run is at hand; what lies ahead of it is played, for at most `budget_ms`
    /// of real time. Says whether it got there.
    pub(crate) fn go(&mut self, to: Micros, budget_ms: f64) -> bool {
        let known = to.min(self.timeline().reached());
        if to < self.now() || known > self.now() {
            self.branches.timeline_mut().seek(known);
            self.leap();
        }
        self.advance(to, budget_ms)
    }

    /// After a leap in time or to another branch: the news of just now, and the world beside at the same moment.
    fn leap(&mut self) {
        let world = self.branches.timeline().world();
        self.news.leap(world.facts_since(Micros(world.now().0.saturating_sub(LOG_BEFORE.0))));
        self.news.gather(world);
        let now = self.now();
        if let Some((beside, _)) = &mut self.beside {
            beside.seek(now);
        }
    }

    /// Whoever comes to the news late begins with those of just now.
    pub(crate) fn tell_just_now(&mut self) {
        if self.now() > LOG_BEFORE {
            self.leap();
        }
    }

    /// Looks at another branch, at the same moment.
    pub(crate) fn switch(&mut self, to: BranchId) {
        self.branches.switch(to);
        self.tell_beside_again();
        self.leap();
    }

    /// Forks here without a change.
    pub(crate) fn fork(&mut self) -> Result<(), Refusal> {
        self.branches.fork()?;
        self.told_fork();
        Ok(())
    }

    /// Gives a branch another name; says whether it has it.
    pub(crate) fn rename(&mut self, id: BranchId, name: &str) -> bool {
        self.branches.rename(id, name)
    }

    /// Gives a branch up; says whether it did.
    pub(crate) fn remove(&mut self, id: BranchId) -> bool {
        self.branches.remove(id)
    }

    /// Writes into the log that a branch begins here.
    fn told_fork(&mut self) {
        let branch = self.branches.current();
        let origin = branch.fork().and_then(|fork| self.branches.branch(fork.origin));
        if let Some(origin) = origin {
            let text = words::forked(branch.name(), origin.name());
            self.news.say(branch.timeline().now(), text);
        }
    }

    /// The world beside is told again after this branch.
    fn tell_beside_again(&mut self) {
        if let Some((beside, change)) = &mut self.beside
            && let Ok(again) = self.branches.timeline().retold(*change)
        {
            *beside = again;
        }
    }

    /// Back to the start.
    pub(crate) fn reset(&mut self) {
        self.branches.reset();
        if let Some((beside, _)) = &mut self.beside {
            beside.reset();
        }
        self.news.leap(0);
        self.follow();
    }

    /// After time has passed: the news, and the world beside at the same moment.
    fn follow(&mut self) {
        self.news.gather(self.branches.timeline().world());
        let now = self.now();
        if let Some((beside, _)) = &mut self.beside {
            beside.advance_to(now);
        }
    }

    /// Tells the run otherwise beside this one, or no longer.
    pub(crate) fn set_beside(&mut self, change: Option<Change>) -> Result<(), Refusal> {
        self.beside = change.map(|change| Ok((self.timeline().retold(change)?, change))).transpose()?;
        Ok(())
    }

    /// The same run told otherwise, when it is shown.
    pub(crate) fn beside(&self) -> Option<&World> {
        self.beside.as_ref().map(|(timeline, _)| timeline.world())
    }

    /// Applies a command now. In the past this forks the run first; the log says so.
    pub(crate) fn apply(&mut self, command: Command) -> Result<Reply, Refusal> {
        let branches = self.branches.list().len();
        let otherwise = self.beside.as_ref().map(|(_, change)| change(&command));
        let reply = self.branches.apply(command);
        if self.branches.list().len() > branches {
            self.told_fork();
            self.tell_beside_again();
        } else if let (Some((beside, _)), Some(command)) = (&mut self.beside, otherwise) {
            // Where the worlds differ one may refuse what the other follows.
            let _ = beside.apply(command);
        }
        self.news.gather(self.branches.timeline().world());
        reply
    }

    /// What the picture is drawn from.
    pub(crate) fn snapshot(&self, view: &View) -> Snapshot {
        self.world().snapshot(view).expect("a scenario shows one of its own streams")
    }

    /// The consumers of the stream on the stage.
    pub(crate) fn readers(&self) -> Vec<ReaderView> {
        self.world().readers(self.stream())
    }

    /// The event source mappings of the stream on the stage.
    pub(crate) fn mappings(&self) -> Vec<MappingView> {
        self.world().mappings(self.stream())
    }

    /// Everything about one record.
    pub(crate) fn inspect(&self, record: RecordRef) -> Option<Inspection> {
        self.world().inspect(record)
    }

    /// Writes the news since the last time into the log; none when there was nothing new.
    pub(crate) fn log(&mut self, shard_id: impl Fn(u32) -> String) -> Option<Vec<Line>> {
        let fresh = self.news.write(self.branches.timeline().world(), shard_id);
        fresh.then(|| self.news.lines())
    }
}
