//! All copy of the X-ray's tools and words.

pub(crate) const NO_MAPPING: &str = "This stream has no event source mapping yet: add one first.";
pub(crate) const WINDOW_NEEDS_ONE_LANE: &str =
    "A tumbling window goes with a ParallelizationFactor of 1: set that first, or TumblingWindowInSeconds to 0.";

pub(crate) const UNIT_RECORDS: &str = "records";
pub(crate) const UNIT_SECONDS: &str = "s";
pub(crate) const UNIT_MS: &str = "ms";
pub(crate) const UNIT_LANES: &str = "batches at a time";
pub(crate) const UNIT_RETRIES: &str = "retries";
pub(crate) const UNIT_PERCENT: &str = "%";
pub(crate) const UNIT_MB: &str = "MB";

pub(crate) const BATCH_SIZE: &str = "The most records in one batch, 1 to 10,000. A batch is also full at 6 MB.";
pub(crate) const BATCHING_WINDOW: &str = "How long a batch may wait to be full, up to 300 s. 0: it goes at once.";
pub(crate) const PARALLELIZATION_FACTOR: &str =
    "Batches of one shard at the same time, 1 to 10. Records of one key stay in order.";
pub(crate) const MAXIMUM_RETRY_ATTEMPTS: &str =
    "How often a failed batch is tried again, up to 10,000. −1: until its records expire.";
pub(crate) const MAXIMUM_RECORD_AGE: &str = "Older records are given up, 60 to 604,800 s. −1: never for their age.";
pub(crate) const TUMBLING_WINDOW: &str =
    "Windows by arrival time, up to 900 s, that hand a state from batch to batch. 0: off.";
pub(crate) const BISECT: &str =
    "A batch that fails is split in two, until the bad record stands alone. Splitting uses up no retry.";
pub(crate) const REPORT_ITEMS: &str =
    "The function may name the record it failed at; only that one and those behind it are tried again.";
pub(crate) const ENABLED: &str = "Whether the mapping takes records off the stream.";
pub(crate) const NOWHERE: &str = "nobody is told";
pub(crate) const LOST_NAME: &str = "lost-bags";
pub(crate) const DESTINATION_NAME: &str = "Name of the queue, topic or bucket";
pub(crate) const DESTINATION_ABOUT: &str =
    "It is told which records were given up. Only a bucket is given the records too.";
pub(crate) const DESTINATION_WANTED: &str = "Write 1 to 80 letters, digits, hyphens, dots or underscores.";
pub(crate) const DESTINATION_FIFO: &str =
    "Lambda takes no FIFO queue or topic for a stream's failures: choose a standard one.";
pub(crate) const PATTERN: &str = "Pattern";
pub(crate) const PATTERNS_TOO_MANY: &str = "Write at most 5 patterns, one a line.";
pub(crate) const PATTERN_EXAMPLE: &str = "{\"data\": {\"action\": [\"checkout\"]}}";
pub(crate) const FILTERS: &str = "One pattern a line, up to 5. A record that none of them lets through counts as done.";

pub(crate) const MAPPING: &str = "Event source mapping";
pub(crate) const MAPPING_ABOUT: &str =
    "A mapping reads each shard for a Lambda function and hands it the records in batches, in order.";
pub(crate) const CHOOSE: &str = "Mapping";
pub(crate) const ADD: &str = "Add a mapping";
pub(crate) const ADDED: &str = "The mapping reads from the oldest record on.";
pub(crate) const FIRST_NAME: &str = "orders";
pub(crate) const FIRST_FUNCTION: &str = "orders-fn";
pub(crate) const SOURCE: &str = "Reads";
pub(crate) const SOURCE_SHARED: &str = "the stream, once a second a shard";
pub(crate) const SOURCE_PUSHED: &str = "an enhanced fan-out consumer";
pub(crate) const SETTINGS: &str = "Settings";
pub(crate) const FUNCTION: &str = "The function";
pub(crate) const HANDLER: &str = "Your own handler";
pub(crate) const DEPLOY: &str = "As you would deploy it";
pub(crate) const COMPARE: &str = "Bisect on and off, side by side";
pub(crate) const COMPARE_ABOUT: &str = "The same records from the start, with the other setting, beside this one.";

