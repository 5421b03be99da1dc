//! A scenario played to the moments at which its figures are read.

use super::figure::{Figure, FigureError};
use super::read::reading;
use super::tally::Tally;
use crate::engine::command::Command;
use crate::engine::time::Micros;
use crate::engine::{Timeline, World};
use crate::scenario::Scenario;
use crate::scenario::file::File;
use std::collections::BTreeMap;
use std::fmt;

/// Between two looks at the facts at most this much time passes: the world keeps its newest 16,384 facts.
const SLICE_MS: u64 = 20;

/// A scenario at play.
#[derive(Clone, Debug)]
pub struct Run {
    file: File,
    timeline: Timeline,
    tally: Tally,
}

/// Why a run gives no figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunError {
    /// The scenario's first commands are refused.
    Refused(String),
    /// A figure does not fit the scenario.
    Figure(FigureError),
    /// Its function has a typed handler, which only a person can answer.
    Asks,
    /// More happens at once than the world keeps account of.
    TooDense,
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(reason) => write!(f, "the scenario does not open: {reason}"),
            Self::Figure(error) => error.fmt(f),
            Self::Asks => f.write_str("its function has a `handler`; describe its failures with `failures` instead"),
            Self::TooDense => f.write_str("more happens at once than is kept account of; use fewer records a second"),
        }
    }
}

impl std::error::Error for RunError {}

impl From<FigureError> for RunError {
    fn from(error: FigureError) -> Self {
        Self::Figure(error)
    }
}

impl Run {
    /// A run at its start.
    ///
    /// # Errors
    /// A scenario that the engine refuses.
    pub fn new(scenario: &Scenario) -> Result<Self, RunError> {
        let script: Vec<(Micros, Command)> = scenario.script();
        let timeline =
            Timeline::new(scenario.setup(), script).map_err(|refusal| RunError::Refused(refusal.to_string()))?;
        Ok(Self { file: scenario.file().clone(), timeline, tally: Tally::default() })
    }

    /// A run at its start, with everything that was done in another run of the scenario still to come.
    ///
    /// # Errors
    /// A scenario that the engine refuses.
    pub fn after(scenario: &Scenario, other: &Timeline) -> Result<Self, RunError> {
        let timeline = other.afresh(Command::clone).map_err(|refusal| RunError::Refused(refusal.to_string()))?;
        Ok(Self { file: scenario.file().clone(), timeline, tally: Tally::default() })
    }

    /// Plays on to a moment; one already past changes nothing.
    ///
    /// # Errors
    /// A handler that waits for an answer, or more facts than are kept.
    pub fn play_to(&mut self, at_ms: u64) -> Result<(), RunError> {
        let mut now_ms = self.timeline.now().as_millis();
        while now_ms < at_ms {
            let quiet_until = self.world().next_at().map_or(at_ms, Micros::as_millis);
            now_ms = at_ms.min(quiet_until.max(now_ms + SLICE_MS));
            self.timeline.advance_to(Micros::from_millis(now_ms));
            if self.timeline.world().asking().is_some() {
                return Err(RunError::Asks);
            }
            if !self.tally.follow(self.timeline.world()) {
                return Err(RunError::TooDense);
            }
        }
        Ok(())
    }

    /// The world at this moment.
    #[must_use]
    pub const fn world(&self) -> &World {
        self.timeline.world()
    }

    /// A figure's measure at this moment.
    ///
    /// # Errors
    /// A figure that does not fit the scenario.
    pub fn read(&self, figure: &Figure) -> Result<u64, FigureError> {
        reading(figure, &self.file, self.world(), &self.tally)
    }

    /// Plays to every moment that figures are read at, and gives their values, in their order.
    ///
    /// # Errors
    /// Why there are none.
    pub fn measure(mut self, figures: &[&Figure]) -> Result<Vec<u64>, RunError> {
        let mut moments: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (number, figure) in figures.iter().enumerate() {
            for moment in figure.moments() {
                moments.entry(moment).or_default().push(number);
            }
        }
        let mut readings = vec![Vec::new(); figures.len()];
        for (moment, numbers) in moments {
            self.play_to(moment)?;
            for number in numbers {
                readings[number].push(self.read(figures[number])?);
            }
        }
        Ok(figures.iter().zip(&readings).map(|(figure, readings)| figure.value(readings)).collect())
    }
}

/// Plays a scenario and gives the values of its figures, in their order.
///
/// # Errors
/// Why there are none.
pub fn measure(scenario: &Scenario, figures: &[&Figure]) -> Result<Vec<u64>, RunError> {
    Run::new(scenario)?.measure(figures)
}
