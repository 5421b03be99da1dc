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
];
