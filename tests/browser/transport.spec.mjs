// Time in the visitor's hand: pause, step, speed and reset.

import { clock, framesAsked, openPaused, pause, rows, watchFrames } from "./helpers/hall.mjs";
import { expect, test } from "./helpers/test.mjs";

const button = (page, name) => page.getByRole("button", { name, exact: true });
const events = (page) => page.getByRole("log", { name: "Events" });
const speed = (page) => page.getByRole("combobox", { name: "Speed" });

/** Goes on with `press` and waits until the log tells more. */
async function step(page, press) {
  const before = await events(page).innerText();
  await press();
  await expect(events(page)).not.toHaveText(before, { useInnerText: true });
}

test("the first view moves by itself", async ({ page }) => {
  await page.goto("./");
  await expect(button(page, "Pause")).toBeVisible();
  await expect.poll(async () => (await rows(page, "Recent records")).length).toBeGreaterThan(0);
  await expect(events(page).getByRole("listitem").first()).toBeAttached();
});

test("Space pauses and resumes, and a paused page draws no frames", async ({ page }) => {
  await watchFrames(page);
  await page.goto("./");
  await expect(button(page, "Pause")).toBeVisible();
  expect(await framesAsked(page)).toBeGreaterThan(0);
  await page.keyboard.press("Space");
  await expect(button(page, "Play")).toBeVisible();
  await expect.poll(() => framesAsked(page)).toBe(0);
  const stopped = await clock(page);
  expect(await framesAsked(page, 60)).toBe(0);
  expect(await clock(page)).toBe(stopped);

  await page.keyboard.press("Space");
  await expect(button(page, "Pause")).toBeVisible();
  await expect.poll(() => clock(page)).toBeGreaterThan(stopped);
});

test("a step goes to the next thing that happens and tells it", async ({ page }) => {
  await openPaused(page);
  const start = await clock(page);
  for (let steps = 0; steps < 5; steps += 1) {
    await step(page, () => (steps % 2 === 0 ? button(page, "Step").click() : page.keyboard.press(".")));
    const now = await page.getByRole("timer").innerText();
    await expect(events(page).getByRole("listitem").last()).toContainText(now);
    await expect(button(page, "Play")).toBeVisible();
  }
  expect(await clock(page)).toBeGreaterThan(start);
});

test("a step while time passes pauses first", async ({ page }) => {
  await page.goto("./");
  await button(page, "Step").click();
  await expect(button(page, "Play")).toBeVisible();
});

test("the speed changes the pace, from 0.1x to 100x", async ({ page }) => {
  await watchFrames(page);
  await page.goto("./");
  await expect(button(page, "Pause")).toBeVisible();
  const labels = await speed(page).getByRole("option").allInnerTexts();
  expect(labels.at(0)).toBe("0.1x");
  expect(labels.at(-1)).toBe("100x");
  /** Simulated milliseconds that pass in a real one. */
  const pace = async () => {
    const real = await page.evaluate(() => performance.now());
    const simulated = await clock(page);
    await framesAsked(page, 20);
    const passed = (await clock(page)) - simulated;
    return passed / ((await page.evaluate(() => performance.now())) - real);
  };
  // A busy machine may fall behind, and by design skips what it missed; it must never run ahead.
  for (const [label, least, most] of [["0.1x", 0.01, 0.15], ["1x", 0.2, 1.5], ["100x", 3, 150]]) {
    await speed(page).selectOption({ label });
    const measured = await pace();
    expect(measured, label).toBeGreaterThan(least);
    expect(measured, label).toBeLessThan(most);
  }
  await speed(page).blur();
  await page.keyboard.press("[");
  await expect(speed(page).getByRole("option", { selected: true })).toHaveText("50x");
  await page.keyboard.press("]");
  await expect(speed(page).getByRole("option", { selected: true })).toHaveText("100x");
});

test("Reset goes back to the start", async ({ page }) => {
  await openPaused(page);
  await button(page, "Reset").click();
  await expect(page.getByRole("timer")).toHaveText("00:00:00.000");
  await expect.poll(async () => (await rows(page, "Shards")).map((row) => row.Records)).toEqual(["0", "0"]);
  expect(await rows(page, "Recent records")).toEqual([]);
});

test("the same steps show the same records again after a reset", async ({ page }) => {
  await openPaused(page);
  const story = async () => {
    await button(page, "Reset").click();
    await expect(page.getByRole("timer")).toHaveText("00:00:00.000");
    await expect(events(page)).toContainText("00:00:00.000");
    await expect(events(page)).not.toContainText(/00:00:(?!00\.000)/);
    for (let steps = 0; steps < 6; steps += 1) await step(page, () => button(page, "Step").click());
    const told = { clock: await clock(page), log: await events(page).innerText(), recent: await rows(page, "Recent records") };
    expect(told.recent.length).toBeGreaterThan(0);
    return told;
  };
  const first = await story();
  expect(await story()).toEqual(first);
});

test("the page's keys leave somebody who types alone", async ({ page }) => {
  await openPaused(page);
  const before = await clock(page);
  const key = page.getByRole("textbox", { name: "Partition key" });
  await key.fill("");
  await key.pressSequentially("a b.0[]l?");
  await expect(key).toHaveValue("a b.0[]l?");
  await expect(button(page, "Play")).toBeVisible();
  await expect(page.getByRole("region", { name: "Legend" })).toBeHidden();
  await expect(speed(page).getByRole("option", { selected: true })).toHaveText("1x");
  expect(await clock(page)).toBe(before);
});

test("the speed of the last visit is kept", async ({ page }) => {
  await openPaused(page);
  await speed(page).selectOption({ label: "5x" });
  await page.reload();
  await expect(speed(page).getByRole("option", { selected: true })).toHaveText("5x");
  await pause(page);
});
