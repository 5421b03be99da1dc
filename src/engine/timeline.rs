//! A world with its history: the commands that made it, so that any moment can be told again.

use super::command::{Command, Refusal, Reply};
use super::time::Micros;
use super::world::{Setup, World};

/// A world, what its scenario has planned for it, and every command it was given since.
#[derive(Clone, Debug)]
pub struct Timeline {
    setup: Setup,
    /// The scenario's commands, in order of time.
    script: Vec<(Micros, Command)>,
    /// Commands given since, in order of time.
    journal: Vec<(Micros, Command)>,
    /// How many of the script's and the journal's commands the world has followed.
    followed: (usize, usize),
    world: World,
}

impl Timeline {
    /// A new history. `script` is in order of time; its commands at time zero are applied at once, the others when their
    /// moment comes.
    ///
    /// # Errors
    /// The first command of the script at time zero that cannot be followed.
    pub fn new(setup: Setup, script: Vec<(Micros, Command)>) -> Result<Self, Refusal> {
        debug_assert!(script.is_sorted_by_key(|(at, _)| *at), "a script is in order of time");
        let mut world = World::new(setup.clone());
        let opening = script.partition_point(|(at, _)| *at == Micros::ZERO);
        script[..opening].iter().try_for_each(|(_, command)| world.apply(command).map(drop))?;
        Ok(Self { setup, script, journal: Vec::new(), followed: (opening, 0), world })
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

    /// Lets time pass up to `until`; a moment already past changes nothing. Stops early when a typed handler is to answer
    /// and its answer is not among the commands kept, see [`World::asking`].
    pub fn advance_to(&mut self, until: Micros) {
        loop {
            if self.world.asking().is_some() && !self.answer_again() {
                return;
            }
            let script = self.script.get(self.followed.0);
            let journal = self.journal.get(self.followed.1);
            let script_first = match (script, journal) {
                (Some((script, _)), Some((journal, _))) => script <= journal,
                (script, _) => script.is_some(),
            };
            let Some((at, command)) = (if script_first { script } else { journal }) else {
                break;
            };
            if *at > until {
                break;
            }
            self.world.advance_to(*at);
            if self.world.asking().is_some() {
                continue;
            }
            // A scripted command may meet a world that cannot follow it, such as a second use of a name; it is then
            // without effect, the same in every telling.
            let _ = self.world.apply(command);
            if script_first {
                self.followed.0 += 1;
            } else {
                self.followed.1 += 1;
            }
        }
        while self.world.now() < until || self.world.next_at().is_some_and(|at| at <= until) {
            self.world.advance_to(until);
            if self.world.asking().is_some() && !self.answer_again() {
                return;
            }
        }
    }

    /// Gives the world the answer it waits for, if one is kept for this moment.
    fn answer_again(&mut self) -> bool {
        let kept = self.journal.get(self.followed.1).filter(|(at, _)| *at == self.world.now());
        let Some((_, command @ Command::Answer { .. })) = kept else { return false };
        let is_taken = self.world.apply(command).is_ok();
        if is_taken {
            self.followed.1 += 1;
        }
        is_taken
    }

    /// Lets time pass to the next moment at which something happens, at most to `until`; says whether something did.
    pub fn step(&mut self, until: Micros) -> bool {
        let facts = self.world.facts_end();
        while self.world.facts_end() == facts {
            if self.world.asking().is_some() && !self.answer_again() {
                return true;
            }
            let scripted = self.script.get(self.followed.0).map(|(at, _)| *at);
            let given = self.journal.get(self.followed.1).map(|(at, _)| *at);
            let next = [self.world.next_at(), scripted, given].into_iter().flatten().min();
            match next {
                Some(at) if at <= until => self.advance_to(at),
                _ => {
                    self.advance_to(until);
                    return false;
                }
            }
        }
        true
    }

    /// Applies a command now and keeps it. After going back, this drops the commands that lay ahead: a new future
    /// begins. Keep a clone to keep the old one.
    ///
    /// # Errors
    /// Why the command cannot be followed; nothing has changed then.
    pub fn apply(&mut self, command: Command) -> Result<Reply, Refusal> {
        let reply = self.world.apply(&command)?;
        self.journal.truncate(self.followed.1);
        self.journal.push((self.now(), command));
        self.followed.1 += 1;
        Ok(reply)
    }

    /// Goes to any moment. The world there is the same however the moment was reached.
    pub fn seek(&mut self, to: Micros) {
        if to < self.now() {
            self.restart();
        }
        self.advance_to(to);
    }

    /// Back to the start: the script stays, the commands given since are forgotten.
    pub fn reset(&mut self) {
        self.journal.clear();
        self.restart();
    }

    /// The same history with other commands in it, up to the same moment: what would have happened.
    ///
    /// # Errors
    /// The first command at time zero that cannot be followed.
    pub fn retold(&self, change: impl Fn(&Command) -> Command) -> Result<Self, Refusal> {
        let retold = |commands: &[(Micros, Command)]| -> Vec<_> {
            commands.iter().map(|(at, command)| (*at, change(command))).collect()
        };
        let mut other = Self::new(self.setup.clone(), retold(&self.script))?;
        other.journal = retold(&self.journal);
        other.advance_to(self.now());
        Ok(other)
    }

    /// The commands given since the start, with their moments.
    #[must_use]
    pub fn journal(&self) -> &[(Micros, Command)] {
        &self.journal
    }

    fn restart(&mut self) {
        self.world = World::new(self.setup.clone());
        self.followed = (0, 0);
        self.advance_to(Micros::ZERO);
    }
}
