//! Words of the time machine.

use crate::engine::fact::{Asked, Event};
use crate::engine::marks::{Mark, MarkKind};
use crate::engine::shard::shard_id;
use crate::engine::{World, time::Micros};

pub(super) const ABOUT: &str =
    "Going back is exact: the run is told again. Change something there, and a branch begins; both ways stay.";
pub(super) const CLOSE: &str = "Close the time machine";

pub(super) const MARKS: &str = "Marks";
pub(super) const MARKS_NONE: &str =
    "No marks yet: they come with commands, refusals, failures, losses, crashes and expiry.";
pub(super) const MARK_BEFORE: &str = "Mark before";
pub(super) const MARK_NEXT: &str = "Next mark";
pub(super) const NO_MARK_BEFORE: &str = "There is no mark before this moment.";
pub(super) const NO_MARK_NEXT: &str = "There is no mark known after this moment.";

pub(super) const REPEAT: &str = "Repeat a range";
pub(super) const REPEAT_START: &str = "Start here";
pub(super) const REPEAT_END: &str = "End here";
pub(super) const REPEAT_CLEAR: &str = "No longer repeat";
pub(super) const REPEAT_NONE: &str = "Nothing is repeated. Go to a moment and set the start, then the end.";
pub(super) const REPEAT_BACKWARDS: &str = "The end must lie after the start: go on a little, then set the end.";

pub(super) const BRANCHES: &str = "Branches";
pub(super) const FORK: &str = "What if … from here";
pub(super) const FORK_ABOUT: &str = "Begins a branch at this moment, without what was given later.";
pub(super) const LOOKED_AT: &str = "looked at";
pub(super) const LOOK_AT: &str = "Look at";
pub(super) const NAME: &str = "Name of the branch";
pub(super) const NAME_REFUSED: &str = "Write a name that no other branch has.";
pub(super) const REMOVE: &str = "Remove";
pub(super) const REMOVE_REFUSED: &str = "Other branches left this one: remove them first.";
pub(super) const COMPARE: &str = "Compare with";

pub(super) const COMPARISON: &str = "Comparison";
pub(super) const COMPARING: &str = "Both are being told again …";
pub(super) const SAME: &str = "Nothing differs so far. Change something on one of them, then compare again.";
pub(super) const GO_TO_DIFFERENCE: &str = "Go to the first difference";
pub(super) const NOTHING_MORE: &str = "nothing more happens";
pub(super) const SIDE_BY_SIDE: &str = "Side by side";
pub(super) const METRIC: &str = "Records";
pub(super) const METRICS: [(&str, &str); 4] = [
    ("Written", "records that shards took"),
    ("Refused", "tries to write that shards refused"),
    ("Read", "records given to consumers, each consumer counted"),
    ("Lost", "records that producers or mappings gave up"),
];
pub(super) const PER_SECOND: &str = "rec/s";

pub(super) const LIFE: &str = "This record's life";
pub(super) const LIFE_FOLLOW: &str = "Follow this record";
pub(super) const LIFE_LOOKING: &str = "Looking on, so far up to";
pub(super) const LIFE_END: &str = "That is all that is known of it up to";
pub(super) const LIFE_GONE: &str =
    "This record is not kept at this moment: go to a moment at which it is, or choose another.";

/// A kind of mark in a word or two.
pub(super) const fn kind(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Stream => "Stream opened",
        MarkKind::Reshard => "Shards",
        MarkKind::Setting => "Stream's setting",
        MarkKind::Alarm => "Alarm",
        MarkKind::Producer => "Producer changed",
        MarkKind::Consumer => "Consumer changed",
        MarkKind::Put => "Record put",
        MarkKind::FileDone => "File done",
        MarkKind::Throttled => "Writes refused",
        MarkKind::ReadThrottled => "Reads refused",
        MarkKind::RecordLost => "Record lost",
        MarkKind::InvocationFailed => "Invocation failed",
        MarkKind::InvocationThrottled => "Invocation refused",
        MarkKind::BatchLost => "Batch given up",
        MarkKind::Worker => "Worker came or went",
        MarkKind::WorkerCrashed => "Worker crashed",
        MarkKind::LeaseMoved => "Lease moved",
        MarkKind::Expired => "Records expired",
    }
}

