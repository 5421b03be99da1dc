// Less motion, and the two lights of the hall.

import { clock, framesAsked, openPaused, rows, watchFrames } from "./helpers/hall.mjs";
import { expect, test } from "./helpers/test.mjs";

test.describe("where less motion is asked for", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("the page starts paused, and steps show the story", async ({ page }) => {
    await watchFrames(page);
    await page.goto("./");
    await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
    await expect.poll(() => framesAsked(page)).toBe(0);
    expect(await clock(page)).toBe(0);
    const total = async () => (await rows(page, "Shards")).reduce((sum, row) => sum + Number(row.Records), 0);
    expect(await total()).toBe(0);
    await expect.poll(async () => {
      await page.getByRole("button", { name: "Step", exact: true }).click();
      return total();
    }).toBeGreaterThan(3);
    expect(await clock(page)).toBeGreaterThan(0);
    expect((await rows(page, "Recent records")).length).toBeGreaterThan(3);
  });

  test("who wants to see it move can still play it", async ({ page }) => {
    await page.goto("./");
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await expect.poll(() => clock(page)).toBeGreaterThan(500);
  });
});

/** What the page's own parts are drawn with. */
const light = (page) => page.getByRole("main").evaluate((main) => {
  const [r, g, b] = getComputedStyle(main.querySelector("section")).backgroundColor.match(/\d+/g).map(Number);
  return { scheme: getComputedStyle(main).colorScheme, bright: (r + g + b) / 3 > 128 };
});
const choice = (page, name) => page.getByRole("radio", { name, exact: true });
const DAY = { scheme: "light", bright: true };
const NIGHT = { scheme: "dark", bright: false };

test("the page has the light of the system, until somebody chooses another", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await openPaused(page);
  const choose = async (name) => {
    await choice(page, name).focus();
    await page.keyboard.press("Space");
    await expect(choice(page, name)).toBeChecked();
  };
  await expect(choice(page, "Auto")).toBeChecked();
  expect(await light(page)).toEqual(NIGHT);
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(() => light(page)).toEqual(DAY);

  await choose("Night");
  await expect.poll(() => light(page)).toEqual(NIGHT);
  await page.emulateMedia({ colorScheme: "dark" });
  await choose("Day");
  await expect.poll(() => light(page)).toEqual(DAY);

  await page.reload();
  await expect(choice(page, "Day")).toBeChecked();
  expect(await light(page)).toEqual(DAY);
  await choose("Auto");
  await expect.poll(() => light(page)).toEqual(NIGHT);
});
