//! What all components share: the simulation, and the few values that tell of it.

use super::asking::Asking;
use super::embed::{Host, Layout};
use super::live::Live;
use super::model::{Model, Writer};
use super::news::Line;
use super::showing::{Drawer, Focus, Showing};
use super::speed::Speed;
use super::times::{Known, Times};
use super::turns::Turns;
use super::words;
use crate::engine::command::{Command, Refusal, Reply};
use crate::engine::id::RecordRef;
use crate::engine::lambda::MappingView;
use crate::engine::limits::Profile;
use crate::engine::readers::ReaderView;
use crate::engine::snapshot::{Inspection, Snapshot, View};
use crate::engine::time::Micros;
use crate::stage::within;
use crate::web::frames::Frames;
use crate::web::storage;
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
    pace: Live<Pace>,
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
    /// What the stage shows.
    pub(crate) showing: Live<Showing>,
    /// The consumers of the stream, told with the snapshot while the stage is not the hall.
    pub(crate) readers: Live<Rc<Vec<ReaderView>>>,
    /// The event source mappings of the stream, told likewise.
    pub(crate) mappings: Live<Rc<Vec<MappingView>>>,
    /// What a stage other than the hall looks at.
    pub(crate) focus: Live<Focus>,
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
    /// Whether the page has little width.
    pub(crate) narrow: Live<bool>,
}

/// The frame loop, once the stage has brought it, when things were done last, and who draws.
struct Pace {
    frames: Option<Frames>,
    beat: Beat,
    /// What draws a stage other than the hall, once its part of the page has come.
    drawer: Option<Drawer>,
    /// What writes the event log, once the words have come.
    writer: Option<Writer>,
    /// Where answers of typed handlers come from.
    asking: Asking,
    /// The moments that are known, and where to in them.
    times: Times,
    /// Whoever embeds the page.
    host: Host,
    /// Parts that wait until the browser has nothing else to do.
    turns: Turns,
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
    pub(crate) fn new(model: Model, scene: Option<usize>, still: Live<bool>, host: Host) -> Self {
        let kept = || storage::load(SPEED_KEPT).and_then(|place| Speed::at(&place));
        let speed = host.options().speed.or_else(kept).unwrap_or_default();
        let snapshot = Rc::new(model.snapshot(&view(&model, speed)));
        let times = Times::new(Known::of(&model));
        let model_views = (model.readers(), model.mappings());
        Self {
            showing: Live::new(model.stage().into()),
            profile: Live::new(model.limits().profile),
            clock: Live::new(model.now()),
            model: Live::new(model),
            pace: Live::new(Pace {
                frames: None,
                beat: Beat::default(),
                drawer: None,
                writer: None,
                asking: Asking::new(),
                times,
                host,
                turns: Turns::new(),
            }),
            scene: Live::new(scene),
            playing: Live::new(false),
            speed: Live::new(speed),
            lagging: Live::new(false),
            snapshot: Live::new(snapshot),
            readers: Live::new(Rc::new(model_views.0)),
            mappings: Live::new(Rc::new(model_views.1)),
            focus: Live::new(Focus::default()),
            selected: Live::new(None),
            log: Live::new(Vec::new()),
            world: Live::new(0),
            absent: Live::new(None),
            notice: Live::new(String::new()),
            still,
            narrow: host.narrow,
        }
    }

    /// The stage brings the frame loop.
    pub(crate) fn run_with(self, frames: Option<Frames>) {
        self.pace.update_untracked(|pace| pace.frames = frames);
        self.touch();
    }

    /// Whoever embeds the page.
    pub(crate) fn host(self) -> Host {
        self.pace.with_untracked(|pace| pace.host)
    }

    /// The first picture stands, or there will be none: what comes later may come once the browser is idle. A part of another
    /// page fetches only what is opened.
    pub(crate) fn stands(self) {
        if self.host().layout() == Layout::Page {
            self.pace.with_untracked(|pace| pace.turns).begin();
        }
    }

    /// Holds from a moment after the first picture at which the browser had nothing else to do. Whoever asks has a turn of
    /// its own.
    pub(crate) fn idle(self) -> Live<bool> {
        self.pace.with_untracked(|pace| pace.turns).wait()
    }

    /// Where answers of typed handlers come from.
    pub(crate) fn asking(self) -> Asking {
        self.pace.with_untracked(|pace| pace.asking)
    }

    /// The moments that are known, and where to in them.
    pub(crate) fn times(self) -> Times {
        self.pace.with_untracked(|pace| pace.times)
    }

    /// What draws the stage that is shown, if its part of the page has come.
    pub(crate) fn drawer(self) -> Option<Drawer> {
        self.pace.with_untracked(|pace| pace.drawer.clone())
    }

    /// The part of the page that draws the stage has come, or is no longer wanted.
    pub(crate) fn set_drawer(self, drawer: Option<Drawer>) {
        self.pace.update_untracked(|pace| pace.drawer = drawer);
        self.touch();
    }

    /// Something changed: draws one frame, and tells the tables.
    pub(crate) fn touch(self) {
        self.pace.with_untracked(|pace| {
            if let Some(frames) = &pace.frames {
                frames.wake();
            }
        });
    }

