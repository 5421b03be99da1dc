// The producers: their rate, their keys, and whether they send at all.

import { clock, hashOf, number, openPaused, rows, runTo } from "./helpers/hall.mjs";
import { expect, test } from "./helpers/test.mjs";

const desk = (page, name) => page.getByRole("region", { name, exact: true });
const shards = async (page) => (await rows(page, "Shards")).map((row) => number(row.Records));

test.beforeEach(async ({ page }) => {
  await openPaused(page);
  await page.getByRole("tab", { name: "Desks" }).click();
});

test("stopped desks send nothing until they are started again", async ({ page }) => {
  for (const name of ["web clicks", "kiosk"]) {
    await page.getByRole("button", { name: `Stop ${name}` }).click();
    await expect(page.getByRole("button", { name: `Start ${name}` })).toBeVisible();
  }
  const before = await shards(page);
  await page.getByRole("combobox", { name: "Speed" }).selectOption({ label: "10x" });
  await runTo(page, (await clock(page)) + 3_000);
  expect(await shards(page)).toEqual(before);
  await page.getByRole("button", { name: "Start kiosk" }).click();
  await runTo(page, (await clock(page)) + 3_000);
  const [first, second] = await shards(page);
  expect(first + second).toBeGreaterThan(before[0] + before[1]);
});

test("one key at 2,000 records a second, set by hand, meets the limit", async ({ page }) => {
  await page.getByRole("button", { name: "Stop kiosk" }).click();
  const clicks = desk(page, "web clicks");
  await clicks.getByRole("combobox", { name: "Keys" }).selectOption({ label: "One key only" });
  await clicks.getByRole("spinbutton", { name: "Exact rate" }).fill("2000");
  await clicks.getByRole("spinbutton", { name: "Exact rate" }).press("Enter");
  await expect(clicks.getByRole("slider", { name: "Rate" })).toHaveValue("2000");
  const place = Number(hashOf("DE") >> 127n);
  const before = await shards(page);
  await page.getByRole("combobox", { name: "Speed" }).selectOption({ label: "2x" });
  await runTo(page, (await clock(page)) + 3_000);
  const table = await rows(page, "Shards");
  expect(number(table[place]["Refused/s"])).toBeGreaterThan(0);
  expect(number(table[place]["Records/s"].split(" of ")[0])).toBeLessThanOrEqual(1_000);
  expect(number(table[1 - place].Records), "the other belt").toBe(before[1 - place]);
});
