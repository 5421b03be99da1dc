// The module in a worker, for module.test.mjs.

import { parentPort, workerData } from "node:worker_threads";
import { call, data, load } from "./load.mjs";

const { Playground } = await load();
const playground = new Playground(workerData.scenario);
playground.advance(workerData.ms);
const digest = playground.digest();
const { ShardId } = call(playground, "PutRecord", { StreamName: "clicks", PartitionKey: "hello", Data: data("a") });
parentPort.postMessage({ digest, shard: ShardId });
