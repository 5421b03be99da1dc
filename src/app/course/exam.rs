//! The practice exam: how it begins, how it is sat, and its report.

use super::option::Sheet;
use super::{Course, arriving, copy, exam_copy, question, report, sight};
use crate::app::dom::{El, el, value_of, yes_no};
use crate::app::live::{Live, effect, memo, spawn};
use crate::course::{Exam, Index, Question, Review};
use crate::web::clock::epoch_ms;
use crate::web::turn::wait;
use leptos::prelude::untrack;
use std::rc::Rc;
use web_sys::Element;

/// The clock of the exam is looked at this often.
const LOOK_EVERY_MS: u32 = 500;
/// How many questions an exam may have here.
const LENGTHS: [usize; 3] = [20, 40, 60];

/// What is sat.
#[derive(Clone)]
struct Sitting {
    course: Course,
    index: Rc<Index>,
    questions: Rc<Vec<Rc<Question>>>,
    /// How many are asked.
    count: usize,
    /// The place looked at.
    at: Live<usize>,
    now_ms: Live<u64>,
}

/// The screen: an exam under way, the report on the last one, or the way to begin.
pub(super) fn exam(course: Course, index: &Rc<Index>) -> El {
    let under_way = memo(move || course.kept().progress.with(|progress| progress.exam.is_some()));
    let index = Rc::clone(index);
    let shown = Live::new(false);
    el("div.exam").with(el("h1").set("tabindex", "-1").text(copy::EXAM)).show(move || {
        let (under_way, shown_report) = (under_way.get(), shown.get());
        Some(untrack(|| match shown_report {
            _ if under_way => sit(course, &index, shown),
            true => report::last(course, &index, shown),
            false => begin(course, &index, shown),
        }))
    })
}

fn begin(course: Course, index: &Rc<Index>, shown: Live<bool>) -> El {
    let length = Live::new(LENGTHS[0]);
    let bank = index.questions.len();
    let option = move |count: &usize| {
        let count = *count;
        el("option").set("value", &count.to_string()).text(&exam_copy::exam_length(count))
    };
    let lengths = LENGTHS.iter().filter(|count| **count <= bank || **count == LENGTHS[0]);
    let select = el("select")
        .on("change", move |event| {
            if let Ok(count) = value_of(&event).parse() {
                length.set(count);
            }
        })
        .with_all(lengths.map(option));
    let drawn = Rc::clone(index);
    let press = move |_| {
        shown.set(false);
        course.hall().set_playing(false);
        course.kept().change(|progress, now_ms| {
            progress.exam = Some(Exam::draw(&drawn, epoch_ms(), length.get_untracked(), now_ms));
        });
    };
    let reports = course.kept().progress.with_untracked(|progress| progress.reports.len());
    let last = (reports > 0).then(|| {
        el("button.quiet").set("type", "button").on("click", move |_| shown.set(true)).text(exam_copy::LAST_REPORT)
    });
    el("div.begin")
        .with(el("p").text(exam_copy::EXAM_RULES))
        .with(el("ul").with_all(exam_copy::EXAM_POINTS.iter().map(|point| el("li").text(point))))
        .with(el("label.field").with(el("span.label").text(exam_copy::EXAM_LENGTH)).with(select))
        .with(
            el("div.act")
                .with_all(last)
                .with(el("button.primary").set("type", "button").on("click", press).text(exam_copy::EXAM_BEGIN)),
        )
}

/// Sits the exam under way: fetches its questions first.
fn sit(course: Course, index: &Rc<Index>, shown: Live<bool>) -> El {
    let index = Rc::clone(index);
    let ids = {
        let index = Rc::clone(&index);
        move || {
            course.kept().progress.with_untracked(|progress| {
                let slips = progress.exam.iter().flat_map(|exam| &exam.slips);
                let entry = |hash: &String| index.questions.iter().find(|entry| entry.hash == *hash);
                slips.filter_map(|slip| entry(&slip.hash).map(|entry| entry.id.clone())).collect::<Vec<_>>()
            })
        }
    };
    arriving::arriving(
        course,
        move || course.library().questions(ids()),
        move |questions| {
            let (at, count) = course
                .kept()
                .progress
                .with_untracked(|progress| progress.exam.as_ref().map_or((0, 0), |exam| (exam.at, exam.slips.len())));
            let sitting = Sitting {
                course,
                index: Rc::clone(&index),
                questions,
                count,
                at: Live::new(at),
                now_ms: Live::new(epoch_ms()),
            };
            sitting.paper(shown)
        },
    )
}

