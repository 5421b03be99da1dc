//! MD5 of partition keys and nothing else, in WebAssembly: what the engine's speed is measured against.

use md5::{Digest, Md5};
use wasm_bindgen::prelude::wasm_bindgen;

/// Hashes `count` keys of 16 bytes, and gives back a digest of the digests so that none can be left out.
#[must_use]
#[wasm_bindgen]
pub fn hash_keys(count: u32) -> u32 {
    let mut key = *b"customer-0000000";
    let mut mixed = 0;
    for number in 0..count {
        key[12..].copy_from_slice(&number.to_be_bytes());
        let digest = Md5::digest(key);
        mixed ^= u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]);
    }
    mixed
}
