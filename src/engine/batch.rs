//! Records given from outside (typed, sent through the API, or read from a file), held once and shared by everyone who
//! needs them: the command log, the shards, and every fork.

use super::hash::HashKey;

/// One record as it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given<'a> {
    /// `PartitionKey`.
    pub partition_key: &'a str,
    /// `ExplicitHashKey`.
    pub explicit_hash_key: Option<HashKey>,
    /// `Data`.
    pub data: &'a [u8],
}

/// Some records, packed: all keys in one text, all data in one run of bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    keys: String,
    data: Vec<u8>,
    /// Ends of every record's key and data.
    ends: Vec<(u32, u32)>,
    /// Explicit hash keys of the few records that have one, by place.
    explicit: Vec<(u32, HashKey)>,
}

impl Batch {
    /// A batch of one record.
    #[must_use]
    pub fn of_one(partition_key: &str, explicit_hash_key: Option<HashKey>, data: &[u8]) -> Self {
        let mut batch = Self::default();
        batch.push(partition_key, explicit_hash_key, data);
        batch
    }

    /// Adds a record at the end.
    ///
    /// # Panics
    /// When all keys or all data together pass 4 GiB.
    pub fn push(&mut self, partition_key: &str, explicit_hash_key: Option<HashKey>, data: &[u8]) {
        self.data.extend_from_slice(data);
        self.close(partition_key, explicit_hash_key);
    }

    /// Adds a record whose data `write` appends, so that decoded data need not be copied twice.
    ///
    /// # Errors
    /// What `write` returns; the batch is then as it was.
    ///
    /// # Panics
    /// When all keys or all data together pass 4 GiB.
    pub fn push_with<E>(
        &mut self,
        partition_key: &str,
        explicit_hash_key: Option<HashKey>,
        write: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
    ) -> Result<(), E> {
        let before = self.data.len();
        match write(&mut self.data) {
            Ok(()) => {
                self.close(partition_key, explicit_hash_key);
                Ok(())
            }
            Err(error) => {
                self.data.truncate(before);
                Err(error)
            }
        }
    }

    fn close(&mut self, partition_key: &str, explicit_hash_key: Option<HashKey>) {
        let narrow = |n: usize| u32::try_from(n).expect("a batch holds less than 4 GiB");
        self.keys.push_str(partition_key);
        if let Some(hash) = explicit_hash_key {
            self.explicit.push((narrow(self.ends.len()), hash));
        }
        self.ends.push((narrow(self.keys.len()), narrow(self.data.len())));
    }

    /// How many records.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The record at a place, none past the end.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<Given<'_>> {
        let (key_end, data_end) = *self.ends.get(at)?;
        let (key_start, data_start) = at.checked_sub(1).map_or((0, 0), |before| self.ends[before]);
        let place = u32::try_from(at).ok()?;
        let explicit = self.explicit.binary_search_by_key(&place, |(at, _)| *at).ok();
        Some(Given {
            partition_key: &self.keys[key_start as usize..key_end as usize],
            explicit_hash_key: explicit.map(|i| self.explicit[i].1),
            data: &self.data[data_start as usize..data_end as usize],
        })
    }

    /// The records in order.
    pub fn iter(&self) -> impl Iterator<Item = Given<'_>> {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    /// Gives back what growing left over.
    pub fn shrink_to_fit(&mut self) {
        self.keys.shrink_to_fit();
        self.data.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.explicit.shrink_to_fit();
    }
}
