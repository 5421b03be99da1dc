//! Reading a measure off a world.

use super::figure::{Figure, FigureError, Pick};
use super::measure::{Measure, Target};
use super::tally::Tally;
use crate::engine::World;
use crate::engine::cost::{MONTH_HOURS, Plan, at_this_pace, bill};
use crate::engine::hash::HashKey;
use crate::engine::id::{ConsumerId, StreamId};
use crate::engine::reshard::StreamMode;
use crate::engine::stream::Stream;
use crate::engine::time::Micros;
use crate::engine::world::{ConsumerReport, ProducerReport, Report, ShardReport};
use crate::scenario::file::File;

/// Nano-dollars of a cent.
const CENT_NANO_USD: u64 = 10_000_000;

/// The world, with what is known of its run.
struct Scene<'a> {
    world: &'a World,
    report: Report,
    tally: &'a Tally,
    figure: &'a Figure,
}

/// A figure's measure at this moment.
pub(super) fn reading(figure: &Figure, file: &File, world: &World, tally: &Tally) -> Result<u64, FigureError> {
    let names = figure.names(file)?;
    let scene = Scene { world, report: world.report(), tally, figure };
    let values = names.iter().map(|name| scene.value(name));
    Ok(match figure.pick.unwrap_or(Pick::Sum) {
        Pick::Lowest => values.min().unwrap_or(0),
        Pick::Highest => values.max().unwrap_or(0),
        Pick::Sum => values.sum(),
    })
}

impl Scene<'_> {
    fn value(&self, name: &str) -> u64 {
        match self.figure.measure.target() {
            Target::Stream | Target::Key => self.of_stream(name),
            Target::Producer => {
                self.report.producers.iter().find(|producer| producer.name == name).map_or(0, |it| self.of_producer(it))
            }
            Target::Consumer => self.consumer(name).map_or(0, |(id, consumer)| self.of_consumer(id, consumer)),
            Target::Mapping => self.of_mapping(name),
            Target::Worker | Target::Application => self.of_worker(name),
            Target::Alarm => self.report.alarms.iter().find(|alarm| alarm.name == name).map_or(0, |alarm| alarm.alarms),
        }
    }

    fn consumer(&self, name: &str) -> Option<(ConsumerId, &ConsumerReport)> {
        (0..).map(ConsumerId).zip(&self.report.consumers).find(|(_, consumer)| consumer.name == name)
    }

    fn of_stream(&self, name: &str) -> u64 {
        let Some(id) = self.world.stream_named(name) else {
            return 0;
        };
        let Some(stream) = self.report.streams.get(usize::from(id.0)) else {
            return 0;
        };
        let chosen = |(index, _): &(u32, &ShardReport)| self.figure.shard.is_none_or(|shard| shard == *index);
        let shards = || (0..).zip(&stream.shards).filter(chosen).map(|(_, shard)| shard);
        let sum = |of: fn(&ShardReport) -> u64| shards().map(of).sum::<u64>();
        match self.figure.measure {
            Measure::OpenShards => u64::from(stream.open_shards),
            Measure::UsedShards => shards().filter(|shard| shard.accepted_records > 0).count() as u64,
            Measure::AcceptedRecords | Measure::WrittenRecordsPerS => sum(|shard| shard.accepted_records),
            Measure::AcceptedBytes | Measure::WrittenBytesPerS => sum(|shard| shard.accepted_bytes),
            Measure::RefusedPuts => sum(|shard| shard.throttled_records),
            Measure::ExpiredRecords => sum(|shard| shard.expired_records),
            Measure::RetainedRecords => sum(|shard| shard.retained_records),
            Measure::BusiestShardPercent => {
                let most = shards().map(|shard| shard.accepted_records).max().unwrap_or(0);
                most * 100 / sum(|shard| shard.accepted_records).max(1)
            }
            Measure::CostCentsPerMonth => self.cents_per_month(id, stream.mode),
            Measure::KeyShard => self.key_shard(id),
            _ => 0,
        }
    }

    fn cents_per_month(&self, id: StreamId, mode: StreamMode) -> u64 {
        let Some(usage) = self.world.usage(id) else {
            return 0;
        };
        let plan = match mode {
            StreamMode::Provisioned => Plan::Provisioned,
            StreamMode::OnDemand => Plan::OnDemand,
        };
        let so_far = bill(plan, &usage.so_far, usage.retention).nano_usd;
        at_this_pace(so_far, Micros(usage.so_far.stream_us), MONTH_HOURS) / CENT_NANO_USD
    }

    fn key_shard(&self, id: StreamId) -> u64 {
        let key = self.figure.key.as_deref().unwrap_or_default();
        self.world.stream(id).map_or(0, |stream| stream.route(HashKey::of(key)) as u64)
    }

    fn of_producer(&self, producer: &ProducerReport) -> u64 {
        match self.figure.measure {
            Measure::MadeRecords => producer.made_records,
            Measure::PutRecords => producer.accepted_records,
            Measure::StreamRecords => producer.accepted_stream_records,
            Measure::RefusedTries => producer.throttled_tries,
            Measure::LostRecords => producer.given_up_records,
            _ => 0,
        }
    }

    fn of_consumer(&self, id: ConsumerId, consumer: &ConsumerReport) -> u64 {
        match self.figure.measure {
            Measure::ReadRecords => consumer.delivered_records,
            Measure::ReadBytes | Measure::ReadBytesPerS => consumer.delivered_bytes,
            Measure::ReadBytesPerSOfSlowestShard => self.slowest_shard(id),
            Measure::WaitingRecords => consumer.waiting_records,
            Measure::BehindMs => consumer.behind_us.as_millis(),
            Measure::LatencyMs => consumer.latency_mean_us.as_millis(),
            Measure::RefusedCalls => consumer.throttled_calls,
            Measure::DuplicateRecords => consumer.duplicate_records,
            Measure::MissedRecords => consumer.missed_records,
            Measure::OrderBreaks => self.tally.order_breaks(id),
            _ => 0,
        }
    }

    fn slowest_shard(&self, id: ConsumerId) -> u64 {
        let stream = self.world.consumer_stream(id).and_then(|stream| self.world.stream(stream));
        let open = stream.map(Stream::open).unwrap_or_default();
        open.iter().map(|(shard, _)| self.tally.delivered_bytes(id, *shard)).min().unwrap_or(0)
    }

    fn of_mapping(&self, name: &str) -> u64 {
        let Some(mapping) = self.report.mappings.iter().find(|mapping| mapping.name == name) else {
            return 0;
        };
        match self.figure.measure {
            Measure::Invocations => mapping.totals.invocations,
            Measure::FailedInvocations => mapping.totals.failed_invocations,
            Measure::DiscardedRecords => mapping.totals.discarded_records,
            Measure::FilteredRecords => mapping.totals.filtered_records,
            Measure::IteratorAgeMs => mapping.iterator_age_us.as_millis(),
            Measure::ConcurrentInvocations => u64::from(mapping.concurrent_invocations),
            Measure::ClosedWindows => self.consumer(name).map_or(0, |(id, _)| self.tally.closed_windows(id)),
            _ => 0,
        }
    }

    fn of_worker(&self, name: &str) -> u64 {
        if let Some(application) = self.report.applications.iter().find(|application| application.name == name) {
            return match self.figure.measure {
                Measure::ProcessedAgainRecords => application.processed_again_records,
                _ => application.processed_records,
            };
        }
        let mapping = self.report.mappings.iter().find(|mapping| mapping.name == name);
        mapping.map_or(0, |mapping| mapping.totals.processed_records)
    }
}