    /// One frame's share of simulated time, and the world to draw after it.
    pub(crate) fn frame(self, at_ms: f64) -> Rc<Snapshot> {
        let playing = self.playing.get_untracked();
        let speed = self.speed.get_untracked();
        let mut beat = self.pace.with_untracked(|pace| pace.beat);
        let gap_ms = beat.frame.map_or(0.0, |before| within(at_ms - before, 0.0, GAP_MAX_MS));
        beat.frame = playing.then_some(at_ms);
        let mut late = false;
        let times = self.times();
        let snapshot = self.model.update_untracked(|model| {
            if let Some(goal) = times.goal.get_untracked() {
                late = !model.go(goal, ADVANCE_BUDGET_MS);
                if !late {
                    times.goal.set(None);
                }
            } else if playing {
                let until = model.now() + speed.of_real(micros(gap_ms));
                late = !times.play(model, until, ADVANCE_BUDGET_MS);
            }
            Rc::new(model.snapshot(&view(model, speed)))
        });
        self.asking().ask(self);
        self.clock.set(snapshot.now);
        if playing && self.has_come_to_stop() {
            self.set_playing(false);
        }
        if !playing || at_ms - beat.told >= TELL_EVERY_MS {
            beat.told = at_ms;
            self.lagging.set(late);
            self.snapshot.set(Rc::clone(&snapshot));
            self.tell_consumers();
            self.tell_times();
        }
        if !playing || at_ms - beat.logged >= LOG_EVERY_MS {
            beat.logged = at_ms;
            self.write_log(&snapshot);
        }
        self.pace.update_untracked(|pace| pace.beat = beat);
        snapshot
    }

    /// Changes the simulation, and draws what came of it.
    pub(crate) fn change<T>(self, change: impl FnOnce(&mut Model) -> T) -> T {
        let changed = self.model.update_untracked(change);
        self.tell_times();
        self.touch();
        changed
    }

    /// Tells of consumers and mappings, where the stage shows them.
    pub(crate) fn tell_consumers(self) {
        if self.showing.get_untracked() != Showing::Hall {
            let (readers, mappings) = self.read(|model| (model.readers(), model.mappings()));
            self.readers.set(Rc::new(readers));
            self.mappings.set(Rc::new(mappings));
        }
    }

    /// Shows another stage.
    pub(crate) fn show(self, showing: Showing) {
        if self.showing.get_untracked() != showing {
            self.set_drawer(None);
            self.showing.set(showing);
            self.tell_consumers();
            self.touch();
        }
    }

    /// The part of the page that shows the event log has come: it begins a moment ago.
    pub(crate) fn set_writer(self, writer: Writer) {
        self.model.update_untracked(Model::tell_just_now);
        self.pace.update_untracked(|pace| pace.writer = Some(writer));
        self.touch();
    }

    fn write_log(self, snapshot: &Snapshot) {
        let Some(write) = self.pace.with_untracked(|pace| pace.writer) else { return };
        if let Some(lines) = self.model.update_untracked(|model| write(model, snapshot)) {
            self.log.set(lines);
        }
    }

    /// Lets time pass by itself, or stops it.
    pub(crate) fn set_playing(self, playing: bool) {
        self.playing.set(playing);
        self.pace.update_untracked(|pace| pace.beat.frame = None);
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

    /// Takes another simulation, with its own limits and its own stage.
    pub(crate) fn take(self, model: Model, scene: Option<usize>) {
        self.profile.set(model.limits().profile);
        self.scene.set(scene);
        let stage = model.stage();
        self.model.update_untracked(|kept| *kept = model);
        self.begin_again();
        self.show(stage.into());
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
        self.focus.set(Focus::default());
        self.log.set(Vec::new());
        self.world.set(self.world.get_untracked() + 1);
        self.pace.update_untracked(|pace| pace.beat = Beat::default());
        self.times().goal.set(None);
        self.times().stop.set(None);
        self.times().repeat.set(None);
        self.tell_times();
        self.touch();
    }

    /// Applies a command now; in the past it begins another branch.
    pub(crate) fn apply(self, command: Command) -> Result<Reply, Refusal> {
        let reply = self.model.update_untracked(|model| model.apply(command));
        self.tell_times();
        self.touch();
        reply
    }

    /// Looks at something else on the stage.
    pub(crate) fn look_at(self, change: impl FnOnce(&mut Focus)) {
        let mut focus = self.focus.get_untracked();
        change(&mut focus);
        self.focus.set(focus);
        self.touch();
    }

    /// Tells the run otherwise beside this one, or no longer; the error says why not.
    pub(crate) fn compare(self, change: Option<fn(&Command) -> Command>) -> Result<(), Refusal> {
        let is_on = change.is_some();
        self.model.update_untracked(|model| model.set_beside(change))?;
        self.look_at(|focus| focus.compared = is_on);
        Ok(())
    }

    /// Reads something off the simulation that no value carries.
    pub(crate) fn read<T>(self, read: impl FnOnce(&Model) -> T) -> T {
        self.model.with_untracked(read)
    }

    /// Everything about one record.
    pub(crate) fn inspect(self, record: RecordRef) -> Option<Inspection> {
        self.read(|model| model.inspect(record))
    }
}

fn view(model: &Model, speed: Speed) -> View {
    View { stream: model.stream(), span: speed.span(model.span()), approach: speed.approach(), bags_max: BAGS_MAX }
}

/// Real milliseconds as whole microseconds.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a clamped gap between two frames")]
fn micros(ms: f64) -> u64 {
    (ms * 1_000.0) as u64
}
