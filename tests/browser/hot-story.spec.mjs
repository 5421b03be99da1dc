// From problem to cure as somebody plays it who has never seen the page: only what is written on it leads on. The whole story
// takes less than two minutes at the page's own pace.

import { number, rows } from "./helpers/hall.mjs";
import { expect, test } from "./helpers/test.mjs";

const STORY_MS_MAX = 120_000;

test.setTimeout(STORY_MS_MAX);

test("a hot shard from problem to cure", async ({ page }) => {
  await page.goto("./");
  // The problem: a scene whose title names it.
  await page.getByRole("combobox", { name: "Scene" }).selectOption({ label: "One hot key" });
  await expect(page.getByRole("heading", { level: 1, name: "One hot key" })).toBeVisible();
  const refused = async () => (await rows(page, "Shards")).map((row) => number(row["Refused/s"]));
  await expect.poll(async () => Math.max(...await refused()), { timeout: 40_000 }).toBeGreaterThan(100);

  // The board asks the question, and leads to the answer.
  await page.getByRole("button", { name: /^Why are records refused/ }).first().click();
  await expect(page.getByRole("radio", { name: "Capacity" })).toBeChecked();
  const tool = page.getByRole("tabpanel", { name: "Capacity" });
  await expect(tool.getByText("alone fills it", { exact: false })).toBeVisible({ timeout: 30_000 });
  const hottest = (await rows(page, "Its hottest keys, last 10 s or since the last change"))[0].Key;
  expect(hottest).toBe("customer-1");

  // A split is tried first, as most people would, and the page says that it will not help.
  const cure = (name) => tool.getByRole("region", { name });
  await expect(cure("A split")).toContainText("does not help here");
  // A suffix does, and its price in order stands beside it.
  await expect(cure("A suffix for the hot key")).toContainText("helps here");
  await expect(cure("A suffix for the hot key")).toContainText("order holds within each part only");
  await cure("A suffix for the hot key").getByRole("button", { name: new RegExp(`^Divide ${hottest} into`) }).click();

  // The parts are more than two belts carry: now a split helps, and half a minute later it has landed.
  await expect(tool.getByText("a split shares them out", { exact: false })).toBeVisible({ timeout: 30_000 });
  await expect(cure("A split")).toContainText("helps here");
  await cure("A split").getByRole("button", { name: "Split the shard there" }).click();
  await page.getByRole("combobox", { name: "Speed" }).selectOption({ label: "2x" });

  // Cured: nothing is refused any more, and every belt carries.
  await page.getByRole("radio", { name: "Hall" }).check();
  await expect.poll(async () => Math.max(...await refused()), { timeout: 40_000 }).toBe(0);
  await expect.poll(async () => {
    const open = (await rows(page, "Shards")).filter((row) => row.State.startsWith("open"));
    return Math.min(...open.map((row) => number(row["Records/s"].split(" of ")[0])));
  }).toBeGreaterThan(100);
});
