//! Snapshots made by hand, for pictures that no engine had to run for.

use beltline::engine::hash::{HashKey, HashRange};
use beltline::engine::id::{ConsumerId, ProducerId, RecordRef, StreamId};
use beltline::engine::reshard::StreamMode;
use beltline::engine::snapshot::{Bag, Belt, Board, Bounce, Cart, Desk, Snapshot, Tag, View};
use beltline::engine::time::Micros;

/// What stands in the hall; [`Scene::at`] gives it a moment.
pub(crate) struct Scene {
    pub(crate) desks: Vec<Desk>,
    pub(crate) bags: Vec<Bag>,
    pub(crate) bounces: Vec<Bounce>,
    pub(crate) carts: Vec<Cart>,
    pub(crate) shards: Vec<Belt>,
    pub(crate) stride: u64,
    pub(crate) retention: Micros,
}

impl Scene {
    /// Some belts and nothing else.
    pub(crate) fn new(shards: u32) -> Self {
        let belt = |(index, range): (u32, HashRange)| Belt {
            index,
            id: format!("shardId-{index:012}"),
            range,
            open: true,
            opened: Micros::ZERO,
            closed: None,
            parents: Vec::new(),
            children: Vec::new(),
            expired: false,
            records_per_s: 0,
            records_per_s_max: 1_000,
            bytes_per_s: 0,
            bytes_per_s_max: 1_048_576,
            throttled_per_s: 0,
            accepted_total: 0,
            bytes_total: 0,
            throttled_total: 0,
            expired_total: 0,
        };
        Self {
            desks: Vec::new(),
            bags: Vec::new(),
            bounces: Vec::new(),
            carts: Vec::new(),
            shards: (0..).zip(HashRange::divide(shards)).map(belt).collect(),
            stride: 1,
            retention: Micros::from_hours(24),
        }
    }

    /// Two desks, two consumers, bags all along the last ten seconds before one minute, and one belt that refuses.
    pub(crate) fn busy(shards: u32, bags: u64) -> Self {
        let mut scene = Self::new(shards);
        scene.desks = vec![desk(0, "web clicks"), desk(1, "kiosk")];
        scene.stride = 8;
        for i in 0..bags {
            let arrival = Micros(60_000_000 - i * 10_000_000 / bags);
            let key = format!("user-{}", i % 97);
            scene.bags.push(bag(scene.shard_of(&key), i * 8, &key, arrival));
        }
        scene.bags.sort_by_key(|bag| (bag.record.shard, std::cmp::Reverse(bag.arrival)));
        scene.bounces = (0..30).map(|i| bounce(0, "hot", Micros(60_000_000 - i * 60_000))).collect();
        scene.shards[0].throttled_per_s = 1_234;
        scene.shards[0].records_per_s = 1_000;
        for shard in 0..shards {
            for (consumer, name, behind_ms) in [(0, "fraud", 100), (1, "analytics", 1_900)] {
                scene.carts.push(Cart {
                    consumer: ConsumerId(consumer),
                    name: name.into(),
                    shard,
                    read_to: None,
                    behind: Micros::from_millis(behind_ms),
                    records_total: 0,
                    waiting: 0,
                    throttled_total: 0,
                    last_delivery: Some(Micros(59_900_000)),
                });
            }
        }
        scene
    }

    /// The belt that owns a key.
    pub(crate) fn shard_of(&self, key: &str) -> u32 {
        let hash = HashKey::of(key);
        let owner = self.shards.iter().find(|belt| belt.range.contains(hash));
        owner.expect("the ranges tile the line").index
    }

    /// The snapshot of a moment.
    pub(crate) fn at(&self, now: Micros) -> Snapshot {
        Snapshot {
            now,
            view: View {
                stream: StreamId(0),
                span: Micros::from_secs(10),
                approach: Micros::from_secs(1),
                bags_max: 2_000,
            },
            stream: "orders".into(),
            retention: self.retention,
            stride: self.stride,
            mode: StreamMode::Provisioned,
            change: None,
            board: Board::default(),
            desks: self.desks.clone(),
            shards: self.shards.clone(),
            bags: self.bags.clone(),
            bounces: self.bounces.clone(),
            carts: self.carts.clone(),
        }
    }
}

/// A record with the key's own place on the line.
pub(crate) fn bag(shard: u32, index: u64, key: &str, arrival: Micros) -> Bag {
    Bag {
        record: RecordRef { stream: StreamId(0), shard, index },
        desk: Some(ProducerId(u16::from(index.is_multiple_of(2)))),
        hash: HashKey::of(key),
        tag: tag(key),
        size_bytes: 400,
        arrival,
    }
}

/// A refused first try.
pub(crate) fn bounce(shard: u32, key: &str, at: Micros) -> Bounce {
    Bounce {
        desk: Some(ProducerId(0)),
        shard,
        hash: HashKey::of(key),
        tag: tag(key),
        size_bytes: 400,
        at,
        attempt: 1,
        retry_at: Some(at + Micros::from_millis(100)),
    }
}

/// A desk that sends 400 records a second.
pub(crate) fn desk(id: u16, name: &str) -> Desk {
    Desk {
        id: ProducerId(id),
        name: name.into(),
        keys: "500 keys, Zipf".into(),
        records_per_s: 400,
        running: true,
        made_total: 20_433,
        retrying: 0,
        given_up_total: 0,
        of_total: None,
    }
}

fn tag(key: &str) -> Tag {
    Tag {
        colour: key.bytes().map(|byte| byte % 12).max().unwrap_or(0),
        letters: [key.as_bytes()[0].to_ascii_uppercase(), b' '],
    }
}
