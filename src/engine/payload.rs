//! The data of made records: derived from the seed, the producer and the record's number whenever somebody looks, and
//! never stored.

use super::id::ProducerId;
use super::rng::Rng;

/// The first `bytes` bytes of a made record's data: a small JSON event, filled up to its size.
#[must_use]
pub fn made(seed: u64, producer: ProducerId, number: u64, bytes: usize, at_most: usize) -> Vec<u8> {
    const ACTIONS: [&str; 6] = ["view", "search", "add_to_cart", "remove", "checkout", "share"];
    const FILL: &[u8] = b"abcdefghijklmnopqrstuvwxyz";
    let mut rng = Rng::for_component(seed ^ number, 0x5eed_0000 + u64::from(producer.0));
    let action = ACTIONS[rng.below(ACTIONS.len() as u64) as usize];
    let mut data = format!(r#"{{"n":{number},"action":"{action}","item":{},"note":""#, rng.below(10_000)).into_bytes();
    let close = br#""}"#;
    if data.len() + close.len() > bytes {
        // One byte short of its end, the event has no room for it and none to spare.
        data.resize(bytes, b' ');
        data.truncate(at_most);
        return data;
    }
    let wanted = (bytes - close.len()).min(at_most);
    while data.len() < wanted {
        data.push(FILL[rng.below(FILL.len() as u64) as usize]);
    }
    data.extend_from_slice(close);
    data.truncate(at_most);
    data
}
