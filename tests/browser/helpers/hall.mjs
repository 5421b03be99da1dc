// The page as a visitor knows it: by role and name.

import { createHash } from "node:crypto";
import { expect } from "./test.mjs";

/** Opens the page and stops time. */
export async function openPaused(page, address = "./") {
  await page.goto(address);
  await pause(page);
}

/** Stops time, and waits until the page says so. */
export async function pause(page) {
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
}

/** The simulated time on the clock, in milliseconds. */
export async function clock(page) {
  const text = await page.getByRole("timer", { name: "simulated time" }).innerText();
  const [, h, m, s, ms] = text.match(/^(\d+):(\d\d):(\d\d)\.(\d{3})$/).map(Number);
  return ((h * 60 + m) * 60 + s) * 1_000 + ms;
}

/** Lets time pass until the clock is past a moment, then stops it. */
export async function runTo(page, ms) {
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await expect.poll(() => clock(page), { intervals: [50] }).toBeGreaterThan(ms);
  await pause(page);
}

/** The rows of a table, each an object from column head to cell text. */
export function rows(page, name) {
  return page.getByRole("table", { name, exact: true }).evaluate((table) => {
    const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
    const row = ({ cells }) => Object.fromEntries(heads.map((head, i) => [head, cells[i].textContent.trim()]));
    return [...table.tBodies[0].rows].map(row);
  });
}

/** Terms and their descriptions in a part of the page. */
export function facts(part) {
  return part.evaluate((element) => Object.fromEntries([...element.querySelectorAll("dt")]
    .map((term) => [term.textContent, term.nextElementSibling.innerText])));
}

/** What a refused input must leave as it was. */
export async function world(page) {
  return { clock: await clock(page), shards: await rows(page, "Shards"), recent: await rows(page, "Recent records") };
}

/** `1,234` as a number. */
export const number = (text) => Number(text.replaceAll(",", ""));

/** The MD5 of a partition key as a whole number. */
export const hashOf = (key) => BigInt(`0x${createHash("md5").update(key).digest("hex")}`);

/** How many of these keys each of `shards` equal shards owns, by MD5 alone. */
export function countsByShard(keys, shards = 2) {
  const width = (1n << 128n) / BigInt(shards);
  const counts = Array(shards).fill(0);
  for (const key of keys) counts[Number(hashOf(key) / width)] += 1;
  return Object.fromEntries(counts.map((count, i) => [`shardId-${String(i).padStart(12, "0")}`, count]));
}

/** Counts the animation frames the page asks for. Call it before the page is opened. */
export async function watchFrames(page) {
  await page.addInitScript(() => {
    const ask = window.requestAnimationFrame.bind(window);
    const watch = { asked: 0 };
    window.requestAnimationFrame = (work) => {
      watch.asked += 1;
      return ask(work);
    };
    /** Lets the browser draw so many frames of its own, and says how many the page asked for meanwhile. */
    watch.during = async (frames) => {
      const before = watch.asked;
      for (let i = 0; i < frames; i += 1) await new Promise(ask);
      return watch.asked - before;
    };
    window.frameWatch = watch;
  });
}

/** How many frames the page asks for while the browser draws `frames`. */
export const framesAsked = (page, frames = 30) => page.evaluate((n) => window.frameWatch.during(n), frames);
