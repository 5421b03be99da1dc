//! What a world is opened with: all that the engine and the picture need of a scenario.

use super::commands::{Scenario, ViewChoice};
use super::file::Stage;
use crate::engine::Setup;
use crate::engine::command::{Arrivals, Command, KeyMix, ProducerConfig, Retry, Source, StreamConfig};
use crate::engine::id::StreamId;
use crate::engine::limits::Profile;
use crate::engine::reading::{ConsumerConfig, Processing, Reading, StartingPosition, Work};
use crate::engine::time::Micros;

/// A scenario as the engine takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Where the world begins.
    pub setup: Setup,
    /// Everything to do, in order of time.
    pub script: Vec<(Micros, Command)>,
    /// What the picture shows at first.
    pub view: ViewChoice,
}

impl From<&Scenario> for Opening {
    fn from(scenario: &Scenario) -> Self {
        Self { setup: scenario.setup(), script: scenario.script(), view: scenario.view() }
    }
}

impl Opening {
    /// The first of the shipped scenes, word for word what reading its file gives; so the first view can do without the
    /// reader, which is larger than the stage.
    #[must_use]
    pub fn first() -> Self {
        let stream = StreamId(0);
        let producer = |name: &str, records_per_s, record_bytes, keys| {
            Command::AddProducer(ProducerConfig {
                name: name.to_owned(),
                stream,
                records_per_s,
                arrivals: Arrivals::Random,
                burst: None,
                source: Source::Made { keys, record_bytes },
                aggregation: None,
                retry: Retry { attempts: 3, base: Micros::from_millis(100), max: Micros::from_secs(20) },
                start: Micros::ZERO,
                stop: None,
            })
        };
        let countries = [("DE", 40), ("FR", 25), ("IT", 20), ("NL", 15)];
        let countries = countries.map(|(key, weight)| (key.to_owned(), weight)).to_vec();
        let script = [
            Command::OpenStream(StreamConfig::provisioned("clicks", 2)),
            producer("web clicks", 3, 420, KeyMix::Zipf { prefix: "user-".to_owned(), keys: 500 }),
            producer("kiosk", 1, 1_600, KeyMix::Weighted { keys: countries }),
            Command::AddConsumer(ConsumerConfig {
                name: "analytics".to_owned(),
                stream,
                start: StartingPosition::TrimHorizon,
                reading: Reading::Polled { interval: Micros::from_millis(200), limit: 10_000 },
                work: Work::Handle(Processing::default()),
            }),
        ];
        Self {
            setup: Setup { seed: 7, profile: Profile::Exam, epoch_ms: 1_795_424_400_000 },
            script: script.map(|command| (Micros::ZERO, command)).to_vec(),
            view: ViewChoice { stream, span: Micros::from_secs(20), stage: Stage::Hall },
        }
    }
}
