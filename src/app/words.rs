//! All copy of the page.

use super::figures;
use crate::engine::limits::{Limits, Profile};

pub(crate) const NAME: &str = "Beltline";
pub(crate) const SKIP: &str = "Skip to the hall in words";
pub(crate) const HALL: &str = "The hall";
pub(crate) const SCENE: &str = "Scene";
pub(crate) const SCENE_OWN: &str = "Your own scenario";
pub(crate) const SCENARIO_REFUSED: &str = "This scenario cannot be shown:";
pub(crate) const WHOLE_PAGE: &str = "Open in Beltline";

/// Said of an option that has a few values only.
pub(crate) fn one_of(name: &str, value: &str, values: &str) -> String {
    format!("`{name}` is one of {values}; not \u{201c}{value}\u{201d}.")
}

/// Said of a moment that is none.
pub(crate) fn start_unknown(value: &str) -> String {
    format!("`start` is a whole number of milliseconds, such as 5000; not \u{201c}{value}\u{201d}.")
}
pub(crate) const TOOLS: &str = "Tools";

pub(crate) const COURSE: &str = "Course";
pub(crate) const COURSE_HINT: &str = "Lessons, questions and the practice exam (C)";

pub(crate) const STAGES: &str = "Stage";
pub(crate) const STAGE_HALL: &str = "Hall";
pub(crate) const STAGE_HALL_ABOUT: &str = "Producers, the hash line and the belts (1)";
pub(crate) const STAGE_FAN_OUT: &str = "Fan-out";
pub(crate) const STAGE_FAN_OUT_ABOUT: &str = "Consumers side by side: one shared door, or a conveyor each (2)";
pub(crate) const STAGE_XRAY: &str = "X-ray";
pub(crate) const STAGE_XRAY_ABOUT: &str = "Batches in a Lambda function, and what becomes of a failing one (3)";
pub(crate) const STAGE_LINEAGE: &str = "Lineage";
pub(crate) const STAGE_LINEAGE_ABOUT: &str = "Shards over time: how they split and merge, and who has read how far (4)";

pub(crate) const LIMITS: &str = "Limits";
pub(crate) const LIMITS_EXAM: &str = "Exam";
pub(crate) const LIMITS_EXAM_ABOUT: &str =
    "The limits that DVA-C02 material teaches: a record holds up to 1 MB of data";
pub(crate) const LIMITS_TODAY: &str = "Today";
pub(crate) const LIMITS_TODAY_ABOUT: &str =
    "The limits AWS documents now: the API takes up to 10 MiB of data, a new stream up to 1 MiB";

/// Said when the limits were changed.
pub(crate) fn limits_changed(profile: Profile) -> &'static str {
    match profile {
        Profile::Exam => "The limits of the exam hold. The scene started again.",
        Profile::Today => "Today's limits hold. The scene started again.",
    }
}

pub(crate) const THEME: &str = "Theme";
pub(crate) const THEME_SYSTEM: &str = "Auto";
pub(crate) const THEME_SYSTEM_ABOUT: &str = "As the system has it";
pub(crate) const THEME_LIGHT: &str = "Day";
pub(crate) const THEME_LIGHT_ABOUT: &str = "Daylight";
pub(crate) const THEME_DARK: &str = "Night";
pub(crate) const THEME_DARK_ABOUT: &str = "Dark hall";

