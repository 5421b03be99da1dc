//! From JSON to a checked [`File`]: every default filled in, every range and every name checked.

use super::alarm::{Alarm, alarm};
use super::consumer::{Consumer, Reading, consumer};
use super::date::Date;
use super::error::ScenarioError;
use super::file::{Aggregation, Arrivals, Burst, File, Producer, Retry, Stage, Stream, VERSION, View};
use super::mapping::{Mapping, mapping};
use super::reshard::mode;
use super::tree::{Node, Object, Tree, names, short};
use super::{keys, script};
use crate::engine::limits::{Limits, Profile, RESHARD_TIME};
use crate::engine::reshard::{FIRST_SHARDS, StreamMode};

/// The most a seed may be: the largest whole number that JavaScript keeps exactly.
const SEED_MAX: u64 = 9_007_199_254_740_991;
/// The latest moment: 365 days, the longest retention.
pub(super) const MOMENT_MS_MAX: u64 = 31_536_000_000;
/// What one page can draw and one tab can hold.
const STREAMS_MAX: usize = 20;
pub(super) const SHARDS_MAX: u32 = 1_000;
const PRODUCERS_MAX: usize = 100;
const CONSUMERS_MAX: usize = 100;
const MAPPINGS_MAX: usize = 20;
const ALARMS_MAX: usize = 50;
/// Registered consumers of a stream. Kinesis Developer Guide, "Quotas and limits".
const PUSHED_MAX: usize = 20;
pub(super) const RATE_MAX: u32 = 100_000;
/// The longest delay or interval: one hour.
pub(super) const DELAY_MS_MAX: u64 = 3_600_000;
const SPAN_S_MAX: u64 = 86_400;
/// The longest a split or merge may take: one hour.
const RESHARD_S_MAX: u64 = 3_600;

/// What the parts of a file are checked against: the limits, and the names that came before.
pub(super) struct Known {
    pub(super) limits: Limits,
    streams: Vec<Stream>,
    pub(super) producers: Vec<Producer>,
    pub(super) consumers: Vec<Consumer>,
    pub(super) mappings: Vec<Mapping>,
}

impl Known {
    /// The name of a stream of this file.
    pub(super) fn stream(&self, node: &Node) -> Result<String, ScenarioError> {
        let name = node.text()?;
        if self.streams.iter().any(|stream| stream.name == name) {
            return Ok(name.to_owned());
        }
        let all: Vec<&str> = self.streams.iter().map(|stream| stream.name.as_str()).collect();
        Err(node.wrong(format!("there is no stream \"{}\"; the streams are {}", short(name), names(&all))))
    }

    /// How many shards a stream of this file has.
    pub(super) fn shards_of(&self, name: &str) -> u32 {
        self.streams.iter().find(|stream| stream.name == name).map_or(0, |stream| stream.shards)
    }

    /// The name of a consumer or a mapping that reads a stream with enhanced fan-out.
    pub(super) fn pushed(&self, node: &Node, stream: &str) -> Result<String, ScenarioError> {
        let consumers =
            self.consumers.iter().filter(|one| one.reading == Reading::EnhancedFanOut && one.stream == stream);
        let mappings = self.mappings.iter().filter(|one| one.pushed && one.stream == stream);
        let names = consumers.map(|one| one.name.as_str()).chain(mappings.map(|one| one.name.as_str()));
        named(node, "enhanced fan-out consumer", &names.collect::<Vec<&str>>())
    }

    /// The name of a consumer or a mapping of this file.
    pub(super) fn consumer(&self, node: &Node) -> Result<String, ScenarioError> {
        let consumers = self.consumers.iter().map(|consumer| consumer.name.as_str());
        let all: Vec<&str> = consumers.chain(self.mappings.iter().map(|mapping| mapping.name.as_str())).collect();
        named(node, "consumer", &all)
    }

    /// The name of an application of this file.
    pub(super) fn application(&self, node: &Node) -> Result<String, ScenarioError> {
        let applications = self.consumers.iter().filter(|consumer| consumer.application.is_some());
        let all: Vec<&str> = applications.map(|consumer| consumer.name.as_str()).collect();
        named(node, "application", &all)
    }

    /// The name of a plain consumer or an application of this file.
    pub(super) fn handler(&self, node: &Node) -> Result<String, ScenarioError> {
        let all: Vec<&str> = self.consumers.iter().map(|consumer| consumer.name.as_str()).collect();
        named(node, "consumer", &all)
    }

