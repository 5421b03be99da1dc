// Every shipped scene gives the same digest natively and in WebAssembly, and the same again when it is run again.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { load } from "./load.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SCENES = new URL("../../src/scenario/scenes/", import.meta.url);

/** One object a line: the scene's file name without `.json`, a moment, the digest there. */
function native() {
  const told = execFileSync(process.env.CARGO ?? "cargo", ["run", "--quiet", "--package", "beltline", "--example", "digests"],
    { cwd: ROOT, encoding: "utf8", maxBuffer: 64 << 20, stdio: ["ignore", "pipe", "inherit"] });
  return told.trim().split("\n").map((line) => JSON.parse(line));
}

test("native and WebAssembly agree on every scene", async (context) => {
  const { Playground } = await load();
  const moments = new Map();
  for (const { scene, ...moment } of native()) moments.set(scene, [...(moments.get(scene) ?? []), moment]);
  const shipped = readdirSync(SCENES).filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -5));
  assert.deepEqual([...moments.keys()].sort(), shipped.sort(), "every scene was run natively");
  for (const [scene, expected] of moments) {
    await context.test(scene, () => {
      const json = readFileSync(new URL(`${scene}.json`, SCENES), "utf8");
      const [playground, again] = [new Playground(json), new Playground(json)];
      for (const { at_ms, digest } of expected) {
        playground.seek(at_ms);
        assert.equal(playground.digest(), digest, `at ${at_ms} ms`);
        again.advance(at_ms - again.now());
        assert.equal(again.digest(), digest, `advanced to ${at_ms} ms`);
      }
    });
  }
});