pub(crate) const BOARD: &str = "The stream in the last second";
pub(crate) const BOARD_IN: &str = "In";
pub(crate) const BOARD_OUT: &str = "Out";
pub(crate) const WHY: &str = "Why?";
pub(crate) const WHY_REFUSED: &str = "Why are records refused? See what makes a shard hot, and what helps";
pub(crate) const BOARD_REFUSED: &str = "Refused";
pub(crate) const BOARD_UNREAD: &str = "Oldest unread";
pub(crate) const BOARD_LINEAGE: &str = "The shards of the stream";
pub(crate) const BOARD_OPEN: &str = "Open";
pub(crate) const BOARD_CLOSED: &str = "Closed";
pub(crate) const SHARDS_SHORT: &str = "shards";
pub(crate) const BOARD_XRAY: &str = "The mapping since the start";
pub(crate) const BOARD_INVOCATIONS: &str = "Invocations";
pub(crate) const BOARD_PROCESSED: &str = "Processed";
pub(crate) const BOARD_LOST: &str = "Lost & Found";
pub(crate) const BOARD_ITERATOR_AGE: &str = "Iterator age";
pub(crate) const BOARD_SAVED: &str = "Saved by bisect";
pub(crate) const RECORDS_SHORT: &str = "rec";
pub(crate) const RECORDS_SAID: &str = "records";
pub(crate) const PER_SECOND: &str = "rec/s";
pub(crate) const PER_SECOND_SAID: &str = "records per second";
pub(crate) const MB_PER_SECOND: &str = "MB/s";
pub(crate) const MB_PER_SECOND_SAID: &str = "megabytes per second";
pub(crate) const SECONDS: &str = "s";
pub(crate) const SECONDS_SAID: &str = "seconds";

pub(crate) const STAGE_LABEL: &str = "Baggage hall of the stream";
pub(crate) const STAGE_BELTS: &str = "belts";
pub(crate) const STAGE_BAGS: &str = "bags taken since the start";
pub(crate) const STAGE_KEYS: &str =
    "Stage. Right and left arrow: an older or a newer bag of the belt. Up and down: the next belt. Escape: no bag.";
pub(crate) const STAGE_CAPACITY: &str = "Capacity";
pub(crate) const STAGE_CAPACITY_ABOUT: &str = "CloudWatch charts and alarms, hot keys, cost and size (5)";
pub(crate) const STAGE_KEYS_CAPACITY: &str = "Stage. Right and left arrow: the stream, then each of its shards. Up and down: from chart to chart. Escape: the stream.";
pub(crate) const STAGE_KEYS_LINEAGE: &str =
    "Stage. Right and left arrow: the next or the last shard. Up and down: move the place of a split. Escape: none.";
pub(crate) const STAGE_BESIDE: &str = "The same records, with bisect the other way";
pub(crate) const NO_CANVAS: &str = "This browser gives no canvas to draw on. Everything is there in words below.";
pub(crate) const IN_WORDS_LINK: &str = "In words";

pub(crate) const LEGEND: &str = "Legend";
pub(crate) const LEGEND_HINT: &str = "What everything stands for, and the keys (L)";
pub(crate) const LEGEND_TITLE: &str = "What you see";
pub(crate) const LEGEND_CLOSE: &str = "Close the legend";
/// Sign, name, meaning.
pub(crate) const LEGEND_THINGS: &[(&str, &str, &str)] = &[
    ("bag", "Bag", "A record. Colour and letter come from its partition key, its size from its bytes."),
    ("desk", "Desk", "A producer, with its keys and its rate."),
    (
        "line",
        "Line",
        "All hashes from 0 to 2^128 − 1, cut into the shards' ranges. The MD5 of the key is a place on it.",
    ),
    (
        "belt",
        "Belt",
        "A shard. Bags come on at the left and move right as they grow older, up to the retention edge. A closed one is pale, and the belts of its children lie below it.",
    ),
    ("gate", "Gauges", "What the shard takes in a second: 1 MB and 1,000 records. Past either one it refuses."),
    ("refused", "Striped bag", "A refused record. Its desk waits a random while and tries again."),
    ("cart", "Sign below a belt", "A consumer, standing at the place it has read to."),
];
pub(crate) const KEYS_TITLE: &str = "Keys";
/// Key and what it does.
pub(crate) const LEGEND_KEYS: &[(&str, &str)] = &[
    ("Space", "play or pause"),
    (".  ,", "one step: to the next thing that happens, or the one before"),
    (">  <", "one second on, one second back"),
    ("M", "the time machine: marks, branches, a range to repeat"),
    ("0", "back to the start, and forgets what was changed"),
    ("[  ]", "slower, faster"),
    ("1  2  3  4  5", "the hall, the fan-out, the X-ray, the lineage, the capacity"),
    ("L", "this legend"),
    ("←  →", "on the stage: a newer or an older bag"),
    ("↑  ↓", "on the stage: the belt above or below"),
    ("←  →", "on the timeline: one second, with Shift ten"),
    ("Page ↑  Page ↓", "on the timeline: the next mark, or the one before"),
    ("Home  End", "on the timeline: the start, and the latest moment known"),
];
pub(crate) const LEGEND_LIMITS: &str = "Limits: Exam holds what DVA-C02 material teaches, Today what AWS documents now. They differ in the size of a record and of one PutRecords call.";

