// What every browser test starts from: `import { expect, test } from "./helpers/test.mjs"`, then `page.goto("./")`.
// A test fails when the page writes an error to the console, throws, or asks another host for anything.

import { test as base } from "@playwright/test";
import { serveDist } from "./server.mjs";

export { expect } from "@playwright/test";

export const test = base.extend({
  site: [async ({}, use) => {
    const site = await serveDist();
    await use(site);
    await site.close();
  }, { scope: "worker" }],

  baseURL: async ({ site }, use) => use(site.url),

  /** Complaints of the page so far. A test that provokes one empties the list. */
  complaints: [async ({ context, site }, use) => {
    const complaints = [];
    const home = new URL(site.url).origin;
    context.on("console", (message) => {
      if (message.type() === "error") complaints.push(`console: ${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (error) => complaints.push(`thrown: ${error.error().stack ?? error.error()}`));
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.origin !== home) complaints.push(`another host: ${url}`);
    });
    await use(complaints);
    base.expect(complaints, "the page has nothing to complain about").toEqual([]);
  }, { auto: true }],
});