pub(crate) const DURATION: &str = "Duration";
pub(crate) const DURATION_ABOUT: &str = "Of every invocation, at least.";
pub(crate) const DURATION_RECORD: &str = "Duration per record";
pub(crate) const DURATION_RECORD_ABOUT: &str = "On top, for each record it works through.";
pub(crate) const JITTER: &str = "Jitter";
pub(crate) const JITTER_ABOUT: &str = "How far an invocation may be shorter or longer by chance.";
pub(crate) const TIMEOUT: &str = "Timeout";
pub(crate) const TIMEOUT_ABOUT: &str = "1 to 900 s; an invocation that takes longer has failed.";
pub(crate) const CONCURRENCY: &str = "ReservedConcurrentExecutions";
pub(crate) const CONCURRENCY_ABOUT: &str =
    "The most invocations at a time; refused ones use up no retry. Empty: no limit of its own.";
pub(crate) const UNIT_AT_A_TIME: &str = "at a time";
pub(crate) const FAILS: &str = "Fails";
pub(crate) const FAILS_NEVER: &str = "Never, so far.";
pub(crate) const FAIL_REMOVE: &str = "Remove";
pub(crate) const FAIL_ADD: &str = "Add";
pub(crate) const FAIL_WHEN: &str = "When";
pub(crate) const FAIL_HOW: &str = "How";
pub(crate) const FAIL_VALUE: &str = "Which";
pub(crate) const FAIL_BAG: &str = "at the chosen bag";
pub(crate) const FAIL_KEY: &str = "at a record with the key";
pub(crate) const FAIL_FIELD: &str = "at a record whose data has";
pub(crate) const FAIL_NTH_RECORD: &str = "at every n-th record of a shard";
pub(crate) const FAIL_NTH_INVOCATION: &str = "at every n-th invocation";
pub(crate) const FAIL_FOR: &str = "always, for some seconds from now";
pub(crate) const HOW_THROWS: &str = "throws an error";
pub(crate) const HOW_TIMES_OUT: &str = "runs into its timeout";
pub(crate) const HOW_MEMORY: &str = "runs out of memory";
pub(crate) const HOW_ITEM: &str = "names the record in batchItemFailures";
pub(crate) const HOW_THROTTLED: &str = "is refused by Lambda";
pub(crate) const WANT_BAG: &str =
    "Choose a bag first: click one on a belt of the hall, or take one from the recent records.";
pub(crate) const WANT_KEY: &str = "Write the partition key, such as DE.";
pub(crate) const WANT_FIELD: &str = "Write a name and a value, such as action = \"checkout\" or item = 17.";
pub(crate) const WANT_NUMBER: &str = "Write a whole number above 0.";
pub(crate) const WANT_WHOLE: &str =
    "Lambda refuses invocations, not records: take every n-th invocation or some seconds.";

pub(crate) fn wants(least: u64, most: u64) -> String {
    use crate::app::figures::count;
    format!("Write a whole number from {} to {}.", count(least), count(most))
}

pub(crate) const INVOCATIONS: &str = "Invocations";
pub(crate) const FAILED: &str = "of these failed";
pub(crate) const THROTTLED: &str = "Refused by Lambda";
pub(crate) const RUNNING: &str = "Running now";
pub(crate) const PROCESSED: &str = "Processed";
pub(crate) const SAVED: &str = "of these saved by bisect";
pub(crate) const FILTERED: &str = "Filtered out";
pub(crate) const DISCARDED: &str = "Given up";
pub(crate) const EXPIRED: &str = "Expired before they were done";
pub(crate) const ITERATOR_AGE: &str = "Age of the oldest open record";
pub(crate) const TREES: &str = "Failing batches";
pub(crate) const TREES_NONE: &str = "No batch has failed.";
pub(crate) const LANE: &str = "lane";
pub(crate) const IN_HAND: &str = "the batch in hand";
pub(crate) const LAST_FAILED: &str = "the last batch that failed, finished";
pub(crate) const PART_WAITS: &str = "waits for its turn";
pub(crate) const PART_RUNS: &str = "in the function now";
pub(crate) const PART_RUNS_AGAIN: &str = "in the function again";
pub(crate) const PART_REFUSED: &str = "refused by Lambda, tried again soon";
pub(crate) const PART_PASSED: &str = "passed";
pub(crate) const PART_SPLIT: &str = "split in two";
pub(crate) const PART_REMAINDER: &str = "done up to the named record; the rest is tried again";
pub(crate) const FAULT_THREW: &str = "an error was thrown";
pub(crate) const FAULT_TIMED_OUT: &str = "it timed out";
pub(crate) const FAULT_MEMORY: &str = "it ran out of memory";
pub(crate) const FAULT_ITEM: &str = "it named the record";
pub(crate) const FAULT_RESPONSE: &str = "it returned something that counts as a failure";
pub(crate) const REASON_RETRIES: &str = "given up, retries used up (RetryAttemptsExhausted)";
pub(crate) const REASON_AGE: &str = "given up, too old (RecordAgeExceeded)";
pub(crate) const REASON_EXPIRED: &str = "gone, past the stream's retention";
pub(crate) const BY_SHARD: &str = "The mapping by shard";
pub(crate) const BY_SHARD_SCROLL: &str = "Table of the mapping by shard, scrolls sideways";
pub(crate) const BY_SHARD_HEADS: &[&str] =
    &["Shard", "State", "Not read yet", "Waiting", "In hand", "Oldest open", "Tumbling window"];
