//! Something to watch on the stage.

use super::setting::Show;
use super::walk::Walk;
use super::{copy, goal, prose};
use crate::app::dom::{El, el};
use crate::app::live::Live;
use crate::course::Scene;
use crate::engine::time::Micros;

/// What to look at, whether the stage shows it, and what is to be brought about.
pub(super) fn scene(walk: Walk, scene: &Scene, done: Live<bool>) -> El {
    let course = walk.course;
    let from = Micros::from_millis(scene.from_ms);
    let (setting, again) = (scene.setting.clone(), scene.setting.clone());
    let shown = move || course.is_on_stage(&setting);
    let show = move |_| course.stage(&again, &[], Show::From(from));
    done.set(true);
    el("div.task scene-task")
        .with(el("p.eyebrow").text(copy::WATCH))
        .with(prose::line(course, el("p"), &scene.look))
        .with(
            el("div.act left")
                .with(
                    el("button.quiet")
                        .set("type", "button")
                        .on("click", show)
                        .live(move || if shown() { copy::AGAIN } else { copy::SHOW }),
                )
                .with_all((!course.is_embedded()).then(|| {
                    el("button.quiet")
                        .set("type", "button")
                        .on("click", move |_| course.study().set_open(false))
                        .text(copy::TOOLS)
                })),
        )
        .with_all(scene.goal.as_ref().map(|one| goal::goal(course, &scene.setting, one, done)))
}
