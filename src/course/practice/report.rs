//! What an exam came to.

use super::answer::{Answer, Seen};
use super::draw::{domains, seats};
use super::exam::{Exam, Slip};
use super::marks::{Calibration, DomainShare, Mark, TaskShare, WeakSpot};
use super::progress::Progress;
use super::review::Review;
use crate::course::domain::Task;
use crate::course::index::{Index, QuestionEntry};
use crate::course::question::Question;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The report on an exam.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Report {
    /// When the exam began, in milliseconds since 1970.
    pub started_ms: u64,
    /// What it was drawn with.
    pub seed: u64,
    /// How long it took, at most its limit.
    pub used_ms: u64,
    /// How long it might have taken.
    pub limit_ms: u64,
    /// How many questions were right.
    pub right: usize,
    /// How many were asked and still are in the bank.
    pub asked: usize,
    /// How many of those were left open; they count as wrong.
    pub open: usize,
    /// How many were asked, but have been edited or taken out of the bank since; they do not count.
    #[serde(default)]
    pub withdrawn: usize,
    /// By domain, in their order; domains that were not asked, too.
    pub domains: Vec<DomainShare>,
    /// By task, in their order.
    pub tasks: Vec<TaskShare>,
    /// What to read again: the lesson with the most wrong answers first, of equal ones the one that comes first.
    pub weak: Vec<WeakSpot>,
    /// Sure and unsure, right and wrong.
    pub calibration: Calibration,
    /// The questions, in the order in which they were asked.
    pub marks: Vec<Mark>,
}

impl Report {
    /// The scaled score that passes, of those from 100 to 1,000, for exams of the Associate level
    /// (<https://aws.amazon.com/certification/policies/after-testing/>).
    pub const PASS: u32 = 720;

    /// What the estimate is, and how it is worked out. AWS says what range scaled scores have, that forms of an exam are
    /// equated by the difficulty of their questions, and that a score is no share of right answers
    /// (<https://aws.amazon.com/blogs/training-and-certification/demystifying-your-aws-certification-exam-score/>).
    pub const ESTIMATE: &str = "An estimate: 100 for no right answer, 1,000 for all, and a straight line between. AWS scales \
        by the difficulty of each form and does not publish how, so the real score may differ. 720 passes, which on this \
        line is 69 of 100.";

    /// Grades an exam against the questions it asked. It ended at `now_ms`, or when its time was up.
    #[must_use]
    pub fn of(exam: &Exam, index: &Index, questions: &[&Question], now_ms: u64) -> Self {
        let bank: BTreeMap<String, &Question> =
            questions.iter().map(|question| (question.content_hash(), *question)).collect();
        let entries: BTreeMap<&str, &QuestionEntry> =
            index.questions.iter().map(|entry| (entry.hash.as_str(), entry)).collect();
        let mut report = Self::blank(exam, now_ms);
        let mut domains: BTreeMap<u8, (usize, usize)> = BTreeMap::new();
        let mut tasks: BTreeMap<Task, (usize, usize)> = BTreeMap::new();
        let mut weak: BTreeMap<String, WeakSpot> = BTreeMap::new();
        for slip in &exam.slips {
            let Some((question, entry)) = bank.get(&slip.hash).zip(entries.get(slip.hash.as_str())) else {
                report.withdrawn += 1;
                continue;
            };
            let chosen = slip.given.as_ref().map(|given| given.chosen.clone()).unwrap_or_default();
            let sure = slip.given.as_ref().is_some_and(|given| given.sure);
            let right = question.grade(&chosen).right;
            for (hit, asked) in [domains.entry(entry.task.domain).or_default(), tasks.entry(entry.task).or_default()] {
                *hit += usize::from(right);
                *asked += 1;
            }
            let lesson = || WeakSpot { lesson: entry.lesson.clone(), wrong: Vec::new(), asked: 0 };
            let spot = weak.entry(entry.lesson.clone()).or_insert_with(lesson);
            spot.asked += 1;
            if !right {
                spot.wrong.push(slip.hash.clone());
            }
            report.count(right, slip.given.is_some().then_some(sure));
            report.marks.push(Mark { hash: slip.hash.clone(), chosen, right, sure, flagged: slip.flagged });
        }
        report.domains = domain_shares(report.asked, &domains);
        report.tasks = tasks.into_iter().map(|(task, (right, asked))| TaskShare { task, right, asked }).collect();
        let place = |id: &str| index.lessons.iter().position(|lesson| lesson.id == id).unwrap_or(usize::MAX);
        report.weak = weak.into_values().filter(|spot| !spot.wrong.is_empty()).collect();
        report.weak.sort_by_key(|spot| (Reverse(spot.wrong.len()), place(&spot.lesson)));
        report
    }

