//! A file on its way into the hall: looked at, read in slices, made a producer, and checked in.

use crate::app::hall::Hall;
use crate::app::live::Live;
use crate::app::words;
use crate::engine::command::{Arrivals, Command, ProducerConfig, Reply, Retry, Source};
use crate::engine::id::ProducerId;
use crate::engine::snapshot::{Desk, View};
use crate::engine::time::Micros;
use crate::scenario::import::{Fields, HEAD_BYTES, Importer, LineError, PreviewRow, Sniffed, preview, sniff};
use crate::web::bytes::slice;
use crate::web::marks::now_ms;
use crate::web::turn::breathe;
use std::rc::Rc;
use std::sync::Arc;
use web_sys::Blob;

/// As much of a file as a first look takes.
#[expect(clippy::cast_precision_loss, reason = "a small whole number")]
const HEAD: f64 = HEAD_BYTES as f64;
/// One slice of reading: large enough to be quick, small enough that the page answers in between.
const SLICE_BYTES: f64 = 262_144.0;
/// Real time that checking in may take before the page gets a turn.
const TURN_MS: f64 = 12.0;
/// Simulated time of one such turn, at most.
const TURN: Micros = Micros::from_secs(2);
/// A picture this often shows how far it is; more of them would only take time from the work.
const DRAW_EVERY_MS: f64 = 300.0;

/// A chosen file, after a look at its beginning.
#[derive(Clone)]
pub(super) struct Chosen {
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) sniffed: Sniffed,
    head: Rc<[u8]>,
    blob: Blob,
}

impl Chosen {
    /// The first records, with the key out of this field.
    pub(super) fn preview(&self, hall: Hall, key_field: &str) -> Vec<PreviewRow> {
        let whole = self.head.len() as u64 >= self.bytes;
        let fields = Fields::keyed_by(key_field);
        hall.read(|model| preview(&self.head, whole, self.sniffed.kind, &fields, model.limits()))
    }
}

/// How far a file is.
#[derive(Clone)]
pub(super) enum Stage {
    /// None chosen yet.
    Empty,
    /// Looked at; waiting for the choices.
    Chosen,
    /// Being read, so many per cent.
    Reading(u32),
    /// In the hall, as a producer.
    Loaded(Loaded),
}

/// A file that became a producer.
#[derive(Clone)]
pub(super) struct Loaded {
    pub(super) name: String,
    pub(super) producer: ProducerId,
    /// The world it was loaded into; gone after a reset.
    pub(super) world: u32,
    pub(super) records: u64,
    pub(super) errors: Arc<[LineError]>,
    pub(super) errors_total: u64,
}

/// The file tool's own state.
#[derive(Clone, Copy)]
pub(super) struct Loading {
    pub(super) stage: Live<Stage>,
    pub(super) error: Live<Option<String>>,
    pub(super) cancelled: Live<bool>,
    pub(super) checking_in: Live<bool>,
    chosen: Live<Option<Chosen>>,
}

impl Loading {
    pub(super) fn new() -> Self {
        Self {
            stage: Live::new(Stage::Empty),
            error: Live::new(None),
            cancelled: Live::new(false),
            checking_in: Live::new(false),
            chosen: Live::new(None),
        }
    }

    /// The file that was looked at last.
    pub(super) fn chosen(self) -> Option<Chosen> {
        self.chosen.get_untracked()
    }

    /// Looks at a file's beginning.
    pub(super) async fn choose(self, name: String, blob: Blob) {
        self.error.set(None);
        let size = blob.size();
        let Some(head) = slice(&blob, 0.0, size.min(HEAD)).await else {
            self.error.set(Some(words::FILE_UNREADABLE.to_owned()));
            return;
        };
        let bytes = whole(size);
        match sniff(&name, &head, bytes) {
            Ok(sniffed) => {
                self.chosen.set(Some(Chosen { name, bytes, sniffed, head: head.into(), blob }));
                self.stage.set(Stage::Chosen);
            }
            // What was chosen before stays as it was.
            Err(error) => self.error.set(Some(error.to_string())),
        }
    }

