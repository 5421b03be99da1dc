//! Partition keys, each kept once: its text, and its place on the hash line. A key with an explicit hash key is another
//! entry than the same key without.

use super::digest::Digest;
use super::hash::HashKey;
use super::snapshot::Tag;
use std::sync::Arc;

/// A key of this world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub u32);

const CHUNK: usize = 1_024;
/// Colours on the stage; [`Tag::colour`] is below this.
pub const COLOURS: u64 = 12;

/// All keys seen so far. Growing only; forks share the full chunks.
#[derive(Clone, Debug)]
pub struct KeyTable {
    chunks: Vec<Arc<KeyChunk>>,
    /// Open addressing over the keys' hashes; power of two, at most 3/4 full.
    slots: Arc<Vec<Slot>>,
    /// Ids of keys that carry an explicit hash key, rising.
    explicit: Arc<Vec<u32>>,
    len: u32,
    content: Digest,
}

/// A key and its hash, so that looking for a key reads the texts of no others, and growing reads none.
#[derive(Clone, Copy, Debug)]
struct Slot {
    id: u32,
    hash: u32,
}

impl Slot {
    const EMPTY: Self = Self { id: u32::MAX, hash: 0 };

    const fn is_empty(self) -> bool {
        self.id == Self::EMPTY.id
    }
}

#[derive(Clone, Debug, Default)]
struct KeyChunk {
    text: String,
    keys: Vec<Known>,
}

/// All that routing a record asks of its key, side by side: keys are met in no order, and every other place in memory would
/// have to be waited for. The place is in two halves, for a whole one would have to lie at a multiple of 16 bytes.
#[derive(Clone, Copy, Debug)]
struct Known {
    upper: u64,
    lower: u64,
    /// Where its text begins in the chunk's.
    start: u32,
    /// Bytes of its text.
    bytes: u32,
}

impl Known {
    const fn new(place: HashKey, start: u32, bytes: u32) -> Self {
        Self { upper: (place.0 >> 64) as u64, lower: place.0 as u64, start, bytes }
    }

    const fn place(self) -> HashKey {
        HashKey((self.upper as u128) << 64 | self.lower as u128)
    }
}

impl Default for KeyTable {
    fn default() -> Self {
        Self {
            chunks: Vec::new(),
            slots: Arc::new(vec![Slot::EMPTY; 64]),
            explicit: Arc::default(),
            len: 0,
            content: Digest::default(),
        }
    }
}

impl KeyTable {
    /// The id of a key, new or known.
    pub fn intern(&mut self, text: &str, explicit: Option<HashKey>) -> KeyId {
        let hash = hash_of(text, explicit);
        let free = match self.find(hash, text, explicit) {
            Ok(known) => return known,
            Err(free) => free,
        };
        let id = self.len;
        self.len += 1;
        Arc::make_mut(&mut self.slots)[free] = Slot { id, hash };
        let place = explicit.unwrap_or_else(|| HashKey::of(text));
        if explicit.is_some() {
            Arc::make_mut(&mut self.explicit).push(id);
        }
        if (id as usize).is_multiple_of(CHUNK) {
            self.chunks.push(Arc::default());
        }
        let chunk = Arc::make_mut(self.chunks.last_mut().expect("the line above made sure of a chunk"));
        let start = chunk.text.len();
        chunk.text.push_str(text);
        let end = u32::try_from(chunk.text.len()).expect("1,024 keys are far below 4 GiB");
        chunk.keys.push(Known::new(place, start as u32, end - start as u32));
        if chunk.keys.len() == CHUNK {
            chunk.text.shrink_to_fit();
            chunk.keys.shrink_to_fit();
        }
        self.content.bytes(text.as_bytes());
        self.content.u128(place.0);
        if self.len as usize * 4 > self.slots.len() * 3 {
            self.grow();
        }
        KeyId(id)
    }

