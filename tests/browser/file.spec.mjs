// A file of records: read in the page, counted by shard as an independent MD5 counts, and refused in plain words.

import { readFile, writeFile } from "node:fs/promises";
import { countsByShard, number, openPaused, rows, world } from "./helpers/hall.mjs";
import { expect, test } from "./helpers/test.mjs";

const SAMPLE = new URL("../../lessons/samples/clickstream.ndjson", import.meta.url);
const BY_SHARD = "Records of this file by shard";
const DONE = "Every record of the file is on a belt.";

const picker = (page) => page.getByRole("button", { name: "Choose a file" });
const panel = (page) => page.getByRole("tabpanel", { name: "A file" });
const complaint = (page) => panel(page).getByRole("alert");

/** A file on disk that lives as long as the test. */
async function fileOf(testInfo, name, content) {
  const path = testInfo.outputPath(name);
  await writeFile(path, content);
  return path;
}

/** Presses Load, lets every record on a belt, and gives the counts by shard. */
async function checkIn(page) {
  await page.getByRole("button", { name: "Load", exact: true }).click();
  await page.getByRole("button", { name: "Check in all now" }).click();
  await expect(page.getByRole("status").filter({ hasText: DONE })).toBeVisible({ timeout: 90_000 });
  const counted = await rows(page, BY_SHARD);
  return Object.fromEntries(counted.map((row) => [row.Shard, number(row.Records)]));
}

/** Events as a shop's web site writes them; the same for the same number. */
function event(i) {
  const of = (list) => list[(i * 7 + (i >> 5)) % list.length];
  return {
    ts: new Date(Date.UTC(2026, 10, 23, 9) + i * 37).toISOString(),
    user_id: `u-${(i * 7_919 + (i % 13) * 104_729) % 9_001}`,
    session: `s-${((i * 2_654_435_761) >>> 8).toString(16)}`,
    event: of(["view", "click", "add_to_cart", "purchase", "search"]),
    page: of(["/", "/sale", "/p/trail-shoes", "/p/rain-jacket", "/cart", "/checkout/payment"]),
    referrer: of(["google", "newsletter", null, "direct"]),
    country: of(["DE", "FR", "US", "GB", "IT", "ES", "PL"]),
    price_cents: i % 5 === 0 ? (i % 200) * 50 : undefined,
  };
}

const events = (n) => Array.from({ length: n }, (_, i) => event(i));
const ndjson = (list) => list.map((one) => `${JSON.stringify(one)}\n`).join("");
const users = (list) => list.map((one) => one.user_id);

test.beforeEach(async ({ page }) => {
  await openPaused(page);
  await page.getByRole("tab", { name: "A file" }).click();
});

test("the sample loads, and its shards are those of its keys' MD5", async ({ page }) => {
  const lines = (await readFile(SAMPLE, "utf8")).trim().split("\n").map((line) => JSON.parse(line));
  await page.getByRole("button", { name: "Load the sample" }).click();
  await expect(page.getByRole("combobox", { name: "Key field" })).toHaveValue("user_id");
  expect((await rows(page, "The first records"))[0]["Partition key"]).toBe(lines[0].user_id);
  const counts = await checkIn(page);
  expect(counts).toEqual({ "shardId-000000000000": 131, "shardId-000000000001": 169 });
  expect(counts).toEqual(countsByShard(users(lines)));
});

test("another key field sends the same file elsewhere", async ({ page }) => {
  const lines = (await readFile(SAMPLE, "utf8")).trim().split("\n").map((line) => JSON.parse(line));
  await page.getByRole("button", { name: "Load the sample" }).click();
  await page.getByRole("combobox", { name: "Key field" }).selectOption("country");
  await expect.poll(async () => (await rows(page, "The first records"))[0]["Partition key"]).toBe(lines[0].country);
  expect(await checkIn(page)).toEqual(countsByShard(lines.map((line) => line.country)));
});