pub(crate) const TRANSPORT: &str = "Time";
pub(crate) const PLAY: &str = "Play";
pub(crate) const PLAY_HINT: &str = "Play (Space)";
pub(crate) const PAUSE: &str = "Pause";
pub(crate) const PAUSE_HINT: &str = "Pause (Space)";
pub(crate) const STEP: &str = "Step";
pub(crate) const STEP_HINT: &str = "To the next thing that happens (.)";
pub(crate) const STEP_BACK: &str = "Step back";
pub(crate) const STEP_BACK_HINT: &str = "To the last thing that happened before (,)";
pub(crate) const TIMELINE: &str = "Timeline";
pub(crate) const TIMELINE_HINT: &str =
    "Drag, or use the arrow keys: one second, with Shift ten; Page Up and Page Down go to the next mark";
pub(crate) const TIME_MACHINE: &str = "Time machine";
pub(crate) const TIME_MACHINE_HINT: &str = "Marks, branches, a range to repeat (M)";
pub(crate) const ON_BRANCH: &str = "on";

/// Said and logged when a change in the past began a new branch.
pub(crate) fn forked(branch: &str, origin: &str) -> String {
    format!("From here on this is the branch \u{201c}{branch}\u{201d}. \u{201c}{origin}\u{201d} stays as it was.")
}

pub(crate) const RESET: &str = "Reset";
pub(crate) const RESET_HINT: &str = "Back to the start (0)";
pub(crate) const RESET_DONE: &str = "Back at the start.";
pub(crate) const CLOCK: &str = "simulated time";
pub(crate) const LAGGING: &str = ", as fast as this machine can";
pub(crate) const SPEED: &str = "Speed";
pub(crate) const SPEED_HINT: &str = "Speed ([ slower, ] faster)";
pub(crate) const SPEED_SMALL: &str = "speed";

pub(crate) const TAB_CONSUMERS: &str = "Consumers";
pub(crate) const TAB_MAPPING: &str = "Mapping";
pub(crate) const TAB_SHARDS: &str = "Shards";
pub(crate) const TAB_CAPACITY: &str = "Capacity";
pub(crate) const TAB_RECORD: &str = "Your record";
pub(crate) const TAB_FILE: &str = "A file";
pub(crate) const TAB_DESKS: &str = "Desks";
pub(crate) const TAB_BAG: &str = "Bag";
pub(crate) const TAB_WORDS: &str = "In words";

pub(crate) const FIRST_KEY: &str = "hello";
pub(crate) const FIRST_DATA: &str = "{\"page\": \"/home\"}";
pub(crate) const KEY: &str = "Partition key";
pub(crate) const DATA: &str = "Data";
pub(crate) const PUT: &str = "Put record";
pub(crate) const NOTHING: &str = "–";
pub(crate) const EXPLICIT: &str = "Explicit hash key";
pub(crate) const EXPLICIT_SUMMARY: &str = "Choose the place on the line yourself";
pub(crate) const EXPLICIT_ABOUT: &str = "A decimal number from 0 to 340282366920938463463374607431768211455 (2^128 − 1). It takes the place of the key's MD5.";
pub(crate) const EXPLICIT_WRONG: &str = "Write a decimal number from 0 to 340282366920938463463374607431768211455, digits only and no leading zero, or leave this empty.";
pub(crate) const KEY_EMPTY: &str = "Write a partition key: 1 to 256 characters.";

pub(crate) fn key_too_long(characters: usize, characters_max: usize) -> String {
    format!("The key has {characters} characters. Shorten it to {characters_max} at most.")
}

pub(crate) fn data_too_large(bytes: u64, limits: &Limits) -> String {
    let (size, max) = (figures::count(bytes), figures::count(limits.data_bytes_max));
    format!("The data is {size} bytes long; a record holds up to {max}. Shorten it.")
}