    /// The place of a mapping of this file.
    pub(super) fn mapping(&self, node: &Node) -> Result<usize, ScenarioError> {
        let all: Vec<&str> = self.mappings.iter().map(|mapping| mapping.name.as_str()).collect();
        let name = named(node, "mapping", &all)?;
        Ok(all.iter().position(|mapping| *mapping == name).unwrap_or_default())
    }

    /// A stream has at most 20 enhanced fan-out consumers; a mapping that reads one counts too.
    fn check_pushed(&self, root: &Object) -> Result<(), ScenarioError> {
        for Stream { name: stream, .. } in &self.streams {
            let consumers = self.consumers.iter().filter(|consumer| consumer.reading == Reading::EnhancedFanOut);
            let consumers = consumers.map(|consumer| &consumer.stream);
            let mappings = self.mappings.iter().filter(|mapping| mapping.pushed).map(|mapping| &mapping.stream);
            let pushed = consumers.chain(mappings).filter(|other| *other == stream).count();
            if pushed > PUSHED_MAX {
                let reason =
                    format!("has {pushed} enhanced fan-out consumers on \"{stream}\"; write at most {PUSHED_MAX}");
                return Err(root.child("consumers").wrong(reason));
            }
        }
        Ok(())
    }

    /// A producer of this file, by its name.
    pub(super) fn producer(&self, node: &Node) -> Result<&Producer, ScenarioError> {
        let name = node.text()?;
        let found = self.producers.iter().find(|producer| producer.name == name);
        found.ok_or_else(|| {
            let name = short(name);
            if self.producers.is_empty() {
                return node.wrong(format!("there is no producer \"{name}\"; add one to `producers`"));
            }
            let all: Vec<&str> = self.producers.iter().map(|producer| producer.name.as_str()).collect();
            node.wrong(format!("there is no producer \"{name}\"; the producers are {}", names(&all)))
        })
    }
}

/// The name here, which must be one of `all`.
fn named(node: &Node, what: &str, all: &[&str]) -> Result<String, ScenarioError> {
    let name = node.text()?;
    if all.contains(&name) {
        return Ok(name.to_owned());
    }
    let name = short(name);
    Err(node.wrong(if all.is_empty() {
        format!("there is no {what} \"{name}\"; this scenario has none")
    } else {
        format!("there is no {what} \"{name}\"; there are {}", names(all))
    }))
}

pub(super) fn scenario(tree: &Tree) -> Result<File, ScenarioError> {
    let root = Node::root(tree);
    if !matches!(tree, Tree::Object(_)) {
        return Err(root.wrong("the scenario must be an object in { }, with `version` and `streams`"));
    }
    let root = root.entries()?;
    // The version comes before everything else: in a newer file, unknown fields are no mistake.
    let version = root.need("version", "1")?;
    if !matches!(version.tree, Tree::Whole(number) if *number == u64::from(VERSION)) {
        return Err(version.wrong("is not a version this program reads; write 1"));
    }
    let root = root.node.object(&[
        "version",
        "title",
        "about",
        "seed",
        "limits",
        "start",
        "view",
        "streams",
        "producers",
        "consumers",
        "mappings",
        "alarms",
        "script",
    ])?;
    let profile =
        root.or("limits", Profile::Exam, |node| node.choice(&[("exam", Profile::Exam), ("today", Profile::Today)]))?;
    let limits = Limits::of(profile);

    let streams = root.need("streams", "[{\"name\": \"clicks\", \"shards\": 2}]")?.list(1..=STREAMS_MAX)?;
    let streams = each(streams, |node| stream(node, &limits), |stream: &Stream| &stream.name)?;
    let mut known = Known { limits, streams, producers: vec![], consumers: vec![], mappings: vec![] };

    let producers = root.or("producers", Vec::new(), |node| node.list(0..=PRODUCERS_MAX))?;
    known.producers = each(producers, |node| producer(node, &known), |producer: &Producer| &producer.name)?;
    let consumers = root.or("consumers", Vec::new(), |node| node.list(0..=CONSUMERS_MAX))?;
    known.consumers = each(consumers, |node| consumer(node, &known), |consumer: &Consumer| &consumer.name)?;
    let mappings = root.or("mappings", Vec::new(), |node| node.list(0..=MAPPINGS_MAX))?;
    let mapping = |node: Node| {
        let path = format!("{}.name", node.path);
        let mapping = mapping(node, &known)?;
        if known.consumers.iter().any(|consumer| consumer.name == mapping.name) {
            let reason =
                format!("the name \"{}\" is taken by a consumer; give each its own name", short(&mapping.name));
            return Err(ScenarioError { path, reason });
        }
        Ok(mapping)
    };
    known.mappings = each(mappings, mapping, |mapping: &Mapping| &mapping.name)?;
    known.check_pushed(&root)?;
    let alarms = root.or("alarms", Vec::new(), |node| node.list(0..=ALARMS_MAX))?;
    let alarms = each(alarms, |node| alarm(node, &known), |alarm: &Alarm| &alarm.name)?;
    let script = root.or("script", Vec::new(), |node| script::script(&node, &known))?;
    let first = View { stream: known.streams[0].name.clone(), span_s: 30, stage: Stage::default() };
    let view = root.or("view", first, |node| view(node, &known))?;

    Ok(File {
        version: VERSION,
        title: root.or("title", String::new(), |node| node.text().map(str::to_owned))?,
        about: root.or("about", String::new(), |node| node.text().map(str::to_owned))?,
        seed: root.or("seed", 1, |node| node.whole(0..=SEED_MAX))?,
        limits: profile,
        start: root.or("start", Date::DEFAULT, |node| date(&node))?,
        view,
        streams: known.streams,
        producers: known.producers,
        consumers: known.consumers,
        mappings: known.mappings,
        alarms,
        script,
    })
}

