//! What is kept of the reader, as a file: taken away, brought back, forgotten. And the questions for other programs.

use super::library::Came;
use super::{Course, copy, prose};
use crate::app::dom::{El, el};
use crate::app::live::{Live, spawn};
use crate::course::{Question, export};
use crate::web::bytes::slice;
use crate::web::save::save_as;
use crate::web::site;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

const FILE_NAME: &str = "beltline-progress.json";
/// No progress is as large as this.
const BYTES_MAX: f64 = 5_000_000.0;

/// A form that other programs read.
#[derive(Clone, Copy)]
enum Format {
    Anki,
    Gift,
    Qti,
}

impl Format {
    const ALL: [Self; 3] = [Self::Anki, Self::Gift, Self::Qti];

    const fn name(self) -> &'static str {
        match self {
            Self::Anki => copy::ANKI,
            Self::Gift => copy::GIFT,
            Self::Qti => copy::QTI,
        }
    }

    const fn file_name(self) -> &'static str {
        match self {
            Self::Anki => "beltline-wrong-anki.txt",
            Self::Gift => "beltline-wrong.gift.txt",
            Self::Qti => "beltline-wrong-qti3.zip",
        }
    }

    fn save(self, questions: &[&Question]) -> bool {
        let (kind, bytes) = match self {
            Self::Anki => ("text/plain", export::anki(questions).into_bytes()),
            Self::Gift => ("text/plain", export::gift(questions).into_bytes()),
            Self::Qti => ("application/zip", export::zip(&export::qti(questions))),
        };
        save_as(self.file_name(), kind, &bytes)
    }
}

/// The button that hands out the questions whose last answer was wrong.
fn wrong_answers(course: Course, format: Format, said: Live<Option<String>>) -> El {
    let press = move |_| {
        spawn(said, async move {
            let told = match wrong_questions(course).await {
                Ok(questions) => {
                    let questions: Vec<&Question> = questions.iter().map(Rc::as_ref).collect();
                    copy::exported(format.file_name(), format.save(&questions))
                }
                Err(missing) => copy::missing(&missing),
            };
            said.set(Some(told));
        });
    };
    el("button.quiet")
        .set("type", "button")
        .set("aria-label", &copy::wrong_answers_as(format.name()))
        .bind("disabled", move || course.kept().progress.with(|progress| progress.wrong().is_empty()))
        .on("click", press)
        .text(format.name())
}

async fn wrong_questions(course: Course) -> Came<Vec<Rc<Question>>> {
    let index = course.library().index().await?;
    let ids = course.kept().progress.with_untracked(|progress| {
        let wrong = progress.wrong();
        let entries = index.questions.iter().filter(|entry| wrong.contains(&entry.hash.as_str()));
        entries.map(|entry| entry.id.clone()).collect()
    });
    course.library().questions(ids).await
}

/// The section.
pub(super) fn keeping(course: Course) -> El {
    let (said, asked) = (Live::new(None::<String>), Live::new(false));
    let export = move |_| {
        let text = course.kept().progress.with_untracked(crate::course::Progress::to_json);
        let done = save_as(FILE_NAME, "application/json", text.as_bytes());
        said.set(Some(copy::exported(FILE_NAME, done)));
    };
    let import = move |event: Event| {
        let input: HtmlInputElement = event.target().unwrap_or_else(|| event.clone().unchecked_into()).unchecked_into();
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        spawn(said, async move {
            let size = file.size();
            let read = if size > BYTES_MAX { None } else { slice(&file, 0.0, size).await };
            let text = read.and_then(|bytes| String::from_utf8(bytes).ok());
            said.set(Some(match text.map(|text| course.kept().import(&text)) {
                Some(Ok(())) => copy::IMPORTED.to_owned(),
                Some(Err(reason)) => reason,
                None => copy::NOT_IMPORTED.to_owned(),
            }));
            // The same file may be chosen again.
            input.set_value("");
        });
    };
    let forget = move |_| {
        if asked.get_untracked() {
            course.kept().forget();
            said.set(Some(copy::FORGOTTEN.to_owned()));
        }
        asked.set(!asked.get_untracked());
    };
    let file = el("input").set("type", "file").set("accept", ".json,application/json").on("change", import);
    let link = move |(name, path): &(&str, &str)| {
        el("li").with(prose::outward(&site::address(path)).set("download", "").text(name))
    };
    el("section.keeping")
        .set("aria-label", copy::YOUR_PROGRESS)
        .with(el("h2").text(copy::YOUR_PROGRESS))
        .with(el("p.small").text(copy::PROGRESS_ABOUT))
        .with(
            el("div.act left")
                .with(el("button.quiet").set("type", "button").on("click", export).text(copy::EXPORT))
                .with(el("label.button").with(file.set("class", "unseen")).with(el("span").text(copy::IMPORT)))
                .with(
                    el("button.quiet")
                        .set("type", "button")
                        .on("click", forget)
                        .live(move || if asked.get() { copy::FORGET_NOW } else { copy::FORGET }),
                ),
        )
        .with(el("p.small").set("role", "status").live(move || said.get()))
        .with(el("h3").text(copy::WRONG_ANSWERS))
        .with(
            el("p.small")
                .live(move || copy::wrong_answers(course.kept().progress.with(|progress| progress.wrong().len()))),
        )
        .with(el("div.act left").with_all(Format::ALL.map(|format| wrong_answers(course, format, said))))
        .with(el("h3").text(copy::EXPORTS))
        .with(el("ul").with_all(copy::EXPORT_FILES.iter().map(link)))
}
