//! Counting what happened in the last second, in tenths of a second.

use super::digest::Digest;
use super::time::Micros;

const SLOTS: u64 = 10;
const SLOT: Micros = Micros(Micros::SECOND.0 / SLOTS);

/// Events and bytes of the last second.
#[derive(Clone, Debug, Default)]
pub struct Meter {
    slots: [Slot; SLOTS as usize],
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    tick: u64,
    events: u64,
    bytes: u64,
}

impl Meter {
    /// Counts something that happened now.
    pub fn count(&mut self, now: Micros, events: u64, bytes: u64) {
        let tick = now.0 / SLOT.0;
        let slot = &mut self.slots[(tick % SLOTS) as usize];
        if slot.tick != tick {
            *slot = Slot { tick, ..Slot::default() };
        }
        slot.events += events;
        slot.bytes += bytes;
    }

    /// Events and bytes of the current tenth of a second and the nine before.
    #[must_use]
    pub fn last_second(&self, now: Micros) -> (u64, u64) {
        let tick = now.0 / SLOT.0;
        let fresh = self.slots.iter().filter(|slot| slot.tick + SLOTS > tick);
        fresh.fold((0, 0), |(events, bytes), slot| (events + slot.events, bytes + slot.bytes))
    }

    /// Folds the meter into a digest.
    pub fn fold(&self, digest: &mut Digest) {
        for slot in &self.slots {
            digest.u64(slot.tick);
            digest.u64(slot.events);
            digest.u64(slot.bytes);
        }
    }
}
