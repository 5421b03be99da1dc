//! The scenarios that ship with the program.

/// A scenario that ships with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scene {
    /// Its name in links and attributes.
    pub id: &'static str,
    /// A few words, as in its file.
    pub title: &'static str,
    /// One plain sentence, as in its file.
    pub about: &'static str,
}

impl Scene {
    /// The file of the first scene.
    pub const FIRST_JSON: &'static str = include_str!("scenes/first-belt.json");

    /// The scenario. A function and not a member, so that whoever only names the scenes does not carry their files.
    #[must_use]
    pub fn json(&self) -> &'static str {
        match self.id {
            "hot-key" => include_str!("scenes/hot-key.json"),
            "country" => include_str!("scenes/country.json"),
            "full-hall" => include_str!("scenes/full-hall.json"),
            "bursts" => include_str!("scenes/bursts.json"),
            "large-records" => include_str!("scenes/large-records.json"),
            "fan-out" => include_str!("scenes/fan-out.json"),
            "alarms" => include_str!("scenes/alarms.json"),
            "poison" => include_str!("scenes/poison.json"),
            "poison-blocked" => include_str!("scenes/poison-blocked.json"),
            "parallel" => include_str!("scenes/parallel.json"),
            "windows" => include_str!("scenes/windows.json"),
            "workers" => include_str!("scenes/workers.json"),
            "packed" => include_str!("scenes/packed.json"),
            "split-merge" => include_str!("scenes/split-merge.json"),
            "growing" => include_str!("scenes/growing.json"),
            "full-account" => include_str!("scenes/full-account.json"),
            _ => Self::FIRST_JSON,
        }
    }
}

/// All scenes, the first view first.
pub const SCENES: &[Scene] = &[
    Scene {
        id: "first-belt",
        title: "Two belts",
        about: "Web clicks by user and a kiosk by country share two shards, and one consumer reads them all.",
    },
    Scene {
        id: "hot-key",
        title: "One hot key",
        about: "After five quiet seconds every record has the same partition key, and one shard must take them all.",
    },
    Scene {
        id: "country",
        title: "A key with few values",
        about: "Four shards, but the partition key is a country: the shards cannot share the work evenly.",
    },
    Scene {
        id: "full-hall",
        title: "A full hall",
        about: "Thousands of partition keys spread over sixty-four shards, about two thousand records in sight.",
    },
    Scene {
        id: "bursts",
        title: "Bursts and retries",
        about: "The average rate is far below the limit, but every burst is above it: refused records try again.",
    },
    Scene {
        id: "large-records",
        title: "Few but large records",
        about: "Eight records a second of 200 KB reach the limit of 1 MB a second long before 1,000 records.",
    },
    Scene {
        id: "fan-out",
        title: "One door or a conveyor each",
        about: "Three standard consumers share the shard's 2 MB a second, so each falls behind; the enhanced fan-out consumer beside them keeps up.",
    },
    Scene {
        id: "poison",
        title: "One bad bag, found",
        about: "An order that the function cannot read makes its whole batch fail; bisect splits the batch until that order stands alone.",
    },
    Scene {
        id: "poison-blocked",
        title: "One bad bag, blocking",
        about: "Without bisect and with endless retries the failing batch is tried again and again, and everything behind it waits.",
    },
    Scene {
        id: "parallel",
        title: "Four batches at a time",
        about: "A slow function keeps up with one shard because four of its batches run at once; the records of each key still stay in order.",
    },
    Scene {
        id: "windows",
        title: "Counting in windows",
        about: "Every ten seconds of arrivals is one window: its batches hand a count from one to the next, and a last invocation closes it.",
    },
    Scene {
        id: "workers",
        title: "A crew, and one who drops out",
        about: "Two workers share four shards by leases; one crashes, and after a while the other takes its shards and reads again from the last checkpoint.",
    },
    Scene {
        id: "packed",
        title: "Many small records in one",
        about: "The same 3,000 small records a second from two desks: packed by the producer library they fit, one by one they are refused.",
    },
    Scene {
        id: "split-merge",
        title: "Belts fork and join",
        about: "One shard is split, then the other, then two neighbours are merged; every reader finishes a closed parent before it goes on to the children.",
    },
    Scene {
        id: "growing",
        title: "A stream that grows by itself",
        about: "On-demand: the traffic doubles every twenty minutes, and some minutes later the shards split. Play it fifty or a hundred times as fast.",
    },
    Scene {
        id: "alarms",
        title: "What a minute hides",
        about: "The minute's sum is far below the limit, and yet records are refused: they come in gusts. Two alarms watch; look at the seconds too.",
    },
    Scene {
        id: "full-account",
        title: "No room in the account",
        about: "Another stream holds 497 of the 500 shards that the account may have: one split is still possible, the next is refused until two shards are merged.",
    },
];
