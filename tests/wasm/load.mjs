// The built module in Node.js.

import { readFile } from "node:fs/promises";

const DIST = new URL("../../dist/", import.meta.url);

/** The module, its WebAssembly running; `wasm` holds the raw exports, with the memory. */
export async function load() {
  const module = await import(new URL("beltline.js", DIST));
  const wasm = await module.default({ module_or_path: await readFile(new URL("beltline_bg.wasm", DIST)) });
  return { ...module, wasm };
}

/** Calls an operation and gives back its body; throws what the service would. */
export function call(playground, operation, body) {
  const reply = playground.request(`Kinesis_20131202.${operation}`, JSON.stringify(body));
  const json = reply.body === "" ? {} : JSON.parse(reply.body);
  if (reply.status !== 200) throw new Error(`${operation}: ${reply.status} ${json.__type}: ${json.message}`);
  return json;
}

/** Text as the `Data` of a record. */
export const data = (text) => Buffer.from(text).toString("base64");