impl Sitting {
    fn paper(self, shown: Live<bool>) -> El {
        let this = Rc::new(self);
        this.watch_the_clock(shown);
        let (left, clock) = (Rc::clone(&this), this.now_ms);
        let head = el("p.exam-head")
            .with(el("span").set("role", "timer").set("aria-label", exam_copy::TIME_LEFT).live(move || {
                let now_ms = clock.get();
                left.read(|exam| exam_copy::time_left(exam.left_ms(now_ms))).unwrap_or_default()
            }))
            .with(el("span.small").live({
                let this = Rc::clone(&this);
                move || this.read(|exam| exam_copy::answered(exam.answered(), exam.slips.len())).unwrap_or_default()
            }));
        let body = el("div.part");
        let node: Element = body.node();
        let (at, shower) = (this.at, Rc::clone(&this));
        let body = body.show(move || {
            let place = at.get();
            untrack(|| shower.question(place))
        });
        follow(at, node);
        el("div.paper").with(head).with(this.palette()).with(body).with(this.ways()).with(this.end(shown))
    }

    /// Reads something of the exam, and follows it; none once it is over.
    fn read<T>(&self, read: impl FnOnce(&Exam) -> T) -> Option<T> {
        self.course.kept().progress.with(|progress| progress.exam.as_ref().map(read))
    }

    /// The same, without following it.
    fn now<T>(&self, read: impl FnOnce(&Exam) -> T) -> Option<T> {
        untrack(|| self.read(read))
    }

    fn change(&self, change: impl FnOnce(&mut Exam, u64)) {
        self.course.kept().change(|progress, now_ms| {
            if let Some(exam) = &mut progress.exam {
                change(exam, now_ms);
            }
        });
    }

    fn go(&self, place: usize) {
        self.change(|exam, _| exam.go(place));
        self.at.set(place);
    }

    fn question(&self, place: usize) -> Option<El> {
        // Found by what it asks: a question that was edited since the exam began is not there, and shifts no other.
        let hash = self.now(|exam| exam.slips.get(place).map(|slip| slip.hash.clone()))??;
        let Some(question) = self.questions.iter().find(|question| question.content_hash() == hash).map(Rc::clone)
        else {
            let title = el("h2").text(&copy::question_of(place + 1, self.count));
            let told = el("p").text(exam_copy::WITHDRAWN);
            return Some(el("section.question").set("tabindex", "-1").with(title).with(told));
        };
        let (order, given) = self.course.kept().progress.with_untracked(|progress| {
            let exam = progress.exam.as_ref()?;
            Some((exam.option_order(&question), exam.slips.get(place)?.given.clone()))
        })?;
        let chosen = Live::new(given.as_ref().map(|given| given.chosen.clone()).unwrap_or_default());
        let sure = Live::new(given.is_some_and(|given| given.sure));
        let sheet = Sheet {
            course: self.course,
            question: Rc::clone(&question),
            order: Rc::new(order),
            chosen,
            graded: Live::new(false),
        };
        // Every choice is kept at once, so that nothing is lost when the page goes.
        let this = self.clone();
        let mut before = (chosen.get_untracked(), sure.get_untracked());
        effect(move || {
            let now = (chosen.get(), sure.get());
            if now != before {
                let given = now.clone();
                untrack(|| {
                    this.change(|exam, now_ms| {
                        // Past its time the exam takes nothing more, and ends by itself.
                        let _ = exam.answer(place, &given.0, given.1, now_ms);
                    });
                });
                before = now;
            }
        });
        let (flagging, flagged) = (self.clone(), self.clone());
        let is_flagged =
            move || flagged.read(|exam| exam.slips.get(place).is_some_and(|slip| slip.flagged)) == Some(true);
        let flag = el("button.quiet flag")
            .set("type", "button")
            .bind("aria-pressed", {
                let is_flagged = is_flagged.clone();
                move || yes_no(is_flagged())
            })
            .on("click", move |_| flagging.change(|exam, _| exam.flag(place)))
            .text(exam_copy::FLAG);
        let tick = el("input")
            .set("type", "checkbox")
            .flag("checked", move || sure.get())
            .on("change", move |_| sure.set(!sure.get_untracked()));
        let sure = el("label.check").with(tick).with(el("span").text(exam_copy::I_AM_SURE));
        Some(
            el("section.question")
                .set("tabindex", "-1")
                .set("aria-label", &copy::question_of(place + 1, self.count))
                .with(el("h2").text(&copy::question_of(place + 1, self.count)))
                .with(question::stem(self.course, &question))
                .with(sheet.options())
                .with(el("div.act left").with(sure).with(flag)),
        )
    }

