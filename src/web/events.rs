//! What the page tells, as events of the element it stands in. Results have the form of xAPI statements, without the actor,
//! whom only the page around knows.

use super::site;
use crate::app::embed::{Answer, Score, Told};
use js_sys::{Array, Object};
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

const VERBS: &str = "http://adlnet.gov/expapi/verbs/";
const ACTIVITIES: &str = "http://adlnet.gov/expapi/activities/";

/// Dispatches an event that leaves a shadow tree. It comes in a turn of its own, so that a listener may do anything, even take
/// the page away.
pub(crate) fn dispatch(element: HtmlElement, told: Told) {
    wasm_bindgen_futures::spawn_local(async move {
        let (name, detail) = form(&told);
        let init = CustomEventInit::new();
        init.set_detail(&detail);
        init.set_composed(true);
        // A window has events of these names itself, and its listeners mean those.
        init.set_bubbles(!matches!(told, Told::Resize { .. } | Told::Error { .. }));
        if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
            // A listener that throws is told by the browser; the event is over all the same.
            let _ = element.dispatch_event(&event);
        }
    });
}

/// The name and the detail.
fn form(told: &Told) -> (&'static str, JsValue) {
    match told {
        Told::Ready => ("ready", object(&[])),
        Told::Resize { height_px } => ("resize", object(&[("height_px", (*height_px).into())])),
        Told::Error { message } => ("error", object(&[("message", message.into())])),
        Told::Answered(answer) => ("answered", answered(answer)),
        Told::Completed { lesson, title, took_ms } => {
            let mut result = vec![("completion", true.into())];
            result.extend(duration(*took_ms));
            ("completed", statement("completed", what("lesson", lesson, title, "lesson"), &result))
        }
        Told::Passed(score) => ("passed", scored("passed", score, true)),
        Told::Failed(score) => ("failed", scored("failed", score, false)),
    }
}

fn answered(answer: &Answer) -> JsValue {
    // Options are called by their places in the question's file, from 1, however they were shuffled.
    let chosen: Vec<_> = answer.chosen.iter().map(|place| (place + 1).to_string()).collect();
    let mut result = vec![("success", answer.right.into()), ("response", chosen.join("[,]").into())];
    result.extend(duration(answer.took_ms));
    if let Some(sure) = answer.sure {
        let name = site::address("#sure");
        result.push(("extensions", object(&[(name.as_str(), sure.into())])));
    }
    statement("answered", what("question", &answer.question, &answer.stem, "cmi.interaction"), &result)
}

fn scored(verb: &str, score: &Score, success: bool) -> JsValue {
    let points = object(&[
        ("raw", score.right.into()),
        ("min", 0.into()),
        ("max", score.asked.into()),
        ("scaled", (f64::from(score.right) / f64::from(score.asked.max(1))).into()),
    ]);
    let mut result = vec![("success", success.into()), ("completion", true.into()), ("score", points)];
    result.extend(duration(score.took_ms));
    statement(verb, what("exam", &score.activity, &score.title, "assessment"), &result)
}

fn statement(verb: &str, object_of_it: JsValue, result: &[(&str, JsValue)]) -> JsValue {
    let verb = object(&[("id", format!("{VERBS}{verb}").into()), ("display", object(&[("en", verb.into())]))]);
    object(&[("verb", verb), ("object", object_of_it), ("result", object(result))])
}

/// An activity of xAPI, called by its address on the site.
fn what(kind: &str, id: &str, name: &str, activity: &str) -> JsValue {
    let mut definition =
        vec![("type", format!("{ACTIVITIES}{activity}").into()), ("name", object(&[("en", name.into())]))];
    if activity == "cmi.interaction" {
        definition.push(("interactionType", "choice".into()));
    }
    object(&[
        ("objectType", "Activity".into()),
        ("id", site::address(&format!("#{kind}={id}")).into()),
        ("definition", object(&definition)),
    ])
}

/// A duration as ISO 8601 has it, to the hundredth of a second.
fn duration(took_ms: Option<u64>) -> Option<(&'static str, JsValue)> {
    took_ms.map(|ms| ("duration", format!("PT{}.{:02}S", ms / 1_000, ms % 1_000 / 10).into()))
}

fn object(members: &[(&str, JsValue)]) -> JsValue {
    let entries: Array = members.iter().map(|(name, value)| Array::of2(&(*name).into(), value)).collect();
    Object::from_entries(&entries).map_or(JsValue::UNDEFINED, Into::into)
}