pub(crate) fn record_too_large(bytes: u64, bytes_max: u64) -> String {
    let (size, max) = (figures::count(bytes), figures::count(bytes_max));
    format!("Data and key together are {size} bytes; this stream takes up to {max} a record. Shorten the data.")
}

pub(crate) fn falls_at(percent: &str, explicit: bool) -> String {
    if explicit {
        format!("You chose {percent} % of the line: belongs to")
    } else {
        format!("Falls at {percent} % of the line: belongs to")
    }
}

pub(crate) fn taken(shard_id: &str, percent: &str, range: &str) -> String {
    format!("{shard_id} took it: {percent} % lies in its range, {range}.")
}

pub(crate) fn throttled(shard_id: &str) -> String {
    format!(
        "{shard_id} refused it: the shard has had all it takes in one second. A record put by hand is not tried again; put it once more in a moment."
    )
}

pub(crate) const FILE: &str = "A file of records";
pub(crate) const DROP: &str = "Drop a file here";
pub(crate) const DROP_KINDS: &str = "NDJSON, a JSON array or CSV, up to 50 MB. It stays on your machine.";
pub(crate) const CHOOSE: &str = "Choose a file";
pub(crate) const SAMPLE: &str = "Load the sample";
pub(crate) const PART_COMING: &str = "This part of the page is on its way.";
pub(crate) const PART_ABSENT: &str = "This part of the page did not arrive. Check the network connection and try again; if that does not help, reload the page.";
pub(crate) const PART_AGAIN: &str = "Try again";
pub(crate) const SAMPLE_MISSING: &str = "The sample did not come. Check the connection and try again.";
pub(crate) const FILE_UNREADABLE: &str = "The browser could not read this file. Choose it again.";
pub(crate) const FILE_CANCELLED: &str = "Reading was cancelled. Nothing was put.";
pub(crate) const FILE_NO_RECORDS: &str = "No line of this file is a record with that key.";
pub(crate) const PREVIEW: &str = "The first records";
pub(crate) const KEY_FIELD: &str = "Key field";
pub(crate) const RATE_UNIT: &str = "Records per second";
pub(crate) const LOAD: &str = "Load";
pub(crate) const READING: &str = "Reading";
pub(crate) const CANCEL: &str = "Cancel";
pub(crate) const ON_BELTS: &str = "on belts";
pub(crate) const BY_SHARD: &str = "Records of this file by shard";
pub(crate) const SHARD: &str = "Shard";
pub(crate) const RECORDS: &str = "Records";
pub(crate) const CHECK_IN: &str = "Check in all now";
pub(crate) const DESK_STANDS: &str = "The desk of this file is stopped or has rate 0. Start it under Desks.";
pub(crate) const FILE_DONE: &str = "Every record of the file is on a belt.";
pub(crate) const FILE_RESET: &str = "The scene started again without this file. Choose it again to bring it back.";
pub(crate) const OF: &str = "of";

pub(crate) fn file_loaded(records: u64, errors: u64) -> String {
    let read = figures::records(records);
    match errors {
        0 => format!("read: {read}, sent by a desk of its own."),
        _ => format!("read: {read}, sent by a desk of its own. Lines left out: {}.", figures::count(errors)),
    }
}

pub(crate) fn lines_left_out(errors: u64) -> String {
    format!("Lines left out: {}", figures::count(errors))
}

pub(crate) const DESKS_NONE: &str = "No desk sends to this stream. Put a record by hand, or load a file.";
pub(crate) const RATE: &str = "Rate";
pub(crate) const RATE_EXACT: &str = "Exact rate";
pub(crate) const MIX: &str = "Keys";
pub(crate) const MIX_AS_IS: &str = "As they are";
pub(crate) const START: &str = "Start";
pub(crate) const STOP: &str = "Stop";
pub(crate) const RETRYING: &str = "waiting for another try";
pub(crate) const GIVEN_UP: &str = "given up";
/// Value and name of the key mixes on offer.
pub(crate) const MIXES: &[(&str, &str)] = &[
    ("uniform", "1,000 users, all alike"),
    ("zipf", "500 users, few of them busy"),
    ("hot", "One key only"),
    ("mostly-hot", "One key for 80 %, 500 users"),
    ("countries", "Eight countries"),
];
pub(crate) const HOT_KEY: &str = "DE";
/// Countries and how often each one comes.
pub(crate) const COUNTRIES: &[(&str, u32)] =
    &[("DE", 30), ("FR", 20), ("US", 16), ("GB", 12), ("IT", 8), ("ES", 6), ("PL", 5), ("NL", 3)];

