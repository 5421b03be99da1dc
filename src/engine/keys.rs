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
const EMPTY: u32 = u32::MAX;
/// Colours on the stage; [`Tag::colour`] is below this.
pub const COLOURS: u64 = 12;

/// All keys seen so far. Growing only; forks share the full chunks.
#[derive(Clone, Debug)]
pub struct KeyTable {
    chunks: Vec<Arc<KeyChunk>>,
    /// Open addressing over the text's hash; power of two, at most 3/4 full.
    slots: Arc<Vec<u32>>,
    /// Ids of keys that carry an explicit hash key, rising.
    explicit: Arc<Vec<u32>>,
    len: u32,
    content: Digest,
}

#[derive(Clone, Debug, Default)]
struct KeyChunk {
    text: String,
    ends: Vec<u32>,
    places: Vec<HashKey>,
}

impl Default for KeyTable {
    fn default() -> Self {
        Self {
            chunks: Vec::new(),
            slots: Arc::new(vec![EMPTY; 64]),
            explicit: Arc::default(),
            len: 0,
            content: Digest::default(),
        }
    }
}

impl KeyTable {
    /// The id of a key, new or known.
    pub fn intern(&mut self, text: &str, explicit: Option<HashKey>) -> KeyId {
        let slot = match self.find(text, explicit) {
            Ok(known) => return known,
            Err(slot) => slot,
        };
        let id = self.len;
        self.len += 1;
        Arc::make_mut(&mut self.slots)[slot] = id;
        let place = explicit.unwrap_or_else(|| HashKey::of(text));
        if explicit.is_some() {
            Arc::make_mut(&mut self.explicit).push(id);
        }
        if (id as usize).is_multiple_of(CHUNK) {
            self.chunks.push(Arc::default());
        }
        let chunk = Arc::make_mut(self.chunks.last_mut().expect("the line above made sure of a chunk"));
        chunk.text.push_str(text);
        chunk.ends.push(u32::try_from(chunk.text.len()).expect("1,024 keys are far below 4 GiB"));
        chunk.places.push(place);
        if chunk.ends.len() == CHUNK {
            chunk.text.shrink_to_fit();
            chunk.ends.shrink_to_fit();
            chunk.places.shrink_to_fit();
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
        let start = if at == 0 { 0 } else { chunk.ends[at - 1] as usize };
        &chunk.text[start..chunk.ends[at] as usize]
    }

    /// Its place on the hash line: the explicit hash key if it has one, else its MD5.
    #[must_use]
    pub fn place(&self, key: KeyId) -> HashKey {
        let (chunk, at) = self.locate(key);
        chunk.places[at]
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
        let start = if at == 0 { 0 } else { chunk.ends[at - 1] };
        (chunk.places[at], chunk.ends[at] - start)
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

    /// Folds the table into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        digest.u64(u64::from(self.len));
        digest.u64(self.content.value());
    }

    fn locate(&self, key: KeyId) -> (&KeyChunk, usize) {
        let id = key.0 as usize;
        (&self.chunks[id / CHUNK], id % CHUNK)
    }

    fn find(&self, text: &str, explicit: Option<HashKey>) -> Result<KeyId, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = Self::slot_of(text, explicit, mask);
        loop {
            match self.slots[slot] {
                EMPTY => return Err(slot),
                id if self.text(KeyId(id)) == text && self.explicit(KeyId(id)) == explicit => return Ok(KeyId(id)),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let mut slots = vec![EMPTY; self.slots.len() * 2];
        let mask = slots.len() - 1;
        for id in 0..self.len {
            let mut slot = Self::slot_of(self.text(KeyId(id)), self.explicit(KeyId(id)), mask);
            while slots[slot] != EMPTY {
                slot = (slot + 1) & mask;
            }
            slots[slot] = id;
        }
        self.slots = Arc::new(slots);
    }

    /// The explicit hash key counts too: every packed record has the same text.
    fn slot_of(text: &str, explicit: Option<HashKey>, mask: usize) -> usize {
        let place = explicit.map_or(0, |HashKey(place)| (place >> 88) as usize);
        ((text_hash(text) >> 24) as usize ^ place) & mask
    }
}

fn text_hash(text: &str) -> u64 {
    let mut digest = Digest::default();
    digest.bytes(text.as_bytes());
    digest.value()
}