/// Who a mark is about, as far as the world at this moment knows.
pub(super) fn subject(world: &World, mark: &Mark) -> Option<String> {
    let desk = |id| world.producer(id).map(|desk| desk.config.name.clone());
    let reader = |id| world.consumer(id).map(|consumer| consumer.config.name.clone());
    match mark.fact.event {
        Event::ProducerAdded { producer } | Event::ProducerChanged { producer } | Event::GaveUp { producer, .. } => {
            desk(producer)
        }
        Event::StreamUpdating { change, .. } => Some(match change {
            Asked::Split { shard } => format!("split of shard {shard} begins"),
            Asked::Merge { shard, adjacent_shard } => format!("merge of shards {shard} and {adjacent_shard} begins"),
            Asked::ShardCount { target } => format!("on the way to {target}"),
            Asked::Mode { mode } => format!("switch to {} begins", mode.word()),
        }),
        Event::StreamActive { open_shards, .. } => Some(format!("{open_shards} open")),
        Event::GrowthPlanned { wanted_shards, .. } => Some(format!("{wanted_shards} wanted")),
        Event::AlarmChanged { alarm, to, .. } => {
            world.alarm(alarm).map(|alarm| format!("{} is {}", alarm.config.name, to.name()))
        }
        Event::Accepted { record, .. } => Some(shard_id(record.shard)),
        Event::Throttled { shard, .. } | Event::ReadThrottled { shard, .. } | Event::Expired { shard, .. } => {
            Some(shard_id(shard))
        }
        Event::ConsumerAdded { consumer }
        | Event::ConsumerChanged { consumer }
        | Event::ConsumerRemoved { consumer }
        | Event::InvocationEnded { consumer, .. }
        | Event::InvocationThrottled { consumer, .. }
        | Event::BatchDropped { consumer, .. }
        | Event::WorkerJoined { consumer, .. }
        | Event::WorkerEnded { consumer, .. }
        | Event::LeaseTaken { consumer, .. } => reader(consumer),
        _ => None,
    }
}

/// What the range to repeat says.
pub(super) fn repeats(start: Micros, end: Micros) -> String {
    format!("While time passes, {start} to {end} is played again and again.")
}

/// What is said when only the start of the range is set.
pub(super) fn starts(start: Micros) -> String {
    format!("The range starts at {start}. Now go to its end.")
}

/// Where a branch left another.
pub(super) fn left(origin: &str, at: Micros) -> String {
    format!("left {origin} at {at}")
}

/// How far a branch is known.
pub(super) fn known_to(reached: Micros) -> String {
    format!("known up to {reached}")
}

/// Said when another branch is looked at.
pub(super) fn now_on(name: &str) -> String {
    format!("On {name}, at the same moment.")
}

/// The heading of a comparison.
pub(super) fn compared(one: &str, other: &str, common: Micros) -> String {
    format!("{one} and {other} share everything up to {common}.")
}

/// The first difference.
pub(super) fn first_difference(at: Micros) -> String {
    format!("The first difference after that is at {at}.")
}

/// Says what happened on one branch.
pub(super) fn on_branch(name: &str, text: &str) -> String {
    format!("On {name}: {text}")
}

/// The caption of the table of a comparison.
pub(super) fn table_caption(from: Micros, to: Micros) -> String {
    format!("{SIDE_BY_SIDE}, from {from} to {to}")
}

/// A chart in words.
pub(super) fn chart(metric: &str, names: [&str; 2], sums: [u64; 2]) -> String {
    let sums = sums.map(crate::app::figures::records);
    format!("{metric}: {} on {}, {} on {} in all of the stretch.", sums[0], names[0], sums[1], names[1])
}
