//! The report on an exam: by domain and task, what to read again, and every question with its reasons.

use super::option::Sheet;
use super::{Course, arriving, exam_copy, prose, question, sight};
use crate::app::dom::{El, el};
use crate::app::live::Live;
use crate::app::study::Place;
use crate::app::tables::heads;
use crate::course::{Index, Mark, Question, Report, option_order};
use std::rc::Rc;

/// The report on the last exam, and the way to another.
pub(super) fn last(course: Course, index: &Rc<Index>, shown: Live<bool>) -> El {
    let report = course.kept().progress.with_untracked(|progress| progress.reports.last().cloned());
    let Some(report) = report else { return el("p").text(exam_copy::NO_REPORT) };
    let again =
        el("button.quiet").set("type", "button").on("click", move |_| shown.set(false)).text(exam_copy::EXAM_AGAIN);
    let title = el("h2").set("tabindex", "-1").text(exam_copy::REPORT);
    sight::go_to(shown, title.node());
    el("div.report")
        .with(title)
        .with(el("p.score").set("role", "status").text(&exam_copy::score(&report)))
        .with(el("p").with(el("strong").text(&exam_copy::estimate(&report))))
        .with(el("p.small").text(Report::ESTIMATE))
        .with(domains(&report))
        .with_all(report.uneven().map(|told| el("p.small").text(&told)))
        .with(tasks(&report))
        .with(weak(course, index, &report))
        .with(el("p").text(&exam_copy::calibration(&report.calibration)))
        .with(all(course, index, &report))
        .with(el("div.act").with(again))
}

fn domains(report: &Report) -> El {
    let row = |share: &crate::course::DomainShare| {
        el("tr")
            .with(el("th").set("scope", "row").text(&exam_copy::domain(share.domain)))
            .with(el("td.number").text(&exam_copy::right_of(share.right, share.asked)))
    };
    el("table")
        .with(el("caption").text(exam_copy::DOMAINS))
        .with(heads(exam_copy::SHARE_HEADS))
        .with(el("tbody").with_all(report.domains.iter().map(row)))
}

fn tasks(report: &Report) -> El {
    let row = |share: &crate::course::TaskShare| {
        el("tr")
            .with(el("th").set("scope", "row").text(&exam_copy::task(share.task)))
            .with(el("td.number").text(&exam_copy::right_of(share.right, share.asked)))
    };
    let table = el("table")
        .with(el("caption.unseen").text(exam_copy::TASKS))
        .with(heads(exam_copy::SHARE_HEADS))
        .with(el("tbody").with_all(report.tasks.iter().map(row)));
    el("details.part").with(el("summary").text(exam_copy::TASKS)).with(table)
}

/// What went wrong, with the lesson that teaches it.
fn weak(course: Course, index: &Rc<Index>, report: &Report) -> El {
    let item = |spot: &crate::course::WeakSpot| {
        let lesson = index.lessons.iter().find(|lesson| lesson.id == spot.lesson)?;
        let link = prose::place_link(course, Place::Lesson(lesson.id.clone(), None)).text(&lesson.title);
        let small = el("span.small").text(&exam_copy::wrong_of(spot.wrong.len(), spot.asked));
        Some(el("li").with(link).with(small))
    };
    let items: Vec<El> = report.weak.iter().filter_map(item).collect();
    if items.is_empty() {
        return el("p").text(exam_copy::NOTHING_WEAK);
    }
    el("section").set("aria-label", exam_copy::WEAK).with(el("h3").text(exam_copy::WEAK)).with(el("ul").with_all(items))
}

/// Every question as it was answered, with the reasons.
fn all(course: Course, index: &Rc<Index>, report: &Report) -> El {
    let entry =
        |mark: &Mark| index.questions.iter().find(|entry| entry.hash == mark.hash).map(|entry| entry.id.clone());
    let one = |(number, mark): (usize, &Mark)| {
        let id = entry(mark)?;
        let (mark, seed) = (mark.clone(), report.seed);
        let opened = Live::new(false);
        let (right, hash) = (mark.right, mark.clone());
        let details = el("details.part")
            .on("toggle", move |_| opened.set(true))
            .with(el("summary").text(&exam_copy::mark(number + 1, right, mark.chosen.is_empty(), mark.flagged)))
            .show(move || {
                let (id, hash) = (id.clone(), hash.clone());
                let ask = move || course.library().question(id.clone());
                opened.get().then(|| arriving::arriving(course, ask, move |asked| graded(course, &asked, &hash, seed)))
            });
        Some(el("li").with(details))
    };
    el("section")
        .set("aria-label", exam_copy::ALL_QUESTIONS)
        .with(el("h3").text(exam_copy::ALL_QUESTIONS))
        .with(el("ol.marks").with_all(report.marks.iter().enumerate().filter_map(one)))
}

fn graded(course: Course, asked: &Rc<Question>, mark: &Mark, seed: u64) -> El {
    let sheet = Sheet {
        course,
        question: Rc::clone(asked),
        order: Rc::new(option_order(seed, asked)),
        chosen: Live::new(mark.chosen.clone()),
        graded: Live::new(true),
    };
    el("div.question")
        .with(question::about(asked))
        .with(question::stem(course, asked))
        .with(sheet.options())
        .with(question::reasons(&sheet))
}
