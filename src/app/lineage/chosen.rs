//! The shard that the tool is about.

use super::copy;
use crate::app::hall::Hall;
use crate::app::showing::{Focus, chosen_shard};
use crate::engine::hash::HashKey;
use crate::engine::id::StreamId;
use crate::engine::lineage::HotKey;
use crate::engine::snapshot::{Belt, Snapshot};

/// From this share of a shard's newest records on, in parts per million, a key stands out.
const HOT: u32 = 100_000;

/// The chosen shard of the stream on the stage.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    pub(super) hall: Hall,
}

impl Chosen {
    /// The shard that the stage shows as chosen.
    pub(super) const fn new(hall: Hall) -> Self {
        Self { hall }
    }

    /// Chooses a shard.
    pub(super) fn choose(self, shard: u32) {
        self.hall.look_at(|focus| *focus = Focus { shard: Some(shard), cut: None, ..*focus });
    }

    /// Reads something off the shard; none when the stream has none.
    pub(super) fn read<T>(self, read: impl FnOnce(&Belt) -> T) -> Option<T> {
        let focus = self.hall.focus.get();
        self.hall.snapshot.with(|snapshot| chosen_shard(snapshot, &focus).map(read))
    }

    /// Its index.
    pub(super) fn shard(self) -> u32 {
        self.read(|belt| belt.index).unwrap_or_default()
    }

    /// The stream.
    pub(super) fn stream(self) -> StreamId {
        self.hall.read(super::super::model::Model::stream)
    }

    /// Where it is to be split, when that was drawn or written.
    pub(super) fn cut(self) -> Option<HashKey> {
        self.hall.focus.with(|focus| focus.cut)
    }

    /// The key to split around: that of the chosen record, else the one that stands out in the shard.
    pub(super) fn key(self) -> Option<HotKey> {
        let shard = self.shard();
        let record = self.hall.selected.get();
        self.hall.snapshot.track();
        self.hall.read(|model| {
            let (world, stream) = (model.world(), model.stream());
            let hottest = world.hottest_key(stream, shard);
            let chosen = record.filter(|record| record.stream == stream).and_then(|record| world.inspect(record));
            match chosen {
                Some(bag) => Some(HotKey {
                    place: bag.explicit_hash_key.unwrap_or(bag.md5),
                    tag: bag.tag,
                    parts_per_million: hottest
                        .filter(|heat| heat.key == bag.partition_key)
                        .map_or(0, |heat| heat.parts_per_million),
                    key: bag.partition_key,
                }),
                None => hottest.filter(|heat| heat.parts_per_million >= HOT),
            }
        })
    }

    /// The stream's state in a sentence.
    pub(super) fn status(self) -> String {
        self.hall.snapshot.with(|snapshot| {
            let open = snapshot.shards.iter().filter(|belt| belt.open).count();
            let closed = snapshot.shards.iter().filter(|belt| !belt.open && !belt.expired).count();
            copy::status(snapshot, open, closed)
        })
    }
}

/// The shards that are still listed.
pub(super) fn listed(snapshot: &Snapshot) -> impl Iterator<Item = &Belt> {
    snapshot.shards.iter().filter(|belt| !belt.expired)
}