    /// All questions by number, with what is open and what is flagged.
    fn palette(self: &Rc<Self>) -> El {
        let one = |place: usize| {
            let (this, going) = (Rc::clone(self), Rc::clone(self));
            let state = move || {
                let here = this.at.get() == place;
                let slip = this.read(|exam| {
                    exam.slips.get(place).map_or((false, false), |slip| (slip.given.is_some(), slip.flagged))
                });
                (here, slip.unwrap_or_default())
            };
            let (named, classed) = (state.clone(), state.clone());
            el("button.slip")
                .set("type", "button")
                .bind("aria-label", move || {
                    let (_, (given, flagged)) = named();
                    exam_copy::slip(place + 1, given, flagged)
                })
                .bind("aria-current", move || state().0.then_some("true"))
                .class_if("given", {
                    let state = classed.clone();
                    move || state().1.0
                })
                .class_if("flagged", move || classed().1.1)
                .on("click", move |_| going.go(place))
                .text(&(place + 1).to_string())
        };
        el("nav.palette").set("aria-label", exam_copy::ALL_QUESTIONS).with_all((0..self.count).map(one))
    }

    fn ways(self: &Rc<Self>) -> El {
        let (this, last) = (Rc::clone(self), self.count.saturating_sub(1));
        let next = Rc::clone(self);
        let at = self.at;
        el("div.act")
            .with(
                el("button.quiet")
                    .set("type", "button")
                    .bind("disabled", move || at.get() == 0)
                    .on("click", move |_| this.go(at.get_untracked().saturating_sub(1)))
                    .text(copy::PREVIOUS),
            )
            .with(
                el("button.primary")
                    .set("type", "button")
                    .bind("disabled", move || at.get() >= last)
                    .on("click", move |_| next.go(at.get_untracked() + 1))
                    .text(copy::NEXT_QUESTION),
            )
    }

    /// Ending it takes a second press, which says what is still open.
    fn end(self: &Rc<Self>, shown: Live<bool>) -> El {
        let asked = Live::new(false);
        let (this, open) = (Rc::clone(self), Rc::clone(self));
        let told = move || {
            let left = open.read(|exam| (exam.slips.len() - exam.answered(), exam.flagged().len())).unwrap_or_default();
            asked.get().then(|| exam_copy::end_asked(left.0, left.1))
        };
        el("div.end").with(el("p").set("role", "status").live(told)).with(
            el("div.act")
                .with(
                    el("button.quiet")
                        .set("type", "button")
                        .bind("hidden", move || !asked.get())
                        .on("click", move |_| asked.set(false))
                        .text(exam_copy::NOT_YET),
                )
                .with(
                    el("button.quiet")
                        .set("type", "button")
                        .on("click", move |_| if asked.get_untracked() { this.finish(shown) } else { asked.set(true) })
                        .live(move || if asked.get() { exam_copy::END_NOW } else { exam_copy::END }),
                ),
        )
    }

    fn finish(&self, shown: Live<bool>) {
        let questions: Vec<&Question> = self.questions.iter().map(Rc::as_ref).collect();
        shown.set(true);
        let report = self
            .course
            .kept()
            .change(|progress, now_ms| progress.finish_exam(&self.index, &questions, &Review::at(now_ms)));
        if let Some(report) = report {
            self.course.exam_over(&report);
        }
    }

    /// Ends the exam when its time is up.
    fn watch_the_clock(self: &Rc<Self>, shown: Live<bool>) {
        let this = Rc::clone(self);
        spawn(self.now_ms, async move {
            loop {
                wait(LOOK_EVERY_MS).await;
                let now_ms = epoch_ms();
                this.now_ms.set(now_ms);
                match this.now(|exam| exam.is_over(now_ms)) {
                    Some(true) => return this.finish(shown),
                    Some(false) => {}
                    None => return,
                }
            }
        });
    }
}

/// The focus follows from question to question.
fn follow(at: Live<usize>, body: Element) {
    let mut before = at.get_untracked();
    effect(move || {
        let now = at.get();
        if now != before {
            sight::go_to_first(at, body.clone(), ".question");
        }
        before = now;
    });
}
