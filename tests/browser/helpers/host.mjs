// Somebody else's page: another origin than the site's, with widgets in it. A test fails when anything is written to the console.

import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { test as base } from "@playwright/test";
import { serveDist } from "./server.mjs";

export { expect } from "@playwright/test";

/** What the page notes: events of tags, each with the id of its element, and messages of iframes. */
const NOTE = `
  window.heard = [];
  for (const type of ["ready", "resize", "answered", "completed", "passed", "failed", "error"]) {
    document.addEventListener(type, ({ target, detail }) => target.id && heard.push({ from: target.id, type, detail }), true);
  }
  addEventListener("message", ({ data, source, origin }) => {
    if (data?.source !== "beltline") return;
    const frame = [...document.querySelectorAll("iframe")].find((one) => one.contentWindow === source);
    heard.push({ from: frame?.id, origin, v: data.v, type: data.type, detail: data });
    if (data.type === "resize") frame.height = data.height_px;
  });`;

/** What a Content-Security-Policy calls that script. */
export const NOTE_HASH = createHash("sha256").update(NOTE).digest("base64");

export const test = base.extend({
  site: [async ({}, use) => {
    const site = await serveDist();
    await use(site);
    await site.close();
  }, { scope: "worker" }],

  /** Everything written to the console so far. A test that provokes something empties the list. */
  console: [async ({ context }, use) => {
    const written = [];
    context.on("console", (message) => written.push(`${message.type()}: ${message.text()} (${message.location().url})`));
    context.on("weberror", (error) => written.push(`thrown: ${error.error().stack ?? error.error()}`));
    await use(written);
    base.expect(written, "what the console says").toEqual([]);
  }, { auto: true }],

  /** Opens a page of another origin with \`body\` in it. */
  openHost: async ({ page, site }, use) => {
    let [html, headers] = ["", {}];
    const server = createServer((request, response) => {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...headers }).end(html);
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    // Another name than the site's, so that the browser counts it as another site.
    const address = `http://localhost:${server.address().port}/`;
    await use(async (body, style = "", more = {}) => {
      headers = more;
      html = `<!doctype html><html lang="en"><head><title>A course</title><link rel="icon" href="data:,">${style && `<style>${style}</style>`}
        <script>${NOTE}</script><script type="module" src="${site.url}player.js"></script></head><body>${body}</body></html>`;
      await page.goto(address);
    });
    await new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  },
});

/** What a page has heard from one of its widgets, of one type. */
export const heard = (page, from, type) => page.evaluate(
  ([id, wanted]) => window.heard.filter((one) => one.from === id && one.type === wanted), [from, type]);

/**
 * Brings a control into sight and waits until that is drawn: before it is, Chromium hands a press to the iframe of another
 * site that was there.
 */
export async function inSight(page, control) {
  await control.scrollIntoViewIfNeeded();
  await page.evaluate(() => new Promise((drawn) => { requestAnimationFrame(() => requestAnimationFrame(drawn)); }));
  return control;
}
