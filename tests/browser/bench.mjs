// Figures of the page in Chromium, one JSON line each. With `bench` in its address the page leaves a measure
// `beltline:frame` for every frame it draws, and always the mark `beltline:first-bag` when the first bag moves.

import { chromium } from "@playwright/test";
import { launchOptions } from "./helpers/chromium.mjs";
import { serveDist } from "./helpers/server.mjs";

const VIEWPORT = { width: 1280, height: 720 };
/** The scene with about two thousand bags on its belts, and how long it takes to fill them, in seconds. */
const SCENE = "full-hall";
const SCENE_SHARDS = 64;
const SCENE_FILLS_S = 31;
const BAGS = 2000;
const WATCH_S = 4;
const LOADS = 5;

const print = (figure) => console.log(JSON.stringify(figure));
const percentile = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const round = (value) => Number(value.toFixed(2));

const site = await serveDist();
const browser = await chromium.launch(launchOptions);

/** Measures one figure on pages of its own; what goes wrong is printed in its place. */
async function figure(name, measure) {
  const context = await browser.newContext({ viewport: VIEWPORT });
  try {
    print({ name, ...(await measure(context)) });
  } catch (error) {
    print({ name, error: String(error?.message ?? error).split("\n")[0] });
  } finally {
    await context.close();
  }
}

await figure("first_bag_moves", async () => {
  const times = [];
  for (let load = 0; load < LOADS; load += 1) {
    const context = await browser.newContext({ viewport: VIEWPORT });
    const page = await context.newPage();
    await page.goto(site.url);
    const mark = await page.waitForFunction(() => performance.getEntriesByName("beltline:first-bag")[0]?.startTime, null, { timeout: 10_000 });
    times.push(await mark.jsonValue());
    await context.close();
  }
  const value = Math.round(percentile(times, 0.5));
  return { value, unit: "ms after navigation, median of 5", budget: 1000, ok: value <= 1000 };
});

await figure("frame_script", async (context) => {
  const page = await context.newPage();
  await page.goto(`${site.url}#bench&scene=${SCENE}`);
  const rows = page.getByRole("table", { name: "Shards" }).getByRole("row");
  await rows.nth(SCENE_SHARDS).waitFor({ state: "attached", timeout: 10_000 });
  await page.waitForTimeout(SCENE_FILLS_S * 1000);
  await page.evaluate(() => performance.clearMeasures("beltline:frame"));
  await page.waitForTimeout(WATCH_S * 1000);
  const frames = await page.evaluate(() => performance.getEntriesByName("beltline:frame").map((entry) => entry.duration));
  if (frames.length < 10) throw new Error(`the page measured ${frames.length} frames in ${WATCH_S} s`);
  const value = round(percentile(frames, 0.5));
  return { value, p95: round(percentile(frames, 0.95)), unit: `ms/frame, median of ${frames.length}, about ${BAGS} bags`, budget: 4, ok: value <= 4 };
});

await browser.close();
await site.close();
