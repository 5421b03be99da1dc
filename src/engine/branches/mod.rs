//! Several futures of one past: changing something in the past forks the run, and both ways it went stay.

mod comparison;
mod difference;

pub use comparison::{Comparison, Counts, PARTS};
pub use difference::{Difference, Found, Search};

use super::command::{Command, Refusal, Reply};
use super::time::Micros;
use super::timeline::Timeline;

/// Branches of a run, at most.
pub const BRANCHES_MAX: usize = 8;
/// Bytes of the moments kept by all branches when one more begins, at most; what branches share counts for each.
const KEPT_BYTES_MAX: usize = 128 << 20;
/// The name of the run as it first went.
const FIRST_NAME: &str = "main";

/// A branch: a number that is never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BranchId(pub u32);

/// Where a branch left another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fork {
    /// The branch that it left.
    pub origin: BranchId,
    /// The last moment that both have in common, from the origin's start on.
    pub at: Micros,
}

/// One of the ways the run went.
#[derive(Clone, Debug)]
pub struct Branch {
    id: BranchId,
    name: String,
    fork: Option<Fork>,
    timeline: Timeline,
}

impl Branch {
    /// Its number.
    #[must_use]
    pub const fn id(&self) -> BranchId {
        self.id
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it left another; none for the first.
    #[must_use]
    pub const fn fork(&self) -> Option<Fork> {
        self.fork
    }

    /// Its run. That of a branch not looked at stands where it was left.
    #[must_use]
    pub const fn timeline(&self) -> &Timeline {
        &self.timeline
    }
}

/// All branches of a run, one of which is looked at.
#[derive(Clone, Debug)]
pub struct Branches {
    list: Vec<Branch>,
    current: usize,
    /// Branches ever made besides the first.
    forks: u32,
}

impl Branches {
    /// A run that has not forked.
    #[must_use]
    pub fn new(timeline: Timeline) -> Self {
        let first = Branch { id: BranchId(0), name: FIRST_NAME.into(), fork: None, timeline };
        Self { list: vec![first], current: 0, forks: 0 }
    }

    /// All branches, in the order they came.
    #[must_use]
    pub fn list(&self) -> &[Branch] {
        &self.list
    }

    /// The branch looked at.
    #[must_use]
    pub fn current(&self) -> &Branch {
        &self.list[self.current]
    }

    /// Its run.
    #[must_use]
    pub fn timeline(&self) -> &Timeline {
        &self.current().timeline
    }

    /// The same, to let time pass on it.
    pub fn timeline_mut(&mut self) -> &mut Timeline {
        &mut self.list[self.current].timeline
    }

    /// A branch by its number.
    #[must_use]
    pub fn branch(&self, id: BranchId) -> Option<&Branch> {
        self.list.iter().find(|branch| branch.id == id)
    }

    /// Applies a command now, on the branch looked at. In the past it forks first, so that nothing known is lost: the new
    /// branch is then the one looked at.
    ///
    /// # Errors
    /// Why the command cannot be followed; nothing has changed then.
    pub fn apply(&mut self, command: Command) -> Result<Reply, Refusal> {
        if !self.timeline().is_past() {
            return self.timeline_mut().apply(command);
        }
        let mut timeline = self.forkable()?.clone();
        let reply = timeline.apply(command)?;
        self.add(timeline);
        Ok(reply)
    }

    /// Forks here; the new branch is then the one looked at. What was given after this moment is not given on it.
    ///
    /// # Errors
    /// That there are too many branches.
    pub fn fork(&mut self) -> Result<BranchId, Refusal> {
        let mut timeline = self.forkable()?.clone();
        timeline.forget_future();
        Ok(self.add(timeline))
    }

    /// Looks at another branch, at the same moment; says whether there is such a branch.
    pub fn switch(&mut self, to: BranchId) -> bool {
        let Some(at) = self.list.iter().position(|branch| branch.id == to) else { return false };
        let moment = self.timeline().now();
        self.current = at;
        self.timeline_mut().seek(moment);
        true
    }

