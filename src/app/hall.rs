//! What all components share: the simulation, and the few values that tell of it.

use super::live::{Live, spawn};
use super::model::Model;
use super::news::Line;
use super::scenes::{self, Asked};
use super::speed::Speed;
use super::words;
use crate::engine::command::{Command, Refusal, Reply};
use crate::engine::hash::HashKey;
use crate::engine::id::RecordRef;
use crate::engine::limits::Profile;
use crate::engine::snapshot::{Belt, Inspection, Snapshot, View};
use crate::engine::time::Micros;
use crate::stage::within;
use crate::web::frames::Frames;
use crate::web::storage;
use crate::web::turn::idle;
use std::rc::Rc;

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
    model: Live<Model>,
    frames: Live<Option<Frames>>,
    beat: Live<Beat>,
    /// The scene's place among the shipped ones; none when the scenario came from outside.
    pub(crate) scene: Live<Option<usize>>,
    /// Which limits hold.
    pub(crate) profile: Live<Profile>,
    /// Whether simulated time passes by itself.
    pub(crate) playing: Live<bool>,
    /// How fast it passes.
    pub(crate) speed: Live<Speed>,
    /// Whether the machine cannot keep up with that speed.
    pub(crate) lagging: Live<bool>,
    /// The moment, every frame.
    pub(crate) clock: Live<Micros>,
    /// The world, some five times a second.
    pub(crate) snapshot: Live<Rc<Snapshot>>,
    /// The bag in the inspector.
    pub(crate) selected: Live<Option<RecordRef>>,
    /// The event log.
    pub(crate) log: Live<Vec<Line>>,
    /// Counts the worlds this page has shown: a new scene or a reset begins another.
    pub(crate) world: Live<u32>,
    /// The place of a scene that could not be opened, for its reader did not arrive.
    pub(crate) absent: Live<Option<usize>>,
    /// What a screen reader is told at once.
    pub(crate) notice: Live<String>,
    /// Whether the viewer asked for less motion.
    pub(crate) still: Live<bool>,
    /// Whether the window is narrow.
    pub(crate) narrow: Live<bool>,
    /// Whether the first picture stands and the browser has had nothing else to do since.
    pub(crate) idle: Live<bool>,
}

/// When things were done last, in milliseconds on the browser's clock.
#[derive(Clone, Copy, Default)]
struct Beat {
    frame: Option<f64>,
    told: f64,
    logged: f64,
}

impl Hall {
    /// A hall around a simulation, with its values in the current owner.
    pub(crate) fn new(mut model: Model, scene: Option<usize>, still: Live<bool>, narrow: Live<bool>) -> Self {
        let speed = storage::load(SPEED_KEPT).and_then(|place| Speed::at(&place)).unwrap_or_default();
        let snapshot = Rc::new(model.snapshot(&view(&model, speed)));
        let log = write_log(&mut model, &snapshot).unwrap_or_default();
        Self {
            profile: Live::new(model.limits().profile),
            clock: Live::new(model.now()),
            model: Live::new(model),
            frames: Live::new(None),
            beat: Live::new(Beat::default()),
            scene: Live::new(scene),
            playing: Live::new(false),
            speed: Live::new(speed),
            lagging: Live::new(false),
            snapshot: Live::new(snapshot),
            selected: Live::new(None),
            log: Live::new(log),
            world: Live::new(0),
            absent: Live::new(None),
            notice: Live::new(String::new()),
            still,
            narrow,
            idle: Live::new(false),
        }
    }

    /// The stage brings the frame loop.
    pub(crate) fn run_with(self, frames: Option<Frames>) {
        self.frames.update_untracked(|kept| *kept = frames);
        self.touch();
    }

    /// The first picture stands, or there will be none: what comes later may come once the browser is idle.
    pub(crate) fn stands(self) {
        spawn(self.idle, async move {
            idle().await;
            self.idle.set(true);
        });
    }

