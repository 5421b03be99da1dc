// The shards over time on the page: split, merged, scaled and switched, with AWS's rule for everything it refuses.

import { createRequire } from "node:module";
import { clock, hashOf, openPaused, rows, runTo } from "./helpers/hall.mjs";
import { expect, test } from "./helpers/test.mjs";

const id = (n) => `shardId-${String(n).padStart(12, "0")}`;
const lineage = async (page) => rows(page, "Lineage");
const open = async (page) => (await lineage(page)).filter((row) => row.State === "open").map((row) => row.Shard);
const refusal = (page) => page.getByRole("alert").filter({ hasText: "AWS answers" });
const choose = (page, n) => page.getByRole("combobox", { name: "Shard", exact: true }).selectOption(String(n));
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const pass = async (page, ms) => runTo(page, (await clock(page)) + ms);
const part = (page, title) => page.locator("summary", { hasText: title }).click();

/** Opens a scene on the lineage, and stops time. */
async function openLineage(page, scene, speed = "5x") {
  await openPaused(page);
  if (scene) {
    await page.getByRole("combobox", { name: "Scene" }).selectOption({ label: scene });
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(scene);
  }
  await page.getByRole("combobox", { name: "Speed" }).selectOption({ label: speed });
  await page.getByRole("radio", { name: "Lineage" }).check();
  await expect(page.getByRole("button", { name: "Split evenly" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Lineage", exact: true, includeHidden: true })).toHaveCount(1);
}

/** What the page and AWS say to the last thing that was asked for. */
async function expectRefused(page, exception, rule, text) {
  await expect(refusal(page)).toHaveCount(1);
  await expect(refusal(page)).toContainText(exception);
  await expect(refusal(page)).toContainText(rule);
  if (text) await expect(refusal(page)).toContainText(text);
}

async function setNumber(page, name, value, button) {
  await page.getByRole("spinbutton", { name }).fill(String(value));
  await page.getByRole("spinbutton", { name }).press("Enter");
  if (button) await press(page, button);
}

async function update(page, target) {
  await setNumber(page, "TargetShardCount", target);
}

test("a shard is split evenly: it closes, its children go on with its halves", async ({ page }) => {
  await openLineage(page, "No room in the account");
  await pass(page, 1_000);
  await press(page, "Split evenly");
  await expect(page.getByText("orders is UPDATING (SplitShard)")).toBeVisible();
  expect(await open(page)).toEqual([id(0), id(1)]);
  await pass(page, 4_100);
  await expect(page.getByText("orders is ACTIVE, PROVISIONED: 3 open, 1 closed.")).toBeVisible();
  const [parent, , lower, upper] = await lineage(page);
  expect(parent).toMatchObject({ Shard: id(0), State: "closed", Children: `${id(2)}, ${id(3)}` });
  expect(lower).toMatchObject({ State: "open", Range: "0 – 25 %", Parents: id(0), Opened: parent.Closed });
  expect(upper).toMatchObject({ State: "open", Range: "25 – 50 %", Parents: id(0), Opened: parent.Closed });
});

test("the account's quota stops a split, and a merge makes room again", async ({ page }) => {
  await openLineage(page, "No room in the account");
  await press(page, "Split evenly");
  await pass(page, 4_100);
  await press(page, "Split evenly");
  await expectRefused(page, "LimitExceededException", "The account may have 500 open shards", "Limit: 500");
  await choose(page, 2);
  await page.getByRole("combobox", { name: "With" }).selectOption("3");
  await press(page, "Merge");
  await expect(refusal(page)).toHaveCount(0);
  await pass(page, 4_100);
  const merged = (await lineage(page)).find((row) => row.Shard === id(4));
  expect(merged).toMatchObject({ State: "open", Range: "0 – 50 %", Parents: `${id(2)}, ${id(3)}` });
  await choose(page, 4);
  await press(page, "Split evenly");
  await expect(refusal(page)).toHaveCount(0);
});

test("a split is refused at a key outside the shard, and taken at one inside", async ({ page }) => {
  await openLineage(page, null, "20x");
  await choose(page, 1);
  const field = page.getByRole("textbox", { name: "New starting hash key" });
  await field.fill("5");
  await press(page, "Split at this key");
  await expectRefused(page, "InvalidArgumentException", "must lie inside", "NewStartingHashKey 5 used in SplitShard()");
  await field.fill("five");
  await press(page, "Split at this key");
  await expect(page.getByRole("alert").filter({ hasText: "Write a decimal number" })).toBeVisible();
  await expect(field).toHaveValue("five");
  const key = (3n << 126n) + 7n;
  await field.fill(String(key));
  await press(page, "Split at this key");
  await expect(page.getByText("is UPDATING (SplitShard)")).toBeVisible();
  await pass(page, 30_500);
  const starts = await rows(page, "Shards");
  expect(starts.find((row) => row.Shard === id(3)).StartingHashKey).toContain(String(key));
});

test("a merge is refused of shards that do not touch, in the wrong order, or that are not there", async ({ page }) => {
  await openLineage(page, "A key with few values");
  const other = page.getByRole("combobox", { name: "With" });
  await choose(page, 0);
  await other.selectOption("2");
  await press(page, "Merge");
  await expectRefused(page, "InvalidArgumentException", "must touch with no gap", "are not an adjacent pair");
  await choose(page, 1);
  await other.selectOption("0");
  await press(page, "Merge");
  await expectRefused(page, "InvalidArgumentException", "the lower one comes first");
  await other.selectOption("999999");
  await press(page, "Merge");
  await expectRefused(page, "ResourceNotFoundException", "The stream has no shardId-000000999999");
});

test("while a change is under way everything else is refused, and a closed shard stays closed", async ({ page }) => {
  await openLineage(page, null, "20x");
  await press(page, "Split evenly");
  for (const ask of [
    () => press(page, "Split evenly"),
    () => press(page, "Merge"),
    async () => { await part(page, "Number of shards"); await update(page, 2); },
    async () => { await part(page, "Capacity mode"); await press(page, "Switch to on-demand"); },
  ]) {
    await ask();
    await expectRefused(page, "ResourceInUseException", "The stream is UPDATING", "not ACTIVE, instead in state UPDATING");
  }
  await pass(page, 30_500);
  await choose(page, 0);
  await press(page, "Split evenly");
  await expectRefused(page, "InvalidArgumentException", "is closed", "has already been merged or split");
  await press(page, "Choose shard 3");
  await expect(page.getByRole("combobox", { name: "Shard", exact: true })).toHaveValue("3");
});

test("UpdateShardCount keeps its bounds, and goes to its target", async ({ page }) => {
  await openLineage(page, null, "20x");
  await part(page, "Number of shards");
  await update(page, 0);
  await expect(page.getByRole("alert").filter({ hasText: "Write a whole number from 1." })).toBeVisible();
  await update(page, 5);
  await expectRefused(page, "LimitExceededException", "at most double the open shards: from 2 to 4, not to 5",
    "UpdateShardCount cannot scale up over double");
  await update(page, 10_001);
  await expectRefused(page, "LimitExceededException", "at most 10,000 shards", "cannot be greater than 10000");
  await update(page, 4);
  await expect(page.getByText("is UPDATING (UpdateShardCount)")).toBeVisible();
  await pass(page, 30_500);
  expect(await open(page)).toEqual([id(2), id(3), id(4), id(5)]);
  await update(page, 1);
  await expectRefused(page, "LimitExceededException", "at most halve the open shards: from 4 to 2, not to 1",
    "UpdateShardCount cannot scale down below half");
});

test("UpdateShardCount may be called ten times a day", async ({ page }) => {
  test.slow();
  await openLineage(page, "No room in the account", "20x");
  await part(page, "Number of shards");
  for (let call = 0; call < 10; call += 1) {
    await update(page, 2);
    await expect(refusal(page)).toHaveCount(0);
    await pass(page, 4_100);
  }
  await update(page, 2);
  await expectRefused(page, "LimitExceededException", "10 times in any 24 hours");
});

test("the mode is switched twice a day, and an on-demand stream looks after its shards itself", async ({ page }) => {
  await openLineage(page, null, "10x");
  await part(page, "Capacity mode");
  await press(page, "Switch to provisioned");
  await expectRefused(page, "ValidationException", "PROVISIONED already");
  await press(page, "Switch to on-demand");
  await pass(page, 10_500);
  await expect(page.getByText("ON_DEMAND: the service splits shards by itself")).toBeVisible();
  await press(page, "Split evenly");
  await expectRefused(page, "ValidationException", "in on-demand mode");
  await press(page, "Merge");
  await expectRefused(page, "ValidationException", "in on-demand mode");
  await press(page, "Switch to provisioned");
  await pass(page, 10_500);
  await press(page, "Switch to on-demand");
  await expectRefused(page, "LimitExceededException", "2 times in any 24 hours");
});

test("On-demand Advantage and warm throughput are of today", async ({ page }) => {
  await openLineage(page, null, "10x");
  await part(page, "Capacity mode");
  await expect(page.getByRole("switch", { name: "On-demand Advantage" })).toBeHidden();
  await page.getByRole("radio", { name: "Today" }).check();
  await expect(page.getByRole("switch", { name: "On-demand Advantage" })).toBeVisible();
  const warm = (mib) => setNumber(page, "WarmThroughputMiBps", mib);
  await warm(12);
  await expectRefused(page, "ValidationException", "Warm throughput is for on-demand streams");
  await press(page, "Switch to on-demand");
  await pass(page, 10_500);
  await warm(12);
  await expectRefused(page, "ValidationException", "needs On-demand Advantage");
  await page.getByRole("switch", { name: "On-demand Advantage" }).check();
  await warm(12);
  await expect.poll(async () => (await open(page)).length).toBe(12);
  await page.getByRole("switch", { name: "On-demand Advantage" }).click();
  await expectRefused(page, "ValidationException", "set it to zero before you disable");
  await expect(page.getByRole("switch", { name: "On-demand Advantage" })).toBeChecked();
});

test("two splits around a key give it a shard of its own", async ({ page }) => {
  await openLineage(page, null, "20x");
  await pass(page, 5_000);
  await choose(page, Number(hashOf("DE") >> 127n));
  await press(page, "Split around DE, 1 of 2");
  await expect(page.getByText("clicks is UPDATING (SplitShard)")).toBeVisible();
  await pass(page, 30_500);
  await press(page, "Split around DE, 2 of 2");
  await pass(page, 30_500);
  await expect(page.getByRole("button", { name: "Split around DE again" })).toBeVisible();
  await expect(page.getByText("it still takes 1 MB/s and 1,000 rec/s at most")).toBeVisible();
  const alone = (await rows(page, "Shards")).find((row) => row.State === "open" && row.StartingHashKey.includes(String(hashOf("DE"))));
  expect(alone.EndingHashKey).toContain(String(hashOf("DE") + 1n));
});

test("the handle is drawn with the pointer and with the arrow keys", async ({ page }) => {
  await openLineage(page);
  const field = page.getByRole("textbox", { name: "New starting hash key" });
  const stage = page.getByRole("group", { name: /^Stage\./ });
  await expect(field).toHaveValue("");
  await stage.focus();
  await page.keyboard.press("ArrowDown");
  const down = BigInt(await field.inputValue());
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  expect(BigInt(await field.inputValue())).toBeLessThan(down);
  await page.keyboard.press("Escape");
  await expect(field).toHaveValue("");
  // The handle stands right of now, in the middle of the first shard: a quarter down the hash line.
  const box = await page.getByRole("img", { name: /^Baggage hall/ }).boundingBox();
  let found = null;
  for (let x = box.width - 40; x > 100 && !found; x -= 9) {
    const at = { x: box.x + x, y: box.y + 58 + (box.height - 90) / 4 };
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    await page.mouse.move(at.x, at.y + 40);
    await page.mouse.up();
    if ((await field.inputValue()) !== "") found = at;
  }
  expect(found, "the handle is there").not.toBeNull();
  const before = BigInt(await field.inputValue());
  await page.mouse.move(found.x, found.y + 40);
  await page.mouse.down();
  await page.mouse.move(found.x, found.y + 90, { steps: 3 });
  await page.mouse.up();
  expect(BigInt(await field.inputValue())).toBeGreaterThan(before);
});

test("readers finish a parent before its children, in words", async ({ page }) => {
  await openLineage(page, "Belts fork and join");
  await pass(page, 24_500);
  const stands = await rows(page, "Where readers stand");
  const slow = stands.filter((row) => row.Reader === "analytics");
  expect(slow.map((row) => row.State)).toContain("still in the parent: its children wait");
  const parents = (await lineage(page)).filter((row) => row.State === "closed").map((row) => row.Shard);
  for (const row of slow.filter((row) => row.State.startsWith("still in the parent"))) expect(parents).toContain(row.Shard);
  expect(new Set(stands.map((row) => row.Reader))).toEqual(new Set(["analytics", "fraud", "billing", "invoices"]));
});

test("the stage has a key of its own, and its tool comes to the front", async ({ page }) => {
  await openPaused(page);
  await page.keyboard.press("4");
  await expect(page.getByRole("radio", { name: "Lineage" })).toBeChecked();
  await expect(page.getByRole("tab", { name: "Shards" })).toHaveAttribute("aria-selected", "true");
  await part(page, "Retention");
  await setNumber(page, "RetentionPeriodHours", 1);
  await expect(page.getByRole("alert").filter({ hasText: "Write whole hours from 24 to 8,760." })).toBeVisible();
  await setNumber(page, "RetentionPeriodHours", 48);
  await expect(page.getByRole("status").filter({ hasText: "keeps records for 48 hours" })).toHaveCount(1);
});

for (const colorScheme of ["dark", "light"]) {
  test(`axe finds nothing wrong, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await openLineage(page, "Belts fork and join");
    for (const title of ["Number of shards", "Capacity mode", "Retention"]) await part(page, title);
    await pass(page, 18_000);
    await press(page, "Split evenly");
    await expect(refusal(page)).toHaveCount(1);
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve("axe-core/axe.min.js") });
    const violations = await page.evaluate(async () => {
      const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
    });
    expect(violations).toEqual([]);
  });
}

for (const viewport of [{ width: 390, height: 844 }, { width: 820, height: 1180 }]) {
  test(`nothing is wider than a screen of ${viewport.width} px`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await openLineage(page, "Belts fork and join");
    for (const title of ["Number of shards", "Capacity mode", "Retention"]) await part(page, title);
    await press(page, "Split evenly");
    await press(page, "Split evenly");
    await expect(refusal(page)).toHaveCount(1);
    const { content, room } = await page.evaluate(() => (
      { content: document.documentElement.scrollWidth, room: innerWidth }
    ));
    expect(content).toBeLessThanOrEqual(room);
  });
}
