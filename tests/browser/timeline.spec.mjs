// The time machine: going to any moment, marks, branches, a range to repeat, and a record's life.

import { expect, test } from "./helpers/test.mjs";
import { clock, openPaused, pause, rows, runTo, watchFrames } from "./helpers/hall.mjs";

const button = (part, name) => part.getByRole("button", { name, exact: true });
const slider = (page) => page.getByRole("slider", { name: "Timeline" });
const machine = (page) => page.getByRole("region", { name: "Time machine" });
const branches = (page) => machine(page).getByRole("region", { name: "Branches" });
const branch = (page, name) => branches(page).getByRole("group", { name, exact: true });

async function openMachine(page) {
  await button(page, "Time machine").click();
  await expect(branches(page)).toBeVisible();
}

/** Goes to a moment with the keys of the slider: whole seconds from the start. */
async function goTo(page, seconds) {
  await slider(page).focus();
  await page.keyboard.press("Home");
  await expect(page.getByRole("timer")).toHaveText("00:00:00.000");
  for (let second = 0; second < seconds; second += 1) await page.keyboard.press("ArrowRight");
  await expect.poll(() => clock(page)).toBe(seconds * 1000);
}

async function put(page, key) {
  await page.getByRole("textbox", { name: "Partition key" }).fill(key);
  await button(page, "Put record").click();
}

const tables = async (page) => ({ shards: await rows(page, "Shards"), recent: await rows(page, "Recent records") });

test("the slider goes to any moment by keys, and the same moment looks the same", async ({ page }) => {
  await openPaused(page);
  await runTo(page, 6_000);
  await goTo(page, 3);
  const there = await tables(page);
  await expect(slider(page)).toHaveAttribute("aria-valuenow", "3");
  await page.keyboard.press("End");
  await expect.poll(() => clock(page)).toBeGreaterThan(6_000);
  await page.keyboard.press("Shift+ArrowLeft");
  await expect(page.getByRole("timer")).toHaveText("00:00:00.000");
  expect(await rows(page, "Recent records")).toEqual([]);
  await goTo(page, 3);
  expect(await tables(page)).toEqual(there);
});

test("a drag goes along, one seek a frame at most", async ({ page }) => {
  await watchFrames(page);
  await openPaused(page);
  await runTo(page, 4_000);
  const box = await slider(page).boundingBox();
  const x = (seconds) => box.x + (box.width * seconds) / 60;
  const y = box.y + box.height / 2;
  await page.mouse.move(x(1), y);
  await page.mouse.down();
  await expect.poll(async () => Math.abs((await clock(page)) - 1_000)).toBeLessThan(500);
  await page.mouse.move(x(3), y, { steps: 30 });
  await page.mouse.up();
  await expect.poll(async () => Math.abs((await clock(page)) - 3_000)).toBeLessThan(200);
  // Past what is known time is played, and the line grows with it.
  await page.mouse.click(x(20), y);
  await expect.poll(async () => Math.abs((await clock(page)) - 20_000)).toBeLessThan(200);
});

test("comma and full stop step back and forward by event", async ({ page }) => {
  await openPaused(page);
  await runTo(page, 2_000);
  const moments = [];
  for (let steps = 0; steps < 4; steps += 1) {
    const before = await clock(page);
    await page.keyboard.press(",");
    await expect.poll(() => clock(page)).toBeLessThan(before);
    moments.unshift(await clock(page));
  }
  for (const moment of moments.slice(1)) {
    await page.keyboard.press(".");
    await expect.poll(() => clock(page)).toBe(moment);
  }
  const events = page.getByRole("log", { name: "Events" });
  await expect(events.getByRole("listitem").last()).toContainText(await page.getByRole("timer").innerText());
});

test("marks are listed and can be gone to", async ({ page }) => {
  await openPaused(page);
  await put(page, "hello");
  const at = await page.getByRole("timer").innerText();
  await runTo(page, (await clock(page)) + 3_000);
  await openMachine(page);
  const marks = machine(page).getByRole("list", { name: "Marks" });
  await marks.getByRole("button", { name: `${at} Record put` }).click();
  await expect(page.getByRole("timer")).toHaveText(at);
  await slider(page).focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("PageUp");
  await expect(page.getByRole("timer")).toHaveText(at);
  await page.keyboard.press("Escape");
  await expect(machine(page)).toBeHidden();
});

