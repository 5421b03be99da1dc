//! What there is to learn and to practise, and how far the reader is.

use super::{Course, copy, exam_copy, keeping, prose};
use crate::app::dom::{El, el};
use crate::app::study::Place;
use crate::course::{Index, LessonEntry, Review, TopicProgress};
use crate::web::clock::epoch_ms;
use std::rc::Rc;

/// The contents.
pub(super) fn contents(course: Course, index: &Rc<Index>) -> El {
    let lessons = index.lessons.iter().enumerate().map(|(at, entry)| lesson(course, at + 1, entry));
    el("div.contents")
        .with(el("p.eyebrow").text(copy::COURSE))
        .with(el("h1").set("tabindex", "-1").text(copy::CONTENTS_TITLE))
        .with(el("p.lead").text(&copy::contents_about(index.lessons.len(), index.questions.len())))
        .with(resume(course, index))
        .with(
            el("section")
                .set("aria-label", copy::LESSONS)
                .with(el("h2").text(copy::LESSONS))
                .with(el("ol.lessons").with_all(lessons)),
        )
        .with(practice(course, index))
        .with(keeping::keeping(course))
}

/// The thing to do next: the lesson that was left, or the first that is new.
fn resume(course: Course, index: &Rc<Index>) -> El {
    let index = Rc::clone(index);
    let next = move || {
        let reached = |entry: &&LessonEntry| course.kept().reached(&entry.id);
        let left = index.lessons.iter().find(|entry| reached(entry).is_some_and(|(at, done)| at > 0 && !done));
        let fresh = || index.lessons.iter().find(|entry| reached(entry).is_none_or(|(_, done)| !done));
        let begun = left.is_some();
        let entry = left.or_else(fresh)?;
        let place = Place::Lesson(entry.id.clone(), None);
        let button = el("button.primary")
            .set("type", "button")
            .on("click", move |_| course.study().go(place.clone()))
            .text(&copy::go_on(&entry.title, begun));
        Some(el("div.act left").with(button))
    };
    el("div.part").show(next)
}

fn lesson(course: Course, number: usize, entry: &LessonEntry) -> El {
    let id = entry.id.clone();
    let state = move || copy::lesson_state(course.kept().reached(&id));
    let link = prose::place_link(course, Place::Lesson(entry.id.clone(), None)).text(&entry.title);
    let small = el("span.small").text(&copy::minutes(entry.minutes)).live(state);
    el("li").set("value", &number.to_string()).with(link).with(small).with(el("p.small").text(&entry.idea))
}

/// The questions: by topic, due again, and as an exam.
fn practice(course: Course, index: &Rc<Index>) -> El {
    let topics = Rc::clone(index);
    let topic = move |one: TopicProgress| {
        let link = prose::place_link(course, Place::Topic(one.topic.clone())).text(&copy::topic(&one.topic));
        el("li").with(link).with(el("span.small").text(&copy::topic_state(&one)))
    };
    let rows = move || {
        let all = course.kept().progress.with(|progress| TopicProgress::all(&topics, progress));
        all.into_iter().map(topic).collect::<Vec<_>>()
    };
    let queued = Rc::clone(index);
    let queue = move || {
        let now_ms = epoch_ms();
        copy::queue(&course.kept().progress.with(|progress| Review::at(now_ms).queue(progress, &queued)), now_ms)
    };
    let way = |place: Place, name: &'static str, about: El| {
        let button =
            el("button.quiet").set("type", "button").on("click", move |_| course.study().go(place.clone())).text(name);
        el("div.way").with(button).with(about)
    };
    let exam_about = move || {
        let under_way = course.kept().progress.with(|progress| progress.exam.is_some());
        if under_way { exam_copy::EXAM_UNDER_WAY } else { exam_copy::EXAM_ABOUT }
    };
    el("section")
        .set("aria-label", copy::PRACTICE)
        .with(el("h2").text(copy::PRACTICE))
        .with(way(Place::Review, copy::REVIEW, el("p.small").live(queue)))
        .with(way(Place::Exam, copy::EXAM, el("p.small").live(exam_about)))
        .with(el("h3").text(copy::BY_TOPIC))
        .with(el("ul.topics").show(rows))
}
