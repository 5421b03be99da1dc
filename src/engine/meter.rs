//! Counting what happened lately, in slots of time.

use super::digest::Digest;
use super::time::Micros;

/// Events and bytes of the last second, in tenths of a second.
pub type Meter = Counter<10, 100_000>;

/// Events and bytes of the last half minute, in seconds: for what comes in gusts.
pub type HalfMinute = Counter<30, 1_000_000>;

/// Events and bytes of the newest `SLOTS` spans of `SLOT_US` microseconds.
#[derive(Clone, Debug)]
pub struct Counter<const SLOTS: usize, const SLOT_US: u64> {
    slots: [Slot; SLOTS],
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    tick: u64,
    events: u64,
    bytes: u64,
}

impl<const SLOTS: usize, const SLOT_US: u64> Default for Counter<SLOTS, SLOT_US> {
    fn default() -> Self {
        Self { slots: [Slot::default(); SLOTS] }
    }
}

impl<const SLOTS: usize, const SLOT_US: u64> Counter<SLOTS, SLOT_US> {
    /// Counts something that happened now.
    pub fn count(&mut self, now: Micros, events: u64, bytes: u64) {
        let tick = now.0 / SLOT_US;
        let slot = &mut self.slots[(tick % SLOTS as u64) as usize];
        if slot.tick != tick {
            *slot = Slot { tick, ..Slot::default() };
        }
        slot.events += events;
        slot.bytes += bytes;
    }

    /// Events and bytes of the present slot and of all the others before it.
    #[must_use]
    pub fn recent(&self, now: Micros) -> (u64, u64) {
        let tick = now.0 / SLOT_US;
        let fresh = self.slots.iter().filter(|slot| slot.tick + SLOTS as u64 > tick);
        fresh.fold((0, 0), |(events, bytes), slot| (events + slot.events, bytes + slot.bytes))
    }

    /// Events and bytes a second, on the average of all slots, or of the time since `since` when that is shorter.
    #[must_use]
    pub fn per_s(&self, now: Micros, since: Micros) -> (u64, u64) {
        let (events, bytes) = self.recent(now);
        let span_us = (SLOTS as u64 * SLOT_US).min(now.since(since).0).max(1_000_000);
        (events * 1_000_000 / span_us, bytes * 1_000_000 / span_us)
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