    /// Something changed: draws one frame, and tells the tables.
    pub(crate) fn touch(self) {
        self.frames.with_untracked(|frames| {
            if let Some(frames) = frames {
                frames.wake();
            }
        });
    }

    /// One frame's share of simulated time, and the world to draw after it.
    pub(crate) fn frame(self, at_ms: f64) -> Rc<Snapshot> {
        let playing = self.playing.get_untracked();
        let speed = self.speed.get_untracked();
        let mut beat = self.beat.get_untracked();
        let gap_ms = beat.frame.map_or(0.0, |before| within(at_ms - before, 0.0, GAP_MAX_MS));
        beat.frame = playing.then_some(at_ms);
        let mut late = false;
        let snapshot = self.model.update_untracked(|model| {
            if playing {
                let until = model.now() + speed.of_real(micros(gap_ms));
                late = !model.advance(until, ADVANCE_BUDGET_MS);
            }
            Rc::new(model.snapshot(&view(model, speed)))
        });
        self.clock.set(snapshot.now);
        if !playing || at_ms - beat.told >= TELL_EVERY_MS {
            beat.told = at_ms;
            self.lagging.set(late);
            self.snapshot.set(Rc::clone(&snapshot));
        }
        if !playing || at_ms - beat.logged >= LOG_EVERY_MS {
            beat.logged = at_ms;
            self.write_log(&snapshot);
        }
        self.beat.update_untracked(|kept| *kept = beat);
        snapshot
    }

    fn write_log(self, snapshot: &Snapshot) {
        if let Some(lines) = self.model.update_untracked(|model| write_log(model, snapshot)) {
            self.log.set(lines);
        }
    }

    /// Lets time pass by itself, or stops it.
    pub(crate) fn set_playing(self, playing: bool) {
        self.playing.set(playing);
        self.beat.update_untracked(|beat| beat.frame = None);
        self.touch();
    }

    /// Pauses, and goes to the next thing that happens.
    pub(crate) fn step(self) {
        self.set_playing(false);
        self.model.update_untracked(Model::step);
    }

    /// Lets simulated time pass outside the frames, for some milliseconds of real time, and draws nothing.
    pub(crate) fn advance_by(self, span: Micros, budget_ms: f64) {
        self.model.update_untracked(|model| {
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
        self.model.update_untracked(Model::reset);
        self.begin_again();
    }

    /// Opens a shipped scene, with its own limits.
    pub(crate) fn open_scene(self, place: usize) {
        self.absent.set(None);
        spawn(self.scene, async move {
            match scenes::open(Asked::Scene(place)).await {
                Ok(Ok(model)) => {
                    self.profile.set(model.limits().profile);
                    self.scene.set(Some(place));
                    self.model.update_untracked(|kept| *kept = model);
                    self.begin_again();
                }
                Ok(Err(reason)) => self.notice.set(reason),
                Err(_) => self.absent.set(Some(place)),
            }
        });
    }

    /// Starts the scene again under other limits.
    pub(crate) fn set_profile(self, profile: Profile) {
        match self.model.with_untracked(|model| model.under(profile)) {
            Ok(model) => self.model.update_untracked(|kept| *kept = model),
            Err(reason) => {
                self.notice.set(reason);
                return;
            }
        }
        self.profile.set(profile);
        self.begin_again();
        self.notice.set(words::limits_changed(profile).to_owned());
    }

    fn begin_again(self) {
        self.selected.set(None);
        self.log.set(Vec::new());
        self.world.set(self.world.get_untracked() + 1);
        self.beat.update_untracked(|beat| *beat = Beat::default());
        self.touch();
    }

    /// Applies a command now.
    pub(crate) fn apply(self, command: Command) -> Result<Reply, Refusal> {
        let reply = self.model.update_untracked(|model| model.apply(command));
        self.touch();
        reply
    }

    /// Reads something off the simulation that no value carries.
    pub(crate) fn read<T>(self, read: impl FnOnce(&Model) -> T) -> T {
        self.model.with_untracked(read)
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
