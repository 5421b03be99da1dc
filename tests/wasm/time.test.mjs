// Going back and forth through the module: whatever the order, a moment is the same; a fork never disturbs its origin.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { call, data, load } from "./load.mjs";

const SCENES = new URL("../../src/scenario/scenes/", import.meta.url);
const MOMENTS_MS = [0, 1, 700, 4_000, 9_999, 15_000, 22_500, 30_000];
const OUT_OF_ORDER = [5, 2, 7, 0, 6, 1, 4, 3, 7, 3];

const seen = (playground) => ({ now: playground.now(), digest: playground.digest(), facts: playground.facts(0) });

test("seek gives what a straight run gives, in any order", async (context) => {
  const { Playground } = await load();
  for (const name of readdirSync(SCENES).filter((name) => name.endsWith(".json"))) {
    await context.test(name, () => {
      const json = readFileSync(new URL(name, SCENES), "utf8");
      const straight = new Playground(json);
      const told = MOMENTS_MS.map((moment) => {
        straight.advance(moment - straight.now());
        return seen(straight);
      });
      const wanderer = new Playground(json);
      for (const at of OUT_OF_ORDER) {
        wanderer.seek(MOMENTS_MS[at]);
        assert.deepEqual(seen(wanderer), told[at], `at ${MOMENTS_MS[at]} ms`);
      }
    });
  }
});

test("a fork changes its own past only", async () => {
  const { Playground } = await load();
  const origin = new Playground(readFileSync(new URL("hot-key.json", SCENES), "utf8"));
  origin.advance(20_000);
  const there = seen(origin);
  const fork = origin.fork();
  fork.seek(6_000);
  const StreamName = JSON.parse(fork.report()).streams[0].name;
  call(fork, "PutRecord", { StreamName, PartitionKey: "what if", Data: data("a") });
  fork.seek(20_000);
  const what_if = seen(fork);
  assert.notEqual(what_if.digest, there.digest);
  origin.seek(3_000);
  origin.seek(20_000);
  assert.deepEqual(seen(origin), there);
  fork.seek(1);
  fork.seek(20_000);
  assert.deepEqual(seen(fork), what_if);
});
