// Figures of the built module in Node.js, one JSON line each. Rates are set beside the MD5 rate of this machine, measured
// in the same run with the same hash in WebAssembly (BELTLINE_YARDSTICK names the module that only hashes).

import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { data, load } from "./load.mjs";

const STREAM = "sensors";
const SHARDS = 64;
/** Four fifths of what the shards take. */
const RECORDS_PER_SECOND = 800 * SHARDS;
const BATCH = 500;
/** What is compared is measured in turn, so often, so that all of it meets the same moments of the machine. */
const ROUNDS = 9;

const print = (figure) => console.log(JSON.stringify(figure));

/** Measures one figure; what goes wrong is printed in its place. */
async function figure(name, measure) {
  try {
    print({ name, ...(await measure()) });
  } catch (error) {
    print({ name, error: String(error?.message ?? error) });
  }
}

/** Seconds that `work` takes. */
function seconds(work) {
  const begun = performance.now();
  work();
  return (performance.now() - begun) / 1000;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Gives what measures the rate of MD5 alone. */
async function md5() {
  const path = pathToFileURL(process.env.BELTLINE_YARDSTICK);
  const { default: init, hash_keys } = await import(path);
  await init({ module_or_path: await readFile(new URL(path.href.replace(/\.js$/, "_bg.wasm"))) });
  const keys = 1_000_000;
  hash_keys(keys);
  return () => keys / seconds(() => hash_keys(keys));
}

/** One stream that is written to until `stop_ms`. */
function scenario(stop_ms, consumers) {
  const producer = {
    name: "sensors", stream: STREAM, records_per_second: RECORDS_PER_SECOND, record_bytes: 100,
    keys: { mix: "uniform", prefix: "customer-", keys: 100_000 }, stop_ms,
  };
  return JSON.stringify({ version: 1, streams: [{ name: STREAM, shards: SHARDS }], producers: [producer], consumers });
}

const sum = (list, field) => list.reduce((total, entry) => total + entry[field], 0);

function expect(what, value, wanted) {
  if (value !== wanted) throw new Error(`${what}: ${value} instead of ${wanted}`);
}

const { Playground, wasm } = await load();

await figure("record_memory", () => {
  const stop_ms = 40_000;
  const records = RECORDS_PER_SECOND * stop_ms / 1000;
  const before = wasm.memory.buffer.byteLength;
  const playground = new Playground(scenario(stop_ms, []));
  playground.advance(stop_ms + 1000);
  const bytes = wasm.memory.buffer.byteLength - before;
  expect("records accepted", sum(JSON.parse(playground.report()).streams[0].shards, "accepted_records"), records);
  playground.free();
  const value = Number((bytes / records).toFixed(1));
  return { value, unit: "bytes/record", budget: 64, ok: value <= 64 };
});

function wholePath() {
  const stop_ms = 10_000;
  const json = scenario(stop_ms, [{ name: "reader", stream: STREAM }]);
  return () => {
    const playground = new Playground(json);
    const time = seconds(() => playground.advance(stop_ms + 3000));
    const { consumers } = JSON.parse(playground.report());
    expect("records delivered", sum(consumers, "delivered_records"), RECORDS_PER_SECOND * stop_ms / 1000);
    playground.free();
    return RECORDS_PER_SECOND * stop_ms / 1000 / time;
  };
}

function putRecords() {
  const calls = 400;
  const payload = data("x".repeat(100));
  const bodies = Array.from({ length: 40 }, (_, body) => JSON.stringify({
    StreamName: STREAM,
    Records: Array.from({ length: BATCH }, (_, record) => (
      { Data: payload, PartitionKey: `customer-${String(body * BATCH + record).padStart(7, "0")}` })),
  }));
  const empty = JSON.stringify({ version: 1, streams: [{ name: STREAM, shards: SHARDS }] });
  return () => {
    const playground = new Playground(empty);
    const replies = [];
    const time = seconds(() => {
      for (let number = 0; number < calls; number += 1) {
        replies.push(playground.request("Kinesis_20131202.PutRecords", bodies[number % bodies.length]));
        playground.advance(BATCH / RECORDS_PER_SECOND * 1000);
      }
    });
    for (const { status, body } of replies) {
      expect("status", status, 200);
      expect("records refused", JSON.parse(body).FailedRecordCount, 0);
    }
    playground.free();
    return calls * BATCH / time;
  };
}

const rates = { md5: [], whole_path: [], put_records: [] };
await figure("md5", async () => {
  const measures = { md5: await md5(), whole_path: wholePath(), put_records: putRecords() };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, measure] of Object.entries(measures)) rates[name].push(measure());
  }
  return { value: Math.round(Math.max(...rates.md5)), unit: "keys/s" };
});

/** A rate, at its best, beside its share of the MD5 rate at its best. `median` is what stands between half the rounds. */
async function beside(name, share) {
  await figure(name, () => {
    if (rates[name].length < ROUNDS) throw new Error("it could not be measured beside the MD5 rate");
    const [rate, baseline] = [Math.max(...rates[name]), Math.max(...rates.md5)];
    const ratio = (one, other) => Number((one / other).toFixed(3));
    return {
      value: Math.round(rate), unit: "records/s", baseline: Math.round(baseline), baseline_name: "MD5 keys/s",
      ratio: ratio(rate, baseline), median: median(rates[name].map((one, round) => ratio(one, rates.md5[round]))),
      budget: Math.round(baseline * share), ok: rate >= baseline * share,
    };
  });
}

await beside("whole_path", 0.25);
await beside("put_records", 0.06);
