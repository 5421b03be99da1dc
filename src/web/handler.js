// Runs a handler that somebody typed, in a worker: it is given an event and gives back a value, and has no page, no
// network of its own and no storage. Whoever started the worker ends it when the handler takes too long.
"use strict";

for (const name of ["BroadcastChannel", "EventSource", "SharedWorker", "WebSocket", "WebTransport", "Worker", "XMLHttpRequest", "caches", "fetch", "importScripts", "indexedDB"]) {
  try {
    Object.defineProperty(self, name, { value: undefined });
  } catch {
    // A browser that does not let go of a name keeps it; the page is out of reach all the same.
  }
}

const LINES_MAX = 40;
const reply = self.postMessage.bind(self);
let lines = [];
let loaded = { source: null, handler: null };

const words = (value) => {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
};
const log = (...values) => {
  if (lines.length < LINES_MAX) lines.push(values.map(words).join(" ").slice(0, 500));
};
self.console = { log, info: log, warn: log, error: log, debug: log };

async function load(source) {
  let handler;
  if (/^\s*export\b/m.test(source)) {
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    try {
      handler = (await import(address)).handler;
    } finally {
      URL.revokeObjectURL(address);
    }
  } else {
    const module = { exports: {} };
    new Function("module", "exports", source)(module, module.exports);
    handler = module.exports.handler;
  }
  if (typeof handler !== "function") throw new TypeError("no function is exported by the name handler");
  return handler;
}

self.onmessage = async ({ data: { source, event } }) => {
  lines = [];
  const begun = performance.now();
  const done = (outcome) => reply({ ...outcome, lines, ms: performance.now() - begun });
  try {
    if (loaded.source !== source) loaded = { source, handler: await load(source) };
    const value = await loaded.handler(JSON.parse(event), {});
    let text;
    try {
      text = JSON.stringify(value === undefined ? null : value);
    } catch (error) {
      done({ unreadable: String(error?.message ?? error) });
      return;
    }
    done(text === undefined ? { unreadable: `a ${typeof value} has no form in JSON` } : { returned: text });
  } catch (error) {
    done({ threw: `${error?.name ?? "Error"}: ${error?.message ?? error}`.slice(0, 500) });
  }
};
