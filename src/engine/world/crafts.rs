//! What the loop asks of the code that settings bring with them, see [`Craft`](crate::engine::craft::Craft).

use super::World;
use super::kcl::WorkerTurn;
use super::lambda::Lane;
use super::pack::PackAttempt;
use crate::engine::command::{Aggregation, Refusal, Reply};
use crate::engine::fact::Fact;
use crate::engine::id::{ConsumerId, ProducerId};
use crate::engine::kcl::{Application, ApplicationConfig, Lease};
use crate::engine::kpl::{Packed, Packer};
use crate::engine::lambda::{Answer, Mapping, MappingConfig};

/// What works the mappings.
pub struct MappingCraft {
    pub(in crate::engine) begin: fn(&MappingConfig, usize) -> Mapping,
    pub(super) update: fn(&mut World, ConsumerId, &MappingConfig) -> Result<Reply, Refusal>,
    pub(super) receive: fn(&mut World, ConsumerId, u32, u64, u64),
    pub(super) tend: fn(&mut World, Lane),
    pub(super) end_invocation: fn(&mut World, Lane, u64),
    pub(super) answer: fn(&mut World, u64, &Answer) -> Result<Reply, Refusal>,
    pub(super) tell: fn(&World, &Fact) -> String,
}

impl MappingCraft {
    pub(in crate::engine) const CODE: Self = Self {
        begin: Mapping::new,
        update: World::update_mapping,
        receive: World::mapping_receives,
        tend: World::tend_planned,
        end_invocation: World::invocation_ends,
        answer: World::answer,
        tell: World::tell_mapping,
    };
}

/// What works the applications of the Kinesis Client Library.
pub struct ApplicationCraft {
    pub(in crate::engine) begin: fn(&ApplicationConfig, Vec<Lease>) -> Application,
    pub(super) start: fn(&mut World, ConsumerId),
    pub(super) receive: fn(&mut World, ConsumerId, u32, (u64, u64), u64),
    pub(super) finish_batch: fn(&mut World, ConsumerId, u32, u64),
    pub(super) finish_shard: fn(&mut World, ConsumerId, u32) -> bool,
    pub(super) renew: fn(&mut World, WorkerTurn),
    pub(super) take: fn(&mut World, WorkerTurn),
    pub(super) add_worker: fn(&mut World, ConsumerId, &str) -> Result<Reply, Refusal>,
    pub(super) stop_worker: fn(&mut World, ConsumerId, &str, bool) -> Result<Reply, Refusal>,
    pub(super) settle: fn(&mut World, ConsumerId),
    pub(super) tell: fn(&World, &Fact) -> Option<String>,
}

impl ApplicationCraft {
    pub(in crate::engine) const CODE: Self = Self {
        begin: Application::new,
        start: World::application_starts,
        receive: World::application_receives,
        finish_batch: World::processed,
        finish_shard: World::end_leased_shard,
        renew: World::renew_leases,
        take: World::take_leases_planned,
        add_worker: World::add_worker,
        stop_worker: World::stop_worker,
        settle: World::settle_workers,
        tell: World::tell_application,
    };
}

/// What packs the records of producers.
pub struct PackingCraft {
    pub(in crate::engine) begin: fn(Aggregation, usize) -> Packer,
    pub(super) make: fn(&mut World, ProducerId),
    pub(super) pack: fn(&mut World, ProducerId, u32, u32),
    pub(super) retry: fn(&mut World, PackAttempt),
    pub(super) repack: fn(&mut World, ProducerId, u32),
    pub(super) data: fn(&World, ProducerId, &[Packed]) -> Vec<u8>,
}

impl PackingCraft {
    pub(in crate::engine) const CODE: Self = Self {
        begin: Packer::new,
        make: World::make_user_record,
        pack: World::pack_planned,
        retry: World::retry_pack,
        repack: World::repack,
        data: World::packed_data,
    };
}

impl World {
    /// What works a consumer, when it is a mapping.
    pub(super) fn mapping_craft(&self, id: ConsumerId) -> Option<&'static MappingCraft> {
        self.consumers.get(usize::from(id.0))?.mapping().map(|mapping| mapping.config.craft.0)
    }

    /// What works a consumer, when it is an application.
    pub(super) fn application_craft(&self, id: ConsumerId) -> Option<&'static ApplicationCraft> {
        self.consumers.get(usize::from(id.0))?.application().map(|application| application.config.craft.0)
    }

    /// Lets a mapping's code act.
    pub(super) fn maps(&mut self, id: ConsumerId, act: impl FnOnce(&MappingCraft, &mut Self)) {
        if let Some(craft) = self.mapping_craft(id) {
            act(craft, self);
        }
    }

    /// Lets an application's code act.
    pub(super) fn leases(&mut self, id: ConsumerId, act: impl FnOnce(&ApplicationCraft, &mut Self)) {
        if let Some(craft) = self.application_craft(id) {
            act(craft, self);
        }
    }

    /// Lets the code of a producer that packs act.
    pub(super) fn packs(&mut self, id: ProducerId, act: impl FnOnce(&PackingCraft, &mut Self)) {
        if let Some(craft) = self.packing_craft(id) {
            act(craft, self);
        }
    }

    /// What works an application.
    pub(super) fn known_application(&mut self, id: ConsumerId) -> Result<&'static ApplicationCraft, Refusal> {
        self.known_consumer(id)?;
        self.application_craft(id).ok_or(Refusal::NotAnApplication)
    }

    /// What packs for a producer, when it packs.
    pub(super) fn packing_craft(&self, id: ProducerId) -> Option<&'static PackingCraft> {
        self.producers.get(usize::from(id.0))?.config.aggregation.map(|aggregation| aggregation.craft.0)
    }
}