    /// Gives a branch another name; says whether it has it now. An empty name and one that is taken are refused.
    pub fn rename(&mut self, id: BranchId, name: &str) -> bool {
        let name = name.trim();
        let is_free = self.list.iter().all(|branch| branch.id == id || branch.name != name);
        let Some(branch) = self.list.iter_mut().find(|branch| branch.id == id) else { return false };
        let is_fit = is_free && !name.is_empty();
        if is_fit {
            name.clone_into(&mut branch.name);
        }
        is_fit
    }

    /// Gives a branch up; says whether it did. The one looked at stays, and so does one that others left: their past is
    /// their own, but the picture of where they left it would be gone.
    pub fn remove(&mut self, id: BranchId) -> bool {
        let has_forks = self.list.iter().any(|branch| branch.fork.is_some_and(|fork| fork.origin == id));
        let found = self.list.iter().position(|branch| branch.id == id);
        let Some(at) = found.filter(|at| *at != self.current && !has_forks) else { return false };
        self.list.remove(at);
        self.current -= usize::from(at < self.current);
        true
    }

    /// Back to the start: all branches but the one looked at are forgotten, and so are its commands.
    pub fn reset(&mut self) {
        let mut timeline = self.list.swap_remove(self.current).timeline;
        timeline.reset();
        *self = Self::new(timeline);
    }

    /// The last moment that two branches have in common.
    #[must_use]
    pub fn common_until(&self, one: BranchId, other: BranchId) -> Option<Micros> {
        let other = self.way_up(other);
        let common = self.way_up(one).into_iter().find_map(|(branch, at)| {
            let met = other.iter().find(|(ancestor, _)| *ancestor == branch)?;
            Some(at.min(met.1))
        });
        common.filter(|at| *at < Micros::NEVER)
    }

    /// A branch and those it came from, with the last moment that it has in common with each.
    fn way_up(&self, from: BranchId) -> Vec<(BranchId, Micros)> {
        let mut way = Vec::new();
        let mut next = self.branch(from).map(|branch| (branch, Micros::NEVER));
        while let Some((branch, common)) = next {
            way.push((branch.id, common));
            let fork = branch.fork;
            next = fork.and_then(|fork| Some((self.branch(fork.origin)?, common.min(fork.at))));
        }
        way
    }

    /// Compares two branches as far as the longer of them is known; none when they are not two.
    #[must_use]
    pub fn compare(&self, one: BranchId, other: BranchId) -> Option<Comparison> {
        let common = self.common_until(one, other)?;
        let (one, other) = (self.branch(one)?.timeline(), self.branch(other)?.timeline());
        Some(Comparison::new(one, other, common, one.reached().max(other.reached())))
    }

    fn forkable(&self) -> Result<&Timeline, Refusal> {
        if self.list.len() == BRANCHES_MAX { Err(Refusal::TooManyBranches) } else { Ok(self.timeline()) }
    }

    fn add(&mut self, timeline: Timeline) -> BranchId {
        self.forks += 1;
        let id = BranchId(self.forks);
        let mut name = format!("what if {}", self.forks);
        while self.list.iter().any(|branch| branch.name == name) {
            name.push('\'');
        }
        let fork = Fork { origin: self.current().id, at: self.timeline().now() };
        self.list.push(Branch { id, name, fork: Some(fork), timeline });
        self.current = self.list.len() - 1;
        self.thin();
        id
    }

    /// Branches that are not looked at make do with fewer moments to begin at when all keep too many.
    fn thin(&mut self) {
        let bytes = |branch: &Branch| branch.timeline.kept().1;
        while self.list.iter().map(bytes).sum::<usize>() > KEPT_BYTES_MAX {
            let current = self.current().id;
            let others = self.list.iter_mut().filter(|branch| branch.id != current && bytes(branch) > 0);
            let Some(heaviest) = others.max_by_key(|branch| bytes(branch)) else { return };
            heaviest.timeline.thin();
        }
    }
}
