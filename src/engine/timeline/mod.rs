//! A world with its history: the commands that made it, so that any moment can be told again, and kept moments to begin
//! at.

mod checkpoints;
mod walk;

pub use walk::Walk;

use super::command::{Command, Refusal, Reply};
use super::marks::{Mark, Marks};
use super::time::Micros;
use super::world::{Setup, World};
use checkpoints::Checkpoints;
use std::sync::Arc;

/// Between two looks whether a checkpoint is due, at most this much time passes, or one event.
const SLICE: Micros = Micros::from_millis(250);

/// A world, what its scenario has planned for it, and every command it was given since.
#[derive(Clone, Debug)]
pub struct Timeline {
    setup: Setup,
    /// The scenario's commands, in order of time.
    script: Arc<[(Micros, Command)]>,
    /// Commands given since, in order of time.
    journal: Vec<Given>,
    /// How many of the script's and the journal's commands the world has followed.
    followed: (usize, usize),
    world: World,
    checkpoints: Checkpoints,
    /// The latest moment that was told with these commands.
    reached: Micros,
    /// The marks up to there.
    marks: Marks,
}

/// A command given on the way.
#[derive(Clone, Debug)]
struct Given {
    at: Micros,
    command: Command,
    /// Whether it came before what was still to happen at its moment, such as right after another command.
    at_once: bool,
}

impl Timeline {
    /// A new history. `script` is in order of time; its commands at time zero are applied at once, the others when their
    /// moment comes.
    ///
    /// # Errors
    /// The first command of the script at time zero that cannot be followed.
    pub fn new(setup: Setup, script: Vec<(Micros, Command)>) -> Result<Self, Refusal> {
        debug_assert!(script.is_sorted_by_key(|(at, _)| *at), "a script is in order of time");
        let (world, opening) = open(&setup, &script)?;
        Ok(Self {
            setup,
            script: script.into(),
            journal: Vec::new(),
            followed: (opening, 0),
            marks: world.marks().clone(),
            world,
            checkpoints: Checkpoints::default(),
            reached: Micros::ZERO,
        })
    }

    /// The world at this moment.
    #[must_use]
    pub const fn world(&self) -> &World {
        &self.world
    }

    /// This moment.
    #[must_use]
    pub const fn now(&self) -> Micros {
        self.world.now()
    }

    /// The latest moment that is known: how far time has ever passed with these commands.
    #[must_use]
    pub const fn reached(&self) -> Micros {
        self.reached
    }