test("a change in the past forks, and both futures stay", async ({ page }) => {
  await openPaused(page);
  await runTo(page, 6_000);
  const end = await clock(page);
  const main = await tables(page);
  await goTo(page, 2);
  await put(page, "what-if");
  await expect(page.getByText("on what if 1")).toBeVisible();
  await expect(page.getByRole("log", { name: "Events" })).toContainText("stays as it was");
  await runTo(page, 5_000);
  await openMachine(page);
  await expect(branch(page, "what if 1")).toContainText("left main at 00:00:02.000");
  await branch(page, "what if 1").getByRole("textbox", { name: "Name of the branch" }).fill("one more bag");
  await page.keyboard.press("Enter");
  await expect(page.getByText("on one more bag")).toBeVisible();

  await button(page, "Compare with main").click();
  const comparison = machine(page).getByRole("region", { name: "Comparison" });
  await expect(comparison).toContainText("one more bag and main share everything up to 00:00:02.000.");
  await expect(comparison).toContainText("The first difference after that is at");
  await expect(comparison.getByRole("img", { name: /^Written: / })).toBeVisible();
  await expect(comparison.getByRole("columnheader", { name: "one more bag" })).toBeVisible();
  await button(comparison, "Go to the first difference").click();
  await expect.poll(() => clock(page)).toBeGreaterThan(2_000);

  await button(page, "Look at main").click();
  await slider(page).focus();
  await page.keyboard.press("End");
  await expect.poll(() => clock(page)).toBe(end);
  expect(await tables(page)).toEqual(main);
  await button(page, "Remove one more bag").click();
  await expect(branches(page).getByRole("group")).toHaveCount(1);
});

test("a branch can be begun without a change", async ({ page }) => {
  await openPaused(page);
  await runTo(page, 3_000);
  await goTo(page, 1);
  await openMachine(page);
  await button(page, "What if … from here").click();
  await expect(branch(page, "what if 1")).toContainText("looked at");
  await button(page, "Compare with main").click();
  await expect(machine(page).getByRole("region", { name: "Comparison" })).toContainText("Nothing differs so far.");
});

test("a range is played again and again", async ({ page }) => {
  await openPaused(page);
  await runTo(page, 5_000);
  await openMachine(page);
  await goTo(page, 2);
  await button(page, "Start here").click();
  await button(page, "End here").click();
  await expect(machine(page)).toContainText("The range starts at 00:00:02.000");
  await slider(page).focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => clock(page)).toBe(3_000);
  await button(page, "End here").click();
  await expect(machine(page)).toContainText("00:00:02.000 to 00:00:03.000 is played again and again.");
  await button(page, "Play").click();
  let falls = 0;
  let before = await clock(page);
  await expect.poll(async () => {
    const now = await clock(page);
    expect(now).toBeLessThanOrEqual(3_000);
    if (now < before) falls += 1;
    before = now;
    return falls;
  }, { intervals: [50] }).toBeGreaterThan(1);
  await button(page, "No longer repeat").click();
  await expect.poll(() => clock(page)).toBeGreaterThan(3_000);
  await pause(page);
});

test("a record can be followed from its put to its reader", async ({ page }) => {
  await openPaused(page);
  await put(page, "hello");
  const at = await page.getByRole("timer").innerText();
  await runTo(page, (await clock(page)) + 2_000);
  await page.getByRole("table", { name: "Recent records" }).getByRole("button", { name: /hello$/ }).first().click();
  await button(page, "Follow this record").click();
  const life = page.getByRole("list", { name: "This record's life" });
  await expect(life.getByRole("button").first()).toContainText(`${at} shardId-000000000000 took hello`);
  await expect(life.getByRole("button").nth(1)).toContainText(" read ");
  await life.getByRole("button").first().click();
  await expect(page.getByRole("timer")).toHaveText(at);
});
