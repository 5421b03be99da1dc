//! The simulation as the page holds it: one timeline, the scene it began as, and the news of it.

use super::news::{Line, News, Tally};
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

/// Simulated time passes in slices of this length, so that the work of a frame can be bounded.
const SLICE: Micros = Micros::from_millis(20);
/// A step looks this far ahead for something that happens.
const STEP_MAX: Micros = Micros::from_secs(60);

/// Makes another command of one: how the world beside differs.
type Change = fn(&Command) -> Command;

/// The simulation.
pub(crate) struct Model {
    opening: Opening,
    timeline: Timeline,
    /// The same run told otherwise, at the same moment.
    beside: Option<(Timeline, Change)>,
    news: News,
    moments: Vec<Micros>,
}

impl Model {
    /// Opens a scenario, whose text is kept for when something breaks.
    pub(crate) fn open(opening: Opening, json: &str) -> Result<Self, String> {
        keep_scenario(json.to_owned());
        Self::begin(opening)
    }

    /// The same scenario from its start, under other limits.
    pub(crate) fn under(&self, profile: Profile) -> Result<Self, String> {
        let mut opening = self.opening.clone();
        opening.setup.profile = profile;
        Self::begin(opening)
    }

    fn begin(opening: Opening) -> Result<Self, String> {
        let script = opening.script.clone();
        let mut moments: Vec<_> = script.iter().map(|(at, _)| *at).filter(|at| *at > Micros::ZERO).collect();
        moments.dedup();
        let timeline = Timeline::new(opening.setup.clone(), script).map_err(|refusal| refusal.to_string())?;
        let mut model = Self { opening, timeline, beside: None, news: News::default(), moments };
        model.news.gather(model.timeline.world());
        Ok(model)
    }

    /// The world as it stands.
    pub(crate) fn world(&self) -> &World {
        self.timeline.world()
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
        self.timeline.now()
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
            self.timeline.advance_to(until.min(self.now() + SLICE));
            self.follow();
        }
        true
    }

    /// To the next thing that happens.
    pub(crate) fn step(&mut self) {
        self.timeline.step(self.now() + STEP_MAX);
        self.follow();
    }

    /// Back to the start.
    pub(crate) fn reset(&mut self) {
        self.timeline.reset();
        if let Some((beside, _)) = &mut self.beside {
            beside.reset();
        }
        self.news = News::default();
        self.follow();
    }

    /// After time has passed: the news, and the world beside at the same moment.
    fn follow(&mut self) {
        self.news.gather(self.timeline.world());
        let now = self.now();
        if let Some((beside, _)) = &mut self.beside {
            beside.advance_to(now);
        }
    }

    /// Tells the run otherwise beside this one, or no longer.
    pub(crate) fn set_beside(&mut self, change: Option<Change>) -> Result<(), Refusal> {
        self.beside = change.map(|change| Ok((self.timeline.retold(change)?, change))).transpose()?;
        Ok(())
    }

    /// The same run told otherwise, when it is shown.
    pub(crate) fn beside(&self) -> Option<&World> {
        self.beside.as_ref().map(|(timeline, _)| timeline.world())
    }

    /// Applies a command now.
    pub(crate) fn apply(&mut self, command: Command) -> Result<Reply, Refusal> {
        if let Some((beside, change)) = &mut self.beside {
            // Where the worlds differ one may refuse what the other follows.
            let _ = beside.apply(change(&command));
        }
        let reply = self.timeline.apply(command);
        self.news.gather(self.timeline.world());
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
        let fresh = self.news.write(self.timeline.world(), shard_id);
        fresh.then(|| self.news.lines())
    }

    /// How many records of every producer each shard has taken.
    pub(crate) fn tally(&self) -> &Tally {
        self.news.tally()
    }
}
