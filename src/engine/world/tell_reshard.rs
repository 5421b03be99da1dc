//! What happened to a stream's shards, in plain English, one line each.

use super::World;
use super::tell::count;
use crate::engine::fact::{Asked, Event, Fact};
use crate::engine::shard::shard_id;
use crate::engine::words::grouped;

impl World {
    /// A fact about shards and capacity as one line; none for any other fact.
    pub(super) fn tell_reshard(&self, fact: &Fact) -> Option<String> {
        Some(match fact.event {
            Event::StreamUpdating { stream, change } => {
                let name = self.stream_name(stream);
                match change {
                    Asked::Split { shard } => format!("{name} is UPDATING: {} is being split.", shard_id(shard)),
                    Asked::Merge { shard, adjacent_shard } => format!(
                        "{name} is UPDATING: {} and {} are being merged.",
                        shard_id(shard),
                        shard_id(adjacent_shard)
                    ),
                    Asked::ShardCount { target } => {
                        format!("{name} is UPDATING: on its way to {}.", count(u64::from(target), "shard"))
                    }
                    Asked::Mode { mode } => format!("{name} is UPDATING: its mode becomes {}.", mode.word()),
                }
            }
            Event::StreamActive { stream, open_shards } => {
                let (name, shards) = (self.stream_name(stream), count(u64::from(open_shards), "open shard"));
                format!("{name} is ACTIVE with {shards}.")
            }
            Event::ShardOpened { shard, parent, adjacent_parent, .. } => {
                let from = parent.into_iter().chain(adjacent_parent).map(shard_id).collect::<Vec<_>>().join(" and ");
                format!("{} opened; it takes what came to {from}.", shard_id(shard))
            }
            Event::ShardClosed { shard, .. } => {
                format!("{} closed: it takes no more records, and is kept until they expire.", shard_id(shard))
            }
            Event::ShardExpired { shard, .. } => format!("{} is gone: closed, and past retention.", shard_id(shard)),
            Event::GrowthPlanned { stream, wanted_shards, due_us } => format!(
                "{} needs room for twice its peak, {}; its shards split in {} min.",
                self.stream_name(stream),
                count(u64::from(wanted_shards), "shard"),
                due_us.since(fact.at).as_millis() / 60_000
            ),
            Event::WarmThroughputChanged { stream, mib_per_s } => {
                let (name, warm) = (self.stream_name(stream), grouped(u64::from(mib_per_s)));
                format!("{name} keeps room for {warm} MiB a second ready.")
            }
            Event::BillingCommitmentChanged { enabled: true } => {
                "On-demand Advantage is on for the account.".to_owned()
            }
            Event::BillingCommitmentChanged { enabled: false } => "On-demand Advantage is off.".to_owned(),
            Event::RetentionChanged { stream, hours } => {
                format!("{} keeps records for {}.", self.stream_name(stream), count(u64::from(hours), "hour"))
            }
            Event::ShardFinished { consumer, shard } => {
                let (who, shard) = (self.consumer_name(consumer), shard_id(shard));
                format!("{who} is done with {shard}, which is closed, and may go on with its children.")
            }
            _ => return None,
        })
    }
}
