// Figures of going back and forth in time, one JSON line each. In a process of its own, so that the memory of WebAssembly,
// which only grows, is that of the hour alone.

import { readFileSync, readdirSync } from "node:fs";
import { load } from "./load.mjs";

const SCENES = new URL("../../src/scenario/scenes/", import.meta.url);
const LESSON_MS = 10 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
const RECORDS_PER_SECOND = 4000;

const print = (figure) => console.log(JSON.stringify(figure));

/** Numbers from 0 to 1 that are the same in every run. */
function* fractions(seed) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** The time that `times` seeks to moments up to `end_ms` take at the 95th percentile, in ms. */
function seeks(playground, end_ms, times) {
  const chance = fractions(7);
  const spent = Array.from({ length: times }, () => {
    const moment = Math.floor(chance.next().value * end_ms);
    const begun = performance.now();
    playground.seek(moment);
    return performance.now() - begun;
  });
  return spent.sort((one, other) => one - other)[Math.ceil(times * 0.95) - 1];
}

const rounded = (value) => Number(value.toFixed(1));

const { Playground, wasm } = await load();

// The hour comes first: memory that the scenes took would count with it.
try {
  const producer = {
    name: "sensors", stream: "sensors", records_per_second: RECORDS_PER_SECOND, record_bytes: 100,
    keys: { mix: "uniform", prefix: "customer-", keys: 100_000 },
  };
  const playground = new Playground(JSON.stringify({
    version: 1, streams: [{ name: "sensors", shards: 5 }], producers: [producer],
    consumers: [{ name: "reader", stream: "sensors" }],
  }));
  const begun = performance.now();
  playground.advance(HOUR_MS);
  const played_s = (performance.now() - begun) / 1000;
  const accepted = JSON.parse(playground.report()).streams[0].shards.reduce((sum, shard) => sum + shard.accepted_records, 0);
  if (accepted !== RECORDS_PER_SECOND * 3600 + 1) throw new Error(`${accepted} records were accepted`);
  const digest = playground.digest();
  const ms = seeks(playground, HOUR_MS, 100);
  playground.seek(HOUR_MS);
  if (playground.digest() !== digest) throw new Error("the hour ends otherwise after going back");
  const megabytes = wasm.memory.buffer.byteLength / 2 ** 20;
  print({ name: "hour_seek_p95", value: rounded(ms), unit: "ms", budget: 500, ok: ms <= 500 });
  print({ name: "hour_memory", value: rounded(megabytes), unit: "MiB", budget: 300, ok: megabytes <= 300 });
  print({ name: "hour_played", value: rounded(played_s), unit: "s" });
  playground.free();
} catch (error) {
  print({ name: "hour", error: String(error?.message ?? error) });
}

try {
  let worst = { ms: -1, scene: "" };
  for (const name of readdirSync(SCENES).filter((name) => name.endsWith(".json"))) {
    const playground = new Playground(readFileSync(new URL(name, SCENES), "utf8"));
    playground.advance(LESSON_MS);
    const ms = seeks(playground, LESSON_MS, 60);
    if (ms > worst.ms) worst = { ms, scene: name };
    playground.free();
  }
  const { ms, scene } = worst;
  print({ name: "lesson_seek_p95", value: rounded(ms), unit: "ms", budget: 50, ok: ms <= 50, scene });
} catch (error) {
  print({ name: "lesson_seek_p95", error: String(error?.message ?? error) });
}