/// Reads all items of a list; no two may have the same name.
fn each<'a, T>(
    nodes: Vec<Node<'a>>,
    mut read: impl FnMut(Node<'a>) -> Result<T, ScenarioError>,
    name: impl Fn(&T) -> &String,
) -> Result<Vec<T>, ScenarioError> {
    let mut items: Vec<T> = Vec::with_capacity(nodes.len());
    for node in nodes {
        let path = format!("{}.name", node.path);
        let item = read(node)?;
        if items.iter().any(|other| name(other) == name(&item)) {
            let reason = format!("the name \"{}\" is taken; give each its own name", short(name(&item)));
            return Err(ScenarioError { path, reason });
        }
        items.push(item);
    }
    Ok(items)
}

fn date(node: &Node) -> Result<Date, ScenarioError> {
    let wrong = || node.wrong("is not a date in UTC; write one such as \"2026-11-23T09:00:00Z\"");
    Date::parse(node.text()?).ok_or_else(wrong)
}

fn view(node: Node, known: &Known) -> Result<View, ScenarioError> {
    let view = node.object(&["stream", "span_s", "stage"])?;
    let stages = [
        ("hall", Stage::Hall),
        ("fan_out", Stage::FanOut),
        ("x_ray", Stage::XRay),
        ("lineage", Stage::Lineage),
        ("capacity", Stage::Capacity),
    ];
    Ok(View {
        stream: view.or("stream", known.streams[0].name.clone(), |node| known.stream(&node))?,
        span_s: view.or("span_s", 30, |node| node.whole(1..=SPAN_S_MAX))?,
        stage: view.or("stage", Stage::default(), |node| node.choice(&stages))?,
    })
}

fn stream(node: Node, limits: &Limits) -> Result<Stream, ScenarioError> {
    let stream = node.object(&["name", "shards", "retention_hours", "mode", "reshard_s"])?;
    let name = stream.need("name", "\"clicks\"")?;
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    if !(1..=128).contains(&name.text()?.len()) || !name.text()?.chars().all(allowed) {
        return Err(
            name.wrong("is not a stream name; write 1 to 128 of the characters a-z, A-Z, 0-9, `_`, `.` and `-`")
        );
    }
    let hours = limits.retention_hours_min..=limits.retention_hours_max;
    let mode = stream.or("mode", StreamMode::default(), |node| mode(&node))?;
    let count = stream.need("shards", "2")?;
    let shards = count.whole_u32(1..=SHARDS_MAX)?;
    if mode == StreamMode::OnDemand && shards != FIRST_SHARDS {
        return Err(count.wrong(format!("an on-demand stream begins with {FIRST_SHARDS} shards; write {FIRST_SHARDS}")));
    }
    Ok(Stream {
        name: name.text()?.to_owned(),
        shards,
        retention_hours: stream.or("retention_hours", limits.retention_hours_min, |node| node.whole_u32(hours))?,
        mode,
        reshard_s: stream.or("reshard_s", RESHARD_TIME.as_millis() / 1_000, |node| node.whole(1..=RESHARD_S_MAX))?,
    })
}

