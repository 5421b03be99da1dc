//! What all components share: the simulation, and the few signals that tell of it.

use super::model::Model;
use super::news::Line;
use super::speed::Speed;
use super::words;
use crate::engine::command::{Command, Refusal, Reply};
use crate::engine::hash::HashKey;
use crate::engine::id::RecordRef;
use crate::engine::limits::Profile;
use crate::engine::snapshot::{Belt, Inspection, Snapshot, View};
use crate::engine::time::Micros;
use crate::scenario::SCENES;
use crate::web::frames::Frames;
use crate::web::storage;
use leptos::prelude::*;
use std::sync::Arc;

/// Simulated time may take this much of a frame.
const ADVANCE_BUDGET_MS: f64 = 8.0;
/// After a pause of the browser only this much real time is made up.
const GAP_MAX_MS: f64 = 100.0;
/// The tables and the board are written this often while time passes.
const TELL_EVERY_MS: f64 = 220.0;
/// The log is written this often while time passes.
const LOG_EVERY_MS: f64 = 1_000.0;
/// The picture stays readable up to about this many bags.
const BAGS_MAX: u32 = 2_000;

const SPEED_KEPT: &str = "beltline.speed";

/// What all components share.
#[derive(Clone, Copy)]
pub(crate) struct Hall {
    model: StoredValue<Model, LocalStorage>,
    frames: StoredValue<Option<Frames>, LocalStorage>,
    beat: StoredValue<Beat>,
    /// The scene's place among the shipped ones; none when the scenario came from outside.
    pub(crate) scene: RwSignal<Option<usize>>,
    /// Which limits hold.
    pub(crate) profile: RwSignal<Profile>,
    /// Whether simulated time passes by itself.
    pub(crate) playing: RwSignal<bool>,
    /// How fast it passes.
    pub(crate) speed: RwSignal<Speed>,
    /// Whether the machine cannot keep up with that speed.
    pub(crate) lagging: RwSignal<bool>,
    /// The moment, every frame.
    pub(crate) clock: RwSignal<Micros>,
    /// The world, some five times a second.
    pub(crate) snapshot: RwSignal<Arc<Snapshot>>,
    /// The bag in the inspector.
    pub(crate) selected: RwSignal<Option<RecordRef>>,
    /// The event log.
    pub(crate) log: RwSignal<Vec<Line>>,
    /// Counts the worlds this page has shown: a new scene or a reset begins another.
    pub(crate) world: RwSignal<u32>,
    /// What a screen reader is told at once.
    pub(crate) notice: RwSignal<String>,
    /// Whether the viewer asked for less motion.
    pub(crate) still: Signal<bool>,
    /// Whether the window is narrow.
    pub(crate) narrow: Signal<bool>,
}

/// When things were done last, in milliseconds on the browser's clock.
#[derive(Clone, Copy, Default)]
struct Beat {
    frame: Option<f64>,
    told: f64,
    logged: f64,
}

impl Hall {
    /// A hall around a simulation, with its signals in the current owner.
    pub(crate) fn new(mut model: Model, scene: Option<usize>, still: Signal<bool>, narrow: Signal<bool>) -> Self {
        let speed = storage::load(SPEED_KEPT).and_then(|place| Speed::at(&place)).unwrap_or_default();
        let snapshot = Arc::new(model.snapshot(&view(&model, speed)));
        let log = write_log(&mut model, &snapshot).unwrap_or_default();
        Self {
            profile: RwSignal::new(model.limits().profile),
            clock: RwSignal::new(model.now()),
            model: StoredValue::new_local(model),
            frames: StoredValue::new_local(None),
            beat: StoredValue::new(Beat::default()),
            scene: RwSignal::new(scene),
            playing: RwSignal::new(false),
            speed: RwSignal::new(speed),
            lagging: RwSignal::new(false),
            snapshot: RwSignal::new(snapshot),
            selected: RwSignal::new(None),
            log: RwSignal::new(log),
            world: RwSignal::new(0),
            notice: RwSignal::new(String::new()),
            still,
            narrow,
        }
    }

    /// The stage brings the frame loop.
    pub(crate) fn run_with(self, frames: Option<Frames>) {
        self.frames.set_value(frames);
        self.touch();
    }

    /// Something changed: draws one frame, and tells the tables.
    pub(crate) fn touch(self) {
        self.frames.with_value(|frames| {
            if let Some(frames) = frames {
                frames.wake();
            }
        });
    }

