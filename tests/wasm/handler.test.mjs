// A typed handler, asked from a program: time stands still until it answers, and its answer is a part of the run.

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const SCENARIO = JSON.stringify({
  version: 1,
  streams: [{ name: "orders", shards: 1 }],
  mappings: [{
    name: "orders",
    stream: "orders",
    start: "TRIM_HORIZON",
    report_batch_item_failures: true,
    maximum_retry_attempts: 0,
    function: { name: "orders-fn", handler: "export const handler = (event) => event;" },
  }],
  script: [{ at_ms: 100, do: "put_records", stream: "orders", records: [{ partition_key: "a", data: "1" }, { partition_key: "b", data: "2" }] }],
});

test("time stands still until a typed handler has answered", async () => {
  const { Playground } = await load();
  const playground = new Playground(SCENARIO);
  assert.equal(playground.waiting(), undefined);
  playground.advance(10_000);
  assert.ok(playground.now() < 10_000, `${playground.now()} ms`);
  const { invocation, handler, timeout_ms, event } = JSON.parse(playground.waiting());
  assert.equal(handler, "export const handler = (event) => event;");
  assert.equal(timeout_ms, 3_000);
  assert.deepEqual(event.Records.map(({ kinesis }) => atob(kinesis.data)), ["1", "2"]);
  assert.throws(() => playground.answer(invocation + 1, '{"returned":null}'), /Nobody waits/);
  assert.throws(() => playground.answer(invocation, "nonsense"));

  const itemIdentifier = event.Records[1].kinesis.sequenceNumber;
  playground.answer(invocation, JSON.stringify({ returned: { batchItemFailures: [{ itemIdentifier }] } }));
  playground.advance(10_000);
  const again = JSON.parse(playground.waiting());
  assert.equal(again.event.Records.length, 1, "only the remainder is tried again");
  playground.answer(again.invocation, JSON.stringify({ threw: "Error: no" }));
  playground.seek(20_000);
  assert.equal(playground.waiting(), undefined);
  const [mapping] = JSON.parse(playground.report()).mappings;
  assert.deepEqual([mapping.processed_records, mapping.discarded_records], [1, 1]);

  const there = playground.digest();
  playground.seek(0);
  playground.seek(20_000);
  assert.equal(playground.digest(), there, "answers are told again");
});