/// The name of a producer, a consumer or a mapping.
pub(super) fn sign(object: &Object, example: &str) -> Result<String, ScenarioError> {
    let node = object.need("name", example)?;
    let name = node.text()?;
    if name.trim().is_empty() || name.chars().count() > 128 || name.chars().any(char::is_control) {
        return Err(node.wrong("is not a name; write 1 to 128 characters on one line"));
    }
    Ok(name.to_owned())
}

fn producer(node: Node, known: &Known) -> Result<Producer, ScenarioError> {
    let producer = node.object(&[
        "name",
        "stream",
        "records_per_second",
        "record_bytes",
        "arrivals",
        "burst",
        "keys",
        "aggregation",
        "retry",
        "start_ms",
        "stop_ms",
    ])?;
    let bytes_max = u32::try_from(known.limits.data_bytes_max.min(known.limits.record_bytes_max)).unwrap_or(u32::MAX);
    let start_ms = producer.or("start_ms", 0, |node| node.whole(0..=MOMENT_MS_MAX))?;
    let stop_ms = producer.or("stop_ms", None, |node| {
        let stop_ms = node.whole(0..=MOMENT_MS_MAX)?;
        if stop_ms <= start_ms {
            return Err(node.wrong(format!("must be after `start_ms`; write a number above {start_ms}")));
        }
        Ok(Some(stop_ms))
    })?;
    let made = Producer {
        name: sign(&producer, "\"web clicks\"")?,
        stream: known.stream(&producer.need("stream", "\"clicks\"")?)?,
        records_per_second: producer.need("records_per_second", "40")?.whole_u32(0..=RATE_MAX)?,
        record_bytes: producer.or("record_bytes", 512, |node| node.whole_u32(0..=bytes_max))?,
        arrivals: producer.or("arrivals", Arrivals::Steady, |node| {
            node.choice(&[("steady", Arrivals::Steady), ("random", Arrivals::Random)])
        })?,
        burst: producer.or("burst", None, |node| burst(node).map(Some))?,
        keys: keys::keys(producer.need("keys", "{\"mix\": \"uniform\", \"keys\": 100}")?, &known.limits)?,
        aggregation: producer.or("aggregation", None, |node| aggregation(node).map(Some))?,
        retry: retry(&producer)?,
        start_ms,
        stop_ms,
    };
    keys::fit(&producer.child("record_bytes"), &made.keys, made.record_bytes, &known.limits)?;
    Ok(made)
}

fn burst(node: Node) -> Result<Burst, ScenarioError> {
    let burst = node.object(&["every_ms", "records"])?;
    Ok(Burst {
        every_ms: burst.need("every_ms", "5000")?.whole(1..=DELAY_MS_MAX)?,
        records: burst.need("records", "50")?.whole_u32(1..=RATE_MAX)?,
    })
}

fn aggregation(node: Node) -> Result<Aggregation, ScenarioError> {
    let aggregation = node.object(&["max_count", "max_bytes", "max_buffered_ms"])?;
    Ok(Aggregation {
        max_count: aggregation.or("max_count", u32::MAX, |node| node.whole_u32(1..=u32::MAX))?,
        max_bytes: aggregation.or("max_bytes", 51_200, |node| node.whole_u32(64..=1_048_576))?,
        max_buffered_ms: aggregation.or("max_buffered_ms", 100, |node| node.whole(50..=DELAY_MS_MAX))?,
    })
}

fn retry(producer: &Object) -> Result<Retry, ScenarioError> {
    let default = Retry { attempts: 3, base_delay_ms: 100, max_delay_ms: 20_000 };
    producer.or("retry", default, |node| {
        let retry = node.object(&["attempts", "base_delay_ms", "max_delay_ms"])?;
        let base_delay_ms = retry.or("base_delay_ms", default.base_delay_ms, |node| node.whole(1..=DELAY_MS_MAX))?;
        let max_delay_ms = retry.or("max_delay_ms", default.max_delay_ms, |node| node.whole(1..=DELAY_MS_MAX))?;
        if max_delay_ms < base_delay_ms {
            let at = retry.child("max_delay_ms");
            return Err(at.wrong(format!("must not be below `base_delay_ms`; write {base_delay_ms} or more")));
        }
        let attempts = retry.or("attempts", default.attempts, |node| node.whole_u32(0..=1_000))?;
        Ok(Retry { attempts, base_delay_ms, max_delay_ms })
    })
}