    /// One frame's share of simulated time, and the world to draw after it.
    pub(crate) fn frame(self, at_ms: f64) -> Snapshot {
        let playing = self.playing.get_untracked();
        let speed = self.speed.get_untracked();
        let mut beat = self.beat.get_value();
        let gap_ms = beat.frame.map_or(0.0, |before| (at_ms - before).clamp(0.0, GAP_MAX_MS));
        beat.frame = playing.then_some(at_ms);
        let (mut snapshot, mut late) = (None, false);
        self.model.update_value(|model| {
            if playing {
                let until = model.now() + speed.of_real(micros(gap_ms));
                late = !model.advance(until, ADVANCE_BUDGET_MS);
            }
            snapshot = Some(model.snapshot(&view(model, speed)));
        });
        let snapshot = snapshot.unwrap_or_else(|| self.snapshot.with_untracked(|kept| (**kept).clone()));
        self.clock.set(snapshot.now);
        if !playing || at_ms - beat.told >= TELL_EVERY_MS {
            beat.told = at_ms;
            self.lagging.set(late);
            self.snapshot.set(Arc::new(snapshot.clone()));
        }
        if !playing || at_ms - beat.logged >= LOG_EVERY_MS {
            beat.logged = at_ms;
            self.write_log(&snapshot);
        }
        self.beat.set_value(beat);
        snapshot
    }

    fn write_log(self, snapshot: &Snapshot) {
        let mut lines = None;
        self.model.update_value(|model| lines = write_log(model, snapshot));
        if let Some(lines) = lines {
            self.log.set(lines);
        }
    }

    /// Lets time pass by itself, or stops it.
    pub(crate) fn set_playing(self, playing: bool) {
        self.playing.set(playing);
        self.beat.update_value(|beat| beat.frame = None);
        self.touch();
    }

    /// Pauses, and goes to the next thing that happens.
    pub(crate) fn step(self) {
        self.set_playing(false);
        self.model.update_value(Model::step);
    }

    /// Lets simulated time pass outside the frames, for some milliseconds of real time, and draws nothing.
    pub(crate) fn advance_by(self, span: Micros, budget_ms: f64) {
        self.model.update_value(|model| {
            let until = model.now() + span;
            model.advance(until, budget_ms);
        });
    }

    /// Changes the speed, and keeps it for the next visit.
    pub(crate) fn set_speed(self, speed: Speed) {
        storage::save(SPEED_KEPT, &speed.place());
        self.speed.set(speed);
        self.touch();
    }

    /// Back to the start of the scene.
    pub(crate) fn reset(self) {
        self.model.update_value(Model::reset);
        self.begin_again();
    }

    /// Opens a shipped scene, with its own limits.
    pub(crate) fn open_scene(self, place: usize) {
        let Some(scene) = SCENES.get(place) else { return };
        match Model::open(scene.json, None) {
            Ok(model) => {
                self.profile.set(model.limits().profile);
                self.scene.set(Some(place));
                self.model.set_value(model);
                self.begin_again();
            }
            Err(reason) => self.notice.set(reason),
        }
    }

    /// Starts the scene again under other limits.
    pub(crate) fn set_profile(self, profile: Profile) {
        let mut refused = None;
        self.model.update_value(|model| match model.under(profile) {
            Ok(again) => *model = again,
            Err(reason) => refused = Some(reason),
        });
        if let Some(reason) = refused {
            self.notice.set(reason);
            return;
        }
        self.profile.set(profile);
        self.begin_again();
        self.notice.set(words::limits_changed(profile).to_owned());
    }

    fn begin_again(self) {
        self.selected.set(None);
        self.log.set(Vec::new());
        self.world.update(|world| *world += 1);
        self.beat.set_value(Beat::default());
        self.touch();
    }

    /// Applies a command now.
    pub(crate) fn apply(self, command: Command) -> Result<Reply, Refusal> {
        let mut reply = Ok(Reply::Done);
        self.model.update_value(|model| reply = model.apply(command));
        self.touch();
        reply
    }

    /// Reads something off the simulation that no signal carries.
    pub(crate) fn read<T>(self, read: impl FnOnce(&Model) -> T) -> T {
        self.model.with_value(read)
    }

    /// Everything about one record.
    pub(crate) fn inspect(self, record: RecordRef) -> Option<Inspection> {
        self.read(|model| model.inspect(record))
    }

    /// The open shard that takes a hash key, out of the last snapshot.
    pub(crate) fn shard_of(self, key: HashKey) -> Option<Belt> {
        self.snapshot.with(|snapshot| {
            let mut shards = snapshot.shards.iter();
            shards.find(|shard| shard.open && shard.range.contains(key)).cloned()
        })
    }
}

fn view(model: &Model, speed: Speed) -> View {
    View { stream: model.stream(), span: speed.span(model.span()), approach: speed.approach(), bags_max: BAGS_MAX }
}

fn write_log(model: &mut Model, snapshot: &Snapshot) -> Option<Vec<Line>> {
    model.log(|shard| {
        let belt = snapshot.shards.iter().find(|belt| belt.index == shard);
        belt.map(|belt| belt.id.clone()).unwrap_or_default()
    })
}

/// Real milliseconds as whole microseconds.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a clamped gap between two frames")]
fn micros(ms: f64) -> u64 {
    (ms * 1_000.0) as u64
}