test("100,000 lines load with progress and are counted as MD5 counts them", async ({ page }, testInfo) => {
  test.setTimeout(120_000);
  const list = events(100_000);
  await picker(page).setInputFiles(await fileOf(testInfo, "events.ndjson", ndjson(list)));
  await page.getByRole("spinbutton", { name: "Records per second" }).fill("900");
  await page.evaluate(() => {
    window.progressSeen = [];
    new MutationObserver(() => {
      const bar = document.querySelector("progress");
      if (bar && bar.closest("label").textContent.startsWith("Reading")) window.progressSeen.push(bar.value);
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  expect(await checkIn(page)).toEqual(countsByShard(users(list)));
  const seen = [...new Set(await page.evaluate(() => window.progressSeen))];
  expect(seen.length, "steps of progress seen while reading").toBeGreaterThan(10);
  expect(seen, "progress only grows").toEqual([...seen].sort((one, other) => one - other));
  const total = (await rows(page, "Shards")).reduce((sum, row) => sum + number(row.Records), 0);
  expect(total, "the stream holds the file and what the desks sent").toBeGreaterThanOrEqual(100_000);
});

const CSV = (list) => ["user_id,page,note", ...list.map((one, i) => (
  `${one.user_id},${one.page},"said ""yes"", line ${i}\nand more"`
))].join("\r\n");

for (const [name, write] of [
  ["events.csv", CSV],
  ["events.json", (list) => JSON.stringify(list, null, 2)],
  ["events.txt", ndjson],
]) {
  test(`${name} is read as what it is`, async ({ page }, testInfo) => {
    const list = events(200);
    await picker(page).setInputFiles(await fileOf(testInfo, name, write(list)));
    await expect(page.getByRole("combobox", { name: "Key field" })).toHaveValue("user_id");
    expect(await checkIn(page)).toEqual(countsByShard(users(list)));
  });
}

test("JSON in a file called CSV is read as JSON, and the page says so", async ({ page }, testInfo) => {
  const list = events(20);
  await picker(page).setInputFiles(await fileOf(testInfo, "really.csv", ndjson(list)));
  await expect(panel(page)).toContainText("really.csv does not hold CSV; it is read as NDJSON");
  expect(await checkIn(page)).toEqual(countsByShard(users(list)));
});

test("broken lines are left out and listed, the good ones are kept", async ({ page }, testInfo) => {
  const list = events(10);
  const lines = list.map((one) => JSON.stringify(one));
  lines.splice(3, 0, '{"user_id": "u-1", "page":');
  lines.splice(6, 0, '{"page": "/nobody"}');
  lines.push('{"user_id": ""}');
  await picker(page).setInputFiles(await fileOf(testInfo, "broken.ndjson", lines.join("\n")));
  expect(await checkIn(page)).toEqual(countsByShard(users(list)));
  await expect(panel(page)).toContainText("Lines left out: 3");
  await expect(panel(page).getByRole("listitem")).toContainText(["line 4", "line 7", "line 13"]);
});

test("a file can be dropped", async ({ page }) => {
  const list = events(30);
  const dropped = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "dropped.ndjson"));
    return transfer;
  }, ndjson(list));
  const zone = page.getByText("Drop a file here");
  await zone.dispatchEvent("dragover", { dataTransfer: dropped });
  await zone.dispatchEvent("drop", { dataTransfer: dropped });
  await expect(panel(page)).toContainText("dropped.ndjson");
  expect(await checkIn(page)).toEqual(countsByShard(users(list)));
});

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex");
const LINE = Buffer.from('{"user_id": "u-1", "page": "/home"}\n');

for (const { name, content, says } of [
  { name: "empty.ndjson", content: "", says: /empty\.ndjson is empty; choose/ },
  { name: "blank.csv", content: "\n \n", says: /blank\.csv holds only blank lines; choose/ },
  { name: "picture.ndjson", content: PNG, says: /picture\.ndjson is a PNG picture; choose/ },
  { name: "random.csv", content: Buffer.from([0, 1, 2, 250, 0, 7]), says: /random\.csv is a binary file; choose/ },
  { name: "words.txt", content: "just some words\n", says: /words\.txt is neither JSON nor CSV; choose/ },
  { name: "large.ndjson", content: () => Buffer.alloc(51 * 1_048_576, LINE), says: /51\.0 MB; split it.*50 MB/ },
]) {
  test(`${name} is refused in plain words, and nothing is lost`, async ({ page }, testInfo) => {
    await page.getByRole("button", { name: "Load the sample" }).click();
    await page.getByRole("combobox", { name: "Key field" }).selectOption("session");
    const before = await world(page);
    const bytes = typeof content === "function" ? content() : content;
    await picker(page).setInputFiles(await fileOf(testInfo, name, bytes));
    await expect(complaint(page)).toHaveText(says);
    expect(await world(page)).toEqual(before);
    await expect(panel(page)).toContainText("clickstream.ndjson");
    await expect(page.getByRole("combobox", { name: "Key field" })).toHaveValue("session");
    await page.getByRole("tab", { name: "Your record" }).click();
    await expect(page.getByRole("textbox", { name: "Partition key" })).toHaveValue("hello");
  });
}

test("a sample that does not come is told in plain words", async ({ page, complaints }) => {
  await page.route("**/samples/*", (route) => route.abort());
  await page.getByRole("button", { name: "Load the sample" }).click();
  await expect(complaint(page)).toContainText("The sample did not come");
  complaints.length = 0;
});