    /// What is worth a mark, as far as the run is known.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        self.marks.list()
    }

    /// Lets time pass up to `until`; a moment already past changes nothing. Stops early when a typed handler is to answer
    /// and its answer is not among the commands kept, see [`World::asking`].
    pub fn advance_to(&mut self, until: Micros) {
        if until < self.now() {
            return;
        }
        if let Some(kept) = self.checkpoints.last_until(until)
            && kept.world.now() > self.now()
        {
            // The same world, which shares with the checkpoints after it what a second telling would not.
            (self.world, self.followed) = (kept.world.clone(), kept.followed);
        }
        while self.world.asking().is_none() || self.follow_journal() {
            if self.journal.get(self.followed.1).is_some_and(|given| given.at_once) && self.follow_journal() {
                continue;
            }
            let (command_at, is_scripted) = self.next_command();
            let slice = self.now().max(self.world.next_at().unwrap_or(Micros::NEVER)).0.saturating_add(SLICE.0);
            let to = until.min(command_at).min(Micros(slice));
            self.world.advance_to(to);
            if self.world.asking().is_some() {
                continue;
            }
            if to == command_at && to < Micros::NEVER {
                if is_scripted {
                    self.follow_script();
                } else {
                    self.follow_journal();
                }
                continue;
            }
            self.checkpoints.offer(&self.world, self.followed);
            if to == until {
                break;
            }
        }
        self.learn();
    }

    /// The moment of the next command, never when there is none, and whether it is the scenario's.
    fn next_command(&self) -> (Micros, bool) {
        let script = self.script.get(self.followed.0).map_or(Micros::NEVER, |(at, _)| *at);
        let journal = self.journal.get(self.followed.1).map_or(Micros::NEVER, |given| given.at);
        (script.min(journal), script <= journal)
    }

    /// Follows the scenario's next command. It may meet a world that cannot follow it, such as a second use of a name;
    /// it is then without effect, the same in every telling.
    fn follow_script(&mut self) {
        let _ = self.world.apply(&self.script[self.followed.0].1);
        self.followed.0 += 1;
    }

    /// Follows the next command of the journal if its moment has come; says whether it had.
    fn follow_journal(&mut self) -> bool {
        let next = self.journal.get(self.followed.1).filter(|given| given.at == self.world.now());
        let Some(given) = next else { return false };
        // In a history retold with other commands, one may be refused: it is without effect then.
        let _ = self.world.apply(&given.command);
        self.followed.1 += 1;
        true
    }

    /// What is known of the run grows with the moment it has come to.
    fn learn(&mut self) {
        if self.now() >= self.reached {
            self.reached = self.now();
            self.marks.clone_from(self.world.marks());
        }
    }

    /// Lets time pass to the next moment at which something happens, at most to `until`; says whether something did.
    pub fn step(&mut self, until: Micros) -> bool {
        let facts = self.world.facts_end();
        while self.world.facts_end() == facts {
            if self.world.asking().is_some() && !self.follow_journal() {
                return true;
            }
            let (command_at, _) = self.next_command();
            let next = command_at.min(self.world.next_at().unwrap_or(Micros::NEVER));
            if next > until || next == Micros::NEVER {
                self.advance_to(until);
                return false;
            }
            self.advance_to(next);
        }
        true
    }

    /// The moment of the last thing that happened before now; the start when nothing did.
    #[must_use]
    pub fn moment_before(&self) -> Micros {
        self.world.fact_before(self.now()).map_or(Micros::ZERO, |fact| fact.at)
    }

    /// Whether a change now would drop something that is known of the future.
    #[must_use]
    pub fn is_past(&self) -> bool {
        self.now() < self.reached || self.followed.1 < self.journal.len()
    }

    /// Applies a command now and keeps it. After going back, this drops what is known of the time ahead: a new future
    /// begins. Keep a clone to keep the old one, as [`Branches`](super::branches::Branches) do.
    ///
    /// # Errors
    /// Why the command cannot be followed; nothing has changed then.
    pub fn apply(&mut self, command: Command) -> Result<Reply, Refusal> {
        let at_once = self.world.next_at().is_some_and(|at| at <= self.now());
        let reply = self.world.apply(&command)?;
        self.forget_future();
        self.journal.push(Given { at: self.now(), command, at_once });
        self.followed.1 += 1;
        Ok(reply)
    }

    /// Drops what is known of the time ahead, and the commands that were given there.
    pub fn forget_future(&mut self) {
        self.journal.truncate(self.followed.1);
        self.checkpoints.forget_after(self.now(), self.followed.1);
        self.reached = self.now();
        self.marks.clone_from(self.world.marks());
    }

    /// Goes to any moment. The world there is the same however the moment was reached.
    pub fn seek(&mut self, to: Micros) {
        if to < self.now() {
            if let Some(kept) = self.checkpoints.last_until(to) {
                (self.world, self.followed) = (kept.world.clone(), kept.followed);
            } else {
                self.restart();
            }
        }
        self.advance_to(to);
    }

    /// Back to the start: the script stays, the commands given since are forgotten.
    pub fn reset(&mut self) {
        self.restart();
        self.journal.clear();
        self.checkpoints = Checkpoints::default();
        self.reached = Micros::ZERO;
        self.marks.clone_from(self.world.marks());
    }

    /// The same history with other commands in it, up to the same moment: what would have happened.
    ///
    /// # Errors
    /// The first command at time zero that cannot be followed.
    pub fn retold(&self, change: impl Fn(&Command) -> Command) -> Result<Self, Refusal> {
        let mut other = self.afresh(change)?;
        other.advance_to(self.now());
        Ok(other)
    }

    /// The same history with other commands in it, at its start: everything is still to come.
    ///
    /// # Errors
    /// The first command at time zero that cannot be followed.
    pub fn afresh(&self, change: impl Fn(&Command) -> Command) -> Result<Self, Refusal> {
        let script = self.script.iter().map(|(at, command)| (*at, change(command)));
        let mut other = Self::new(self.setup.clone(), script.collect())?;
        let journal = self.journal.iter().map(|given| Given { command: change(&given.command), ..*given });
        other.journal = journal.collect();
        Ok(other)
    }

    /// The commands given since the start, with their moments.
    pub fn journal(&self) -> impl Iterator<Item = (Micros, &Command)> {
        self.journal.iter().map(|given| (given.at, &given.command))
    }

    /// How many moments are kept to begin at, and the bytes they take, about; at most 64 MiB.
    #[must_use]
    pub fn kept(&self) -> (usize, usize) {
        (self.checkpoints.len(), self.checkpoints.bytes())
    }

    /// Keeps moments that lie at least this much work apart, see [`World::work`]; those kept so far are given up.
    pub fn keep_every(&mut self, work: u64) {
        self.checkpoints = Checkpoints::every(work);
    }

    /// Keeps half as many moments to begin at, for a history that is seldom looked at.
    pub fn thin(&mut self) {
        self.checkpoints.thin();
    }

    fn restart(&mut self) {
        let (world, opening) = open(&self.setup, &self.script).expect("it opened before");
        self.world = world;
        self.followed = (opening, 0);
    }
}

/// The world after a script's commands at time zero, and how many these are.
fn open(setup: &Setup, script: &[(Micros, Command)]) -> Result<(World, usize), Refusal> {
    let mut world = World::new(setup.clone());
    let opening = script.partition_point(|(at, _)| *at == Micros::ZERO);
    script[..opening].iter().try_for_each(|(_, command)| world.apply(command).map(drop))?;
    Ok((world, opening))
}