pub(crate) const INSPECTOR: &str = "The bag";
pub(crate) const BAG_NONE: &str = "Choose a bag: click one on a belt, or focus the stage and press an arrow key, or take one from the recent records.";
pub(crate) const BAG_GONE: &str = "This record fell off the end of retention. Choose another bag.";
pub(crate) const DECIMAL: &str = "Decimal";
pub(crate) const FROM: &str = "From";
pub(crate) const ARRIVED: &str = "Arrived";
pub(crate) const SIZE: &str = "Size";
pub(crate) const READ_BY: &str = "Read by";
pub(crate) const NOBODY_YET: &str = "nobody yet";
pub(crate) const WAITING_FOR: &str = "Waiting for";
pub(crate) const SEQUENCE: &str = "Sequence number";
pub(crate) const SEQUENCE_CREATED: &str = "shard created, epoch s";
pub(crate) const SEQUENCE_SHARD: &str = "shard index";
pub(crate) const SEQUENCE_COUNTER: &str = "counter";
pub(crate) const SEQUENCE_RECORDED: &str = "recorded, epoch s";
pub(crate) const DATA_EMPTY: &str = "(empty)";
pub(crate) const VERDICT_END: &str = "takes it.";

pub(crate) fn verdict(percent: &str, range: &str, explicit: bool) -> String {
    let what = if explicit { "Its explicit hash key" } else { "The MD5 of its key" };
    format!("{what} lies at {percent} % of the line, in the range {range}, so")
}

pub(crate) const IN_WORDS: &str = "The hall in words";
pub(crate) const IN_WORDS_ABOUT: &str = "Everything the picture shows, as tables and a log.";
pub(crate) const SHARDS: &str = "Shards";
pub(crate) const SHARDS_SCROLL: &str = "Table of shards, scrolls sideways";
pub(crate) const SHARD_HEADS: &[&str] = &[
    "Shard",
    "Range",
    "State",
    "Parents",
    "Records/s",
    "MB/s",
    "Refused/s",
    "Records",
    "Bytes",
    "Refused",
    "StartingHashKey",
    "EndingHashKey",
];
pub(crate) const OPEN: &str = "open";
pub(crate) const CLOSED: &str = "closed";
pub(crate) const RECENT: &str = "Recent records";
pub(crate) const RECENT_HEADS: &[&str] = &["Time", "Key", "Shard", "Sequence", "Size"];
pub(crate) const RECENT_INSPECT: &str = "Inspect the record with key";
pub(crate) const RECENT_NONE: &str = "No record arrived lately.";
pub(crate) const EVENTS: &str = "Events";
pub(crate) const LOG_TOOK: &str = "records taken";
pub(crate) const LOG_REFUSED: &str = "records refused, past its write limit";
pub(crate) const LOG_READ_REFUSED: &str = "reads refused, past its read limit";
pub(crate) const LOG_GIVEN_UP: &str = "records given up after their last try";
pub(crate) const LOG_INVOKED: &str = "invocations with";
pub(crate) const LOG_RECORDS_OF: &str = "records of";
pub(crate) const LOG_PROCESSED: &str = "records processed from";
pub(crate) const LOG_PACKED: &str = "records came packed into fewer";
pub(crate) const LOG_READ: &str = "records read from";

pub(crate) const BROKEN: &str = "Something broke inside";
pub(crate) const BROKEN_ABOUT: &str =
    "The simulation met a state it should never be in, and stopped. Copy the text below if you want to report it.";
pub(crate) const BROKEN_TEXT: &str = "What broke, and the scenario";
pub(crate) const BROKEN_COPY: &str = "Copy scenario";
pub(crate) const BROKEN_RELOAD: &str = "Reload";

pub(crate) const NO_WORKER: &str =
    "This browser gives no worker to run a handler in, so every invocation fails. Use the described function instead.";
