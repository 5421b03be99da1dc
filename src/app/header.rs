//! The head of the page: the mark, the scene, the limits, the theme.

use super::dom::{El, el, svg, value_of, yes_no};
use super::hall::Hall;
use super::live::memo;
use super::segmented::{Choice, segmented};
use super::showing::stages;
use super::study::Study;
use super::theme::Theming;
use super::words;
use crate::engine::limits::Profile;
use crate::scenario::SCENES;
use std::rc::Rc;

const EXAM: &str = "exam";
const TODAY: &str = "today";

/// The head of the page.
pub(crate) fn header(hall: Hall, theme: Theming, study: Study) -> El {
    let limits = [
        Choice { value: EXAM, label: words::LIMITS_EXAM, about: words::LIMITS_EXAM_ABOUT },
        Choice { value: TODAY, label: words::LIMITS_TODAY, about: words::LIMITS_TODAY_ABOUT },
    ];
    let taken = memo(move || match hall.profile.get() {
        Profile::Exam => EXAM,
        Profile::Today => TODAY,
    });
    let take: Rc<dyn Fn(&'static str)> = Rc::new(move |value| {
        hall.set_profile(if value == TODAY { Profile::Today } else { Profile::Exam });
    });
    el("header.head")
        .with(el("p.brand").with(mark()).with(el("span").text(words::NAME)))
        .with(stages(hall))
        .with(scenes(hall))
        .with(course(study))
        .with(
            el("div.head-side")
                .with(el("span.label").set("aria-hidden", "true").text(words::LIMITS))
                .with(segmented(words::LIMITS, &limits, taken, &take))
                .with(theme.control()),
        )
}

/// Opens the course, and gives way to the tools again.
fn course(study: Study) -> El {
    el("button.quiet course-button")
        .set("type", "button")
        .set("aria-keyshortcuts", "C")
        .set("aria-controls", "beltline-course")
        .set("title", words::COURSE_HINT)
        .bind("aria-expanded", move || yes_no(study.open.get()))
        .on("click", move |_| study.set_open(!study.open.get_untracked()))
        .text(words::COURSE)
}

fn scenes(hall: Hall) -> El {
    let option = |(place, scene): (usize, &'static crate::scenario::Scene)| {
        el("option")
            .set("value", &place.to_string())
            .flag("selected", move || hall.scene.get() == Some(place))
            .text(scene.title)
    };
    let choose = move |event| {
        if let Ok(place) = value_of(&event).parse() {
            hall.open_scene(place);
        }
    };
    let own = || el("option").set("value", "").flag("selected", || true).text(words::SCENE_OWN);
    el("label.scenes").with(el("span.label").text(words::SCENE)).with(
        el("select")
            .set("aria-label", words::SCENE)
            .on("change", choose)
            .show(move || hall.scene.get().is_none().then(own))
            .with_all(SCENES.iter().enumerate().map(option)),
    )
}

/// The mark: two belts that part.
fn mark() -> El {
    let plate = svg("rect").set("width", "28").set("height", "28").set("rx", "6").set("fill", "var(--signal)");
    let belts = svg("path")
        .set("d", "M14 23V7M14 7l-4 4M14 7l4 4M14 14l-7 7M14 14l7 7")
        .set("fill", "none")
        .set("stroke", "var(--ink)")
        .set("stroke-width", "2.6")
        .set("stroke-linecap", "round")
        .set("stroke-linejoin", "round");
    svg("svg").set("class", "mark").set("viewBox", "0 0 28 28").set("aria-hidden", "true").with(plate).with(belts)
}
