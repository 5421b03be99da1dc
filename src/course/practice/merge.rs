//! Two records of the same learner made one, such as a file and what this browser holds.

use super::answer::{Answer, LessonProgress};
use super::exam::Exam;
use super::progress::Progress;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

impl Progress {
    /// Joins another record to this one. It does not matter which is joined to which, nor whether it is done twice. Of what
    /// both have, the newer counts: the place in a lesson, a graded guess, a card, the exam under way. Answers and reports
    /// are united as far as there is room for the newest. A lesson done in one is done. An exam that is over in one is over.
    pub fn merge(&mut self, other: Self) {
        join(&mut self.lessons, other.lessons, LessonProgress::merge);
        for (hash, answers) in other.answers {
            unite(self.answers.entry(hash).or_default(), answers);
        }
        join(&mut self.cards, other.cards, |mine, other| {
            if (other.reviewed_ms, &other) > (mine.reviewed_ms, mine) {
                *mine = other;
            }
        });
        for report in other.reports {
            let same = |(started_ms, seed)| (started_ms, seed) == (report.started_ms, report.seed);
            match self.reports.iter().position(|mine| same((mine.started_ms, mine.seed))) {
                None => self.keep(report),
                Some(place) if self.reports[place] < report => {
                    self.reports.remove(place);
                    self.keep(report);
                }
                Some(_) => {}
            }
        }
        let newest = |exam: &Exam| exam.touched_ms();
        let exams = self.exam.take().into_iter().chain(other.exam);
        self.exam =
            exams.filter(|exam| !self.is_over(exam)).max_by(|a, b| newest(a).cmp(&newest(b)).then_with(|| a.cmp(b)));
    }
}

impl LessonProgress {
    fn merge(&mut self, other: Self) {
        if (other.read_ms, other.at) > (self.read_ms, self.at) {
            (self.read_ms, self.at) = (other.read_ms, other.at);
        }
        self.done |= other.done;
        join(&mut self.predictions, other.predictions, |mine, other| {
            let rank = |right: Option<bool>, at_ms: u64| (right.is_some(), at_ms);
            let by_age = rank(other.right, other.at_ms).cmp(&rank(mine.right, mine.at_ms));
            if by_age.then_with(|| other.cmp(mine)) == Ordering::Greater {
                *mine = other;
            }
        });
    }
}

fn unite(mine: &mut Vec<Answer>, other: Vec<Answer>) {
    mine.extend(other);
    mine.sort();
    mine.dedup();
    mine.drain(..mine.len().saturating_sub(Progress::ANSWERS_MAX));
}

fn join<K: Ord, V>(mine: &mut BTreeMap<K, V>, other: BTreeMap<K, V>, both: impl Fn(&mut V, V)) {
    for (key, value) in other {
        match mine.entry(key) {
            Entry::Vacant(place) => {
                place.insert(value);
            }
            Entry::Occupied(mut place) => both(place.get_mut(), value),
        }
    }
}
