//! The JavaScript class `Playground`: a whole world in a page, a worker or Node, with no page around it.

// wasm-bindgen exports what is `pub`, wherever it lies.
#![allow(unreachable_pub)]

use crate::api::invocation;
use crate::engine::Timeline;
use crate::engine::command::Command;
use crate::engine::lambda::Answer;
use crate::engine::time::Micros;
use crate::{api, scenario};
use js_sys::{Object, Reflect, Uint8Array};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use wasm_bindgen::prelude::*;

/// A world to play with. Two of them never touch each other.
#[wasm_bindgen]
pub struct Playground {
    timeline: Timeline,
}

#[wasm_bindgen]
extern "C" {
    /// The platform's own encoder: several times quicker for a large body than the generated glue, which walks through a
    /// text sign by sign.
    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &JsValue) -> Uint8Array;
}

#[derive(Serialize)]
struct News {
    /// Number of the first fact in the list.
    first: u64,
    /// Number to ask from next time.
    next: u64,
    facts: Vec<crate::engine::fact::Fact>,
}

#[derive(Serialize)]
struct Waiting<'a> {
    invocation: u64,
    handler: &'a str,
    timeout_ms: u64,
    event: Box<RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answered {
    Returned(Box<RawValue>),
    Threw(String),
    TimedOut(IgnoredAny),
}

#[wasm_bindgen]
impl Playground {
    /// A world at its start, from the text of a scenario file, or the first of the shipped scenes without one.
    ///
    /// # Errors
    /// An `Error` that says what is wrong in the scenario, and where.
    #[wasm_bindgen(constructor)]
    pub fn new(scenario: Option<String>) -> Result<Playground, JsError> {
        let json = scenario.as_deref().unwrap_or(scenario::Scene::FIRST_JSON);
        let scenario = scenario::parse(json).map_err(|error| JsError::new(&error.to_string()))?;
        let timeline = Timeline::new(scenario.setup(), scenario.script());
        Ok(Self { timeline: timeline.map_err(|refusal| JsError::new(&refusal.to_string()))? })
    }

    /// Answers one Kinesis request, such as `request("Kinesis_20131202.PutRecord", "{…}")`, at this moment of the
    /// simulation: `{ status, body }`, the body being JSON text.
    pub fn request(&mut self, target: &str, #[wasm_bindgen(unchecked_param_type = "string")] body: &JsValue) -> Object {
        // The encoder writes valid UTF-8 whatever it is given.
        let body = String::from_utf8(TextEncoder::new().encode(body).to_vec()).unwrap_or_default();
        let response = api::request(&mut self.timeline, target, &body);
        let reply = Object::new();
        // Setting a property of a plain new object cannot fail.
        let _ = Reflect::set(&reply, &"status".into(), &response.status.into());
        let _ = Reflect::set(&reply, &"body".into(), &response.body.into());
        reply
    }

    /// Lets this many simulated milliseconds pass; parts of a millisecond count to the microsecond.
    ///
    /// # Errors
    /// An `Error` when the number is negative or none. Stops early where a typed handler is to answer, see `waiting`.
    pub fn advance(&mut self, ms: f64) -> Result<(), JsError> {
        let span = micros(ms)?;
        self.timeline.advance_to(self.timeline.now() + span);
        Ok(())
    }

    /// The moment, in simulated milliseconds since the start.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // exact for 285 simulated years
    pub fn now(&self) -> f64 {
        self.timeline.now().0 as f64 / 1_000.0
    }

    /// Goes to any moment, back or ahead; the digest there is the same however the moment was reached.
    ///
    /// # Errors
    /// An `Error` when the number is negative or none.
    pub fn seek(&mut self, ms: f64) -> Result<(), JsError> {
        let moment = micros(ms)?;
        self.timeline.seek(moment);
        Ok(())
    }

    /// An independent copy with the same past.
    #[must_use]
    pub fn fork(&self) -> Playground {
        Self { timeline: self.timeline.clone() }
    }

    /// A short hash of the whole state: 16 hexadecimal digits, the same on every machine.
    #[must_use]
    pub fn digest(&self) -> String {
        self.timeline.world().digest()
    }

    /// The invocation whose typed handler is to answer, as JSON: `{ invocation, handler, timeout_ms, event }`; undefined
    /// when none is waiting. Time stands still until it is answered: `advance` and `seek` go no further.
    ///
    /// # Errors
    /// None that is known; the signature keeps the page alive if JSON writing ever failed.
    pub fn waiting(&self) -> Result<Option<String>, JsError> {
        let world = self.timeline.world();
        let Some(question) = world.question() else { return Ok(None) };
        let waiting = Waiting {
            invocation: question.invocation,
            handler: &question.source,
            timeout_ms: question.timeout.as_millis(),
            event: RawValue::from_string(invocation::event(world, &question))?,
        };
        Ok(Some(serde_json::to_string(&waiting)?))
    }

    /// What the handler gave back, as JSON: `{ "returned": any }`, `{ "threw": "TypeError: …" }` or
    /// `{ "timed_out": true }`. It becomes a part of the run, as every command does.
    ///
    /// # Errors
    /// An `Error` when the text is none of these, or nobody waits for this invocation.
    pub fn answer(&mut self, invocation: f64, answer: &str) -> Result<(), JsError> {
        let answer: Answered = serde_json::from_str(answer)?;
        let answer = match answer {
            Answered::Returned(json) => Answer::Returned(json.get().into()),
            Answered::Threw(text) => Answer::Threw(text.into()),
            Answered::TimedOut(_) => Answer::TimedOut,
        };
        #[allow(clippy::cast_sign_loss)] // no invocation has a number below one
        let command = Command::Answer { invocation: invocation as u64, answer };
        self.timeline.apply(command).map(drop).map_err(|refusal| JsError::new(&refusal.to_string()))
    }

    /// The account of the run so far as JSON: per shard, producer and consumer. Times are in microseconds.
    ///
    /// # Errors
    /// None that is known; the signature keeps the page alive if JSON writing ever failed.
    pub fn report(&self) -> Result<String, JsError> {
        Ok(serde_json::to_string(&self.timeline.world().report())?)
    }

    /// What happened from fact number `from` on as JSON: `{ first, next, facts }`. At most the newest 16,384 facts are
    /// kept; `first` above `from` tells that older ones are gone.
    ///
    /// # Errors
    /// None that is known; the signature keeps the page alive if JSON writing ever failed.
    #[allow(clippy::cast_sign_loss)] // a negative number means the start, which is where the cast ends
    pub fn facts(&self, from: f64) -> Result<String, JsError> {
        let from = from as u64;
        let (first, next, facts) = self.timeline.world().facts(from);
        Ok(serde_json::to_string(&News { first: first.max(from).min(next), next, facts })?)
    }
}

#[allow(clippy::cast_sign_loss)] // checked to be positive
fn micros(ms: f64) -> Result<Micros, JsError> {
    if ms.is_finite() && ms >= 0.0 {
        Ok(Micros((ms * 1_000.0).round() as u64))
    } else {
        Err(JsError::new("A time must be a finite number of milliseconds, 0 or more."))
    }
}