    fn blank(exam: &Exam, now_ms: u64) -> Self {
        Self {
            started_ms: exam.started_ms,
            seed: exam.seed,
            used_ms: now_ms.saturating_sub(exam.started_ms).min(exam.limit_ms),
            limit_ms: exam.limit_ms,
            right: 0,
            asked: 0,
            open: 0,
            withdrawn: 0,
            domains: Vec::new(),
            tasks: Vec::new(),
            weak: Vec::new(),
            calibration: Calibration::default(),
            marks: Vec::new(),
        }
    }

    fn count(&mut self, right: bool, sure: Option<bool>) {
        self.asked += 1;
        self.right += usize::from(right);
        match (sure, right) {
            (None, _) => self.open += 1,
            (Some(true), true) => self.calibration.sure_right += 1,
            (Some(true), false) => self.calibration.sure_wrong += 1,
            (Some(false), true) => self.calibration.unsure_right += 1,
            (Some(false), false) => self.calibration.unsure_wrong += 1,
        }
    }

    /// An estimate of the scaled score, 100 to 1,000; [`Report::ESTIMATE`] says what it is worth.
    #[must_use]
    pub fn estimate(&self) -> u32 {
        100 + (self.right * 900).checked_div(self.asked).unwrap_or(0) as u32
    }

    /// Whether the estimate passes.
    #[must_use]
    pub fn would_pass(&self) -> bool {
        self.estimate() >= Self::PASS
    }

    /// When the exam ended, in milliseconds since 1970.
    #[must_use]
    pub const fn ended_ms(&self) -> u64 {
        self.started_ms.saturating_add(self.used_ms)
    }

    /// In words, where the bank could not follow the exam guide's weights; none when it could.
    #[must_use]
    pub fn uneven(&self) -> Option<String> {
        let short: Vec<String> = self
            .domains
            .iter()
            .filter(|share| share.asked < share.weighed)
            .map(|share| {
                let title = Task { domain: share.domain, task: 1 }.domain_title();
                format!("{} of {} for domain {}, {title}", share.asked, share.weighed, share.domain)
            })
            .collect();
        (!short.is_empty()).then(|| {
            format!(
                "The bank has fewer questions than the exam guide's weights ask for: {}. The other domains filled these \
                 places in proportion to their weights.",
                short.join("; ")
            )
        })
    }

    /// What reports are ordered by, oldest first.
    pub(super) const fn age(&self) -> (u64, u64) {
        (self.ended_ms(), self.started_ms)
    }
}

fn domain_shares(asked: usize, domains_asked: &BTreeMap<u8, (usize, usize)>) -> Vec<DomainShare> {
    let weighed = seats(asked, &vec![asked; usize::from(Task::DOMAINS)]);
    let shares = domains().zip(weighed).map(|(domain, weighed)| {
        let (right, asked) = domains_asked.get(&domain).copied().unwrap_or_default();
        DomainShare { domain, right, asked, weighed }
    });
    shares.collect()
}

impl Progress {
    /// Ends the exam under way: its answers join the history and decide when their questions come back, and its report is
    /// kept. Questions left open leave no trace but in the report. None when there is no exam.
    pub fn finish_exam(&mut self, index: &Index, questions: &[&Question], review: &Review) -> Option<Report> {
        let exam = self.exam.take()?;
        let report = Report::of(&exam, index, questions, review.now_ms);
        let moment = |slip: &Slip| Some((slip.hash.clone(), slip.given.as_ref()?.at_ms));
        let moments: BTreeMap<String, u64> = exam.slips.iter().filter_map(moment).collect();
        for mark in &report.marks {
            if let Some(&at_ms) = moments.get(&mark.hash) {
                let chosen = mark.chosen.clone();
                let answer = Answer { at_ms, chosen, right: mark.right, sure: mark.sure, seen: Seen::Exam };
                review.answered(self, &mark.hash, answer);
            }
        }
        self.keep(report.clone());
        Some(report)
    }
}