    /// The partition key.
    #[must_use]
    pub fn text(&self, key: KeyId) -> &str {
        let (chunk, at) = self.locate(key);
        let Known { start, bytes, .. } = chunk.keys[at];
        &chunk.text[start as usize..(start + bytes) as usize]
    }

    /// Its place on the hash line: the explicit hash key if it has one, else its MD5.
    #[must_use]
    pub fn place(&self, key: KeyId) -> HashKey {
        self.place_and_bytes(key).0
    }

    /// The explicit hash key, when it has one.
    #[must_use]
    pub fn explicit(&self, key: KeyId) -> Option<HashKey> {
        self.explicit.binary_search(&key.0).ok().map(|_| self.place(key))
    }

    /// A key's place on the hash line and the bytes of its text, in one look.
    #[must_use]
    pub fn place_and_bytes(&self, key: KeyId) -> (HashKey, u32) {
        let (chunk, at) = self.locate(key);
        let known = chunk.keys[at];
        (known.place(), known.bytes)
    }

    /// Bytes of the key's text.
    #[must_use]
    pub fn text_bytes(&self, key: KeyId) -> u32 {
        self.place_and_bytes(key).1
    }

    /// How a key looks: the last two digits of a key that ends in digits, else its first two letters.
    #[must_use]
    pub fn tag(&self, key: KeyId) -> Tag {
        let text = self.text(key);
        let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
        let signs: Vec<u8> = text.bytes().filter(u8::is_ascii_alphanumeric).collect();
        let chosen = match digits {
            0 => signs.get(..2).unwrap_or(&signs),
            1 => &signs[signs.len() - 1..],
            _ => &signs[signs.len() - 2..],
        };
        let letter = |at: usize| chosen.get(at).map_or(b' ', u8::to_ascii_uppercase);
        // The upper bits: the lower ones of a multiplicative hash mix badly.
        let colour = ((text_hash(text) >> 32) % COLOURS) as u8;
        Tag { colour, letters: [if chosen.is_empty() { b'?' } else { letter(0) }, letter(1)] }
    }

    /// How many keys there are.
    #[must_use]
    pub const fn len(&self) -> u32 {
        self.len
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Bytes that a copy shares with its origin only until one of them meets a new key.
    #[must_use]
    pub fn growing_bytes(&self) -> usize {
        let newest =
            self.chunks.last().map_or(0, |chunk| chunk.text.capacity() + chunk.keys.capacity() * size_of::<Known>());
        newest + self.slots.len() * size_of::<Slot>() + self.explicit.len() * size_of::<u32>()
    }

    /// Folds the table into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        digest.u64(u64::from(self.len));
        digest.u64(self.content.value());
    }

    fn locate(&self, key: KeyId) -> (&KeyChunk, usize) {
        let id = key.0 as usize;
        (&self.chunks[id / CHUNK], id % CHUNK)
    }

    /// The key, or the free slot where it belongs.
    fn find(&self, hash: u32, text: &str, explicit: Option<HashKey>) -> Result<KeyId, usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot.is_empty() {
                return Err(at);
            }
            let key = KeyId(slot.id);
            if slot.hash == hash && self.text(key) == text && self.explicit(key) == explicit {
                return Ok(key);
            }
            at = (at + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let mut slots = vec![Slot::EMPTY; self.slots.len() * 2];
        let mask = slots.len() - 1;
        for slot in self.slots.iter().filter(|slot| !slot.is_empty()) {
            let mut at = slot.hash as usize & mask;
            while !slots[at].is_empty() {
                at = (at + 1) & mask;
            }
            slots[at] = *slot;
        }
        self.slots = Arc::new(slots);
    }
}

/// The explicit hash key counts too: every packed record has the same text.
fn hash_of(text: &str, explicit: Option<HashKey>) -> u32 {
    let place = explicit.map_or(0, |HashKey(place)| (place >> 88) as u32);
    (text_hash(text) >> 24) as u32 ^ place
}

fn text_hash(text: &str) -> u64 {
    let mut digest = Digest::default();
    digest.bytes(text.as_bytes());
    digest.value()
}