pub(crate) const BLOCKED: &str = "blocked by a failing batch";
pub(crate) const FLOWING: &str = "flowing";
pub(crate) const LOST: &str = "Lost & Found";
pub(crate) const LOST_NONE: &str = "No batch was given up.";
pub(crate) const MESSAGE: &str = "The message that was sent";

pub(crate) fn invocations(n: u32) -> String {
    if n == 1 { "1 invocation".to_owned() } else { format!("{n} invocations") }
}

pub(crate) const HANDLER_USE: &str = "Answer with this handler";
pub(crate) const HANDLER_USE_ABOUT: &str =
    "Time stands still while it runs. Its answer is kept, so that going back tells the same story.";
pub(crate) const HANDLER_ABOUT: &str =
    "It is given the event that Lambda would hand over, in a worker without page or network, for 1 s of real time.";
pub(crate) const HANDLER_APPLY: &str = "Take this version";
pub(crate) const HANDLER_EXAMPLE: &str = "export const handler = async (event) => {
  for (const record of event.Records) {
    const text = atob(record.kinesis.data);
    const order = JSON.parse(text);
    if (order.action === \"checkout\") {
      // Name the record to have it and those behind it tried again:
      // return { batchItemFailures: [{ itemIdentifier: record.kinesis.sequenceNumber }] };
      throw new Error(`cannot check out ${record.kinesis.partitionKey}`);
    }
  }
  return { batchItemFailures: [] };
};
";
pub(crate) const RUN_RETURNED: &str = "The last run returned";
pub(crate) const RUN_UNREADABLE: &str = "The last run returned something that has no form in JSON:";
pub(crate) const RUN_THREW: &str = "The last run threw";
pub(crate) const RUN_FAILED: &str = "To Lambda the whole batch has failed.";
pub(crate) const RUN_TIMED_OUT: &str = "The last run was still going after 1 s and was stopped. To Lambda it ran into its timeout: the whole batch has failed.";

pub(crate) const CAPTION_BISECT: &str = "bisect on";
pub(crate) const CAPTION_NO_BISECT: &str = "bisect off";
pub(crate) const COMPARE_TYPED: &str =
    "A typed handler answers one run at a time: switch it off to set two runs side by side.";

pub(crate) const DEPLOY_FORM: &str = "Form";
pub(crate) const DEPLOY_SAM: &str = "A template of the AWS Serverless Application Model, in YAML";
pub(crate) const DEPLOY_CLOUDFORMATION: &str = "A CloudFormation template, in JSON";
pub(crate) const DEPLOY_CLI: &str = "aws lambda create-event-source-mapping";
pub(crate) const DEPLOY_TEXT: &str = "The mapping as a text";
pub(crate) const DEPLOY_TAKE: &str = "Take these settings";
pub(crate) const DEPLOY_GIVE_UP: &str = "Write it anew";
pub(crate) const DEPLOY_TAKEN: &str = "The mapping has the settings of the text.";
pub(crate) const DEPLOY_ABOUT: &str =
    "It follows the settings above, and they follow it. What AWS has as a default is left out.";
pub(crate) const DEPLOY_STREAM: &str = "The text reads the stream";
pub(crate) const DEPLOY_STREAM_HERE: &str = "on this page write";
pub(crate) const LINE: &str = "Line";
pub(crate) const COLUMN: &str = "column";

pub(crate) const POISON: &str = "Poison the chosen bag:";
pub(crate) const POISONED: &str = "The function fails at this record from now on.";