    /// Reads the chosen file and opens a desk for its records.
    pub(super) async fn load(self, hall: Hall, key_field: &str, records_per_s: u32) {
        let Some(chosen) = self.chosen() else { return };
        self.error.set(None);
        self.cancelled.set(false);
        self.stage.set(Stage::Reading(0));
        let limits = hall.read(|model| model.limits().clone());
        let mut reader = Importer::new(chosen.sniffed.kind, Fields::keyed_by(key_field), &limits);
        let size = chosen.blob.size();
        let mut at = 0.0;
        while at < size {
            let end = (at + SLICE_BYTES).min(size);
            let Some(bytes) = slice(&chosen.blob, at, end).await else {
                self.fail(words::FILE_UNREADABLE.to_owned());
                return;
            };
            reader.push(&bytes);
            at = end;
            self.stage.set(Stage::Reading(u32::try_from(whole(at * 100.0 / size)).unwrap_or(100)));
            breathe().await;
            if self.cancelled.get_untracked() {
                self.fail(words::FILE_CANCELLED.to_owned());
                return;
            }
        }
        let imported = reader.finish();
        let records = imported.records.len() as u64;
        if records == 0 {
            let first = imported.errors.first().map(|error| error.reason.clone()).unwrap_or_default();
            self.fail(format!("{} {first}", words::FILE_NO_RECORDS));
            return;
        }
        let producer = ProducerConfig {
            name: free_name(hall, &chosen.name),
            stream: hall.read(crate::app::model::Model::stream),
            records_per_s,
            arrivals: Arrivals::Steady,
            burst: None,
            source: Source::File { name: chosen.name.clone(), records: Arc::new(imported.records) },
            aggregation: None,
            retry: Retry { attempts: 0, base: Micros::from_millis(100), max: Micros::from_secs(20) },
            start: hall.read(crate::app::model::Model::now),
            stop: None,
        };
        match hall.apply(Command::AddProducer(producer)) {
            Ok(Reply::Producer(producer)) => self.stage.set(Stage::Loaded(Loaded {
                name: chosen.name,
                producer,
                world: hall.world.get_untracked(),
                records,
                errors: imported.errors.into(),
                errors_total: imported.errors_total,
            })),
            Ok(_) => self.stage.set(Stage::Chosen),
            Err(refusal) => self.fail(refusal.to_string()),
        }
    }

    fn fail(self, reason: String) {
        self.stage.set(Stage::Chosen);
        self.error.set(Some(reason));
    }

    /// Lets simulated time pass, as fast as the machine can, until every record of the file is on a belt.
    pub(super) async fn check_in(self, hall: Hall, loaded: Loaded) {
        let was_playing = hall.playing.get_untracked();
        hall.set_playing(false);
        self.cancelled.set(false);
        self.checking_in.set(true);
        let mut drawn_ms = now_ms();
        while !self.cancelled.get_untracked() && hall.world.get_untracked() == loaded.world {
            let waiting = hall.read(|model| {
                let nothing_drawn =
                    View { stream: model.stream(), span: Micros::ZERO, approach: Micros::ZERO, bags_max: 1 };
                let desks = model.snapshot(&nothing_drawn).desks;
                desks.into_iter().find(|desk| desk.id == loaded.producer)
            });
            let Some(desk) = waiting.filter(|desk| !is_done(desk)) else { break };
            let is_sending = desk.running && desk.records_per_s > 0;
            if !is_sending && desk.of_total != Some(desk.made_total) {
                self.error.set(Some(words::DESK_STANDS.to_owned()));
                break;
            }
            hall.advance_by(TURN, TURN_MS);
            if now_ms() - drawn_ms > DRAW_EVERY_MS {
                drawn_ms = now_ms();
                hall.touch();
            }
            breathe().await;
        }
        self.checking_in.set(false);
        hall.set_playing(was_playing);
    }
}

/// Whether a file's desk has brought every record to a belt.
pub(super) fn is_done(desk: &Desk) -> bool {
    desk.of_total == Some(desk.made_total) && desk.retrying == 0
}

/// The file's name, with a number when a desk has that name already.
fn free_name(hall: Hall, name: &str) -> String {
    let is_taken = |name: &str| hall.read(|model| model.world().producer_named(name).is_some());
    if !is_taken(name) {
        return name.to_owned();
    }
    let mut number = 2u32;
    loop {
        let numbered = format!("{name} ({number})");
        if !is_taken(&numbered) {
            return numbered;
        }
        number += 1;
    }
}

/// File sizes come as floats that hold whole numbers.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes are not negative")]
fn whole(size: f64) -> u64 {
    size as u64
}
