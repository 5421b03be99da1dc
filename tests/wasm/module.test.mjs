// The built module as programs use it, in Node.js: what it promises beyond what the native tests see.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { call, data, load } from "./load.mjs";

const TWO_SHARDS = JSON.stringify({ version: 1, streams: [{ name: "clicks", shards: 2 }] });

test("importing starts nothing and touches no page", async () => {
  const before = Object.getOwnPropertyNames(globalThis).sort();
  const module = await import("../../dist/beltline.js");
  assert.equal(typeof module.default, "function");
  assert.equal(typeof module.Playground, "function");
  assert.equal(typeof module.mount, "function");
  assert.equal(globalThis.document, undefined);
  assert.deepEqual(Object.getOwnPropertyNames(globalThis).sort(), before);
  await load();
  assert.deepEqual(Object.getOwnPropertyNames(globalThis).sort(), before, "nor does starting it");
});

test("the partition key's MD5 decides the shard", async () => {
  const { Playground } = await load();
  const playground = new Playground(TWO_SHARDS);
  for (const [key, shard] of [["hello", "shardId-000000000000"], ["user-1", "shardId-000000000001"]]) {
    const reply = call(playground, "PutRecord", { StreamName: "clicks", PartitionKey: key, Data: data("a") });
    assert.equal(reply.ShardId, shard, key);
    assert.match(reply.SequenceNumber, /^\d{56}$/);
  }
});

test("a record put is a record read", async () => {
  const { Playground } = await load();
  const playground = new Playground(TWO_SHARDS);
  const put = call(playground, "PutRecords", {
    StreamName: "clicks",
    Records: ["hello", "user-1"].map((key) => ({ PartitionKey: key, Data: data(`from ${key}`) })),
  });
  assert.equal(put.FailedRecordCount, 0);
  playground.advance(1000);
  const shards = call(playground, "ListShards", { StreamName: "clicks" }).Shards;
  assert.deepEqual(shards.map((shard) => shard.ShardId), ["shardId-000000000000", "shardId-000000000001"]);
  const { ShardIterator } = call(playground, "GetShardIterator", {
    StreamName: "clicks", ShardId: shards[1].ShardId, ShardIteratorType: "TRIM_HORIZON",
  });
  const { Records } = call(playground, "GetRecords", { ShardIterator });
  assert.deepEqual(Records.map(({ PartitionKey, Data }) => [PartitionKey, Data]), [["user-1", data("from user-1")]]);
});

test("a request that is wrong is answered, not thrown", async () => {
  const { Playground } = await load();
  const playground = new Playground(TWO_SHARDS);
  const before = playground.digest();
  const reply = playground.request("Kinesis_20131202.PutRecord", JSON.stringify({ StreamName: "nowhere", PartitionKey: "a", Data: "" }));
  assert.equal(reply.status, 400);
  assert.match(JSON.parse(reply.body).__type, /ResourceNotFoundException$/);
  assert.equal(playground.digest(), before, "and changes nothing");
});

test("a scenario that is wrong is refused with the place and the reason", async () => {
  const { Playground } = await load();
  assert.throws(() => new Playground("{"), Error);
  assert.throws(() => new Playground(JSON.stringify({ version: 1, streams: [{ name: "clicks", shards: 0 }] })), /shards/);
});

test("two playgrounds do not touch each other", async () => {
  const { Playground } = await load();
  const [one, other, untouched] = [1, 2, 3].map(() => new Playground(TWO_SHARDS));
  assert.equal(one.digest(), other.digest());
  call(one, "PutRecord", { StreamName: "clicks", PartitionKey: "hello", Data: data("a") });
  one.advance(5000);
  assert.equal(other.now(), 0);
  assert.equal(other.digest(), untouched.digest());
  assert.notEqual(one.digest(), other.digest());
});

test("a fork goes its own way", async () => {
  const { Playground } = await load();
  const playground = new Playground(TWO_SHARDS);
  playground.advance(1000);
  const fork = playground.fork();
  assert.equal(fork.digest(), playground.digest());
  call(fork, "PutRecord", { StreamName: "clicks", PartitionKey: "hello", Data: data("a") });
  assert.notEqual(fork.digest(), playground.digest());
  const facts = (of) => JSON.parse(of.facts(0)).facts.length;
  assert.equal(facts(fork), facts(playground) + 1);
});

test("going back is the same as never having gone on", async () => {
  const { Playground } = await load();
  const playground = new Playground();
  playground.advance(2000);
  const then = playground.digest();
  playground.advance(8000);
  assert.notEqual(playground.digest(), then);
  playground.seek(2000);
  assert.equal(playground.now(), 2000);
  assert.equal(playground.digest(), then);
});

test("it works in a worker", async () => {
  const { Playground } = await load();
  const here = new Playground(TWO_SHARDS);
  here.advance(1234);
  const worker = new Worker(new URL("worker.mjs", import.meta.url), { workerData: { scenario: TWO_SHARDS, ms: 1234 } });
  const there = await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  assert.equal(there.shard, "shardId-000000000000");
  assert.equal(there.digest, here.digest());
});
