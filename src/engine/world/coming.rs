//! What can come up on the agenda.

use super::kcl::WorkerTurn;
use super::lambda::Lane;
use super::read::Delivery;
use super::{pack, put};
use crate::engine::digest::Digest;
use crate::engine::id::{ConsumerId, ProducerId, StreamId};

/// What can come up on the agenda.
#[derive(Clone, Copy, Debug)]
pub(super) enum Coming {
    Emit { producer: ProducerId, generation: u32 },
    Burst { producer: ProducerId, generation: u32 },
    Retry(put::Attempt),
    Pack { producer: ProducerId, shard: u32, emptied: u32 },
    RetryPack(pack::PackAttempt),
    Poll { consumer: ConsumerId, shard: u32, generation: u32 },
    Push { consumer: ConsumerId, shard: u32, generation: u32 },
    Deliver(Delivery),
    Tend(Lane),
    InvocationEnd { lane: Lane, invocation: u64 },
    Renew(WorkerTurn),
    Take(WorkerTurn),
    Processed { consumer: ConsumerId, shard: u32, batch: u64 },
    Trim { stream: StreamId, shard: u32 },
    Land { stream: StreamId },
    Traffic { stream: StreamId, generation: u32 },
    End { consumer: ConsumerId, shard: u32, generation: u32 },
    Look,
}

impl Coming {
    pub(super) fn fold(&self, digest: &mut Digest) {
        match self {
            Self::Emit { producer, generation } | Self::Burst { producer, generation } => {
                digest.u64(u64::from(producer.0) << 32 | u64::from(*generation));
            }
            Self::Retry(attempt) => attempt.fold(digest),
            Self::Pack { producer, shard, emptied } => {
                digest.u64(u64::from(producer.0) << 32 | u64::from(*shard));
                digest.u64(u64::from(*emptied));
            }
            Self::RetryPack(attempt) => attempt.fold(digest),
            Self::Poll { consumer, shard, generation }
            | Self::Push { consumer, shard, generation }
            | Self::End { consumer, shard, generation } => {
                digest.u64(u64::from(consumer.0) << 32 | u64::from(*shard));
                digest.u64(u64::from(*generation));
            }
            Self::Deliver(Delivery { consumer, generation, shard, from, to }) => {
                digest.u64(u64::from(consumer.0) << 32 | u64::from(*shard));
                digest.u64(u64::from(*generation));
                digest.u64(*from);
                digest.u64(*to);
            }
            Self::Tend(lane) => lane.fold(digest),
            Self::InvocationEnd { lane, invocation } => {
                lane.fold(digest);
                digest.u64(*invocation);
            }
            Self::Renew(turn) | Self::Take(turn) => turn.fold(digest),
            Self::Processed { consumer, shard, batch } => {
                digest.u64(u64::from(consumer.0) << 32 | u64::from(*shard));
                digest.u64(*batch);
            }
            Self::Trim { stream, shard } => digest.u64(u64::from(stream.0) << 32 | u64::from(*shard)),
            Self::Land { stream } => digest.u64(u64::from(stream.0)),
            Self::Traffic { stream, generation } => digest.u64(u64::from(stream.0) << 32 | u64::from(*generation)),
            Self::Look => digest.u64(0),
        }
    }
}
