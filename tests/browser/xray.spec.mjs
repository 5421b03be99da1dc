// A Lambda mapping on the page: added, made to fail, bisected, compared, told in words.

import { clock, facts, number, openPaused, runTo } from "./helpers/hall.mjs";
import { expect, test } from "./helpers/test.mjs";

const words = (page) => page.getByRole("region", { name: "The hall in words" });
const figures = async (page) => facts(words(page).locator("dl").filter({ hasText: "Invocations" }));

async function openXray(page) {
  await openPaused(page);
  await page.getByRole("radio", { name: "X-ray" }).check();
  await page.getByRole("button", { name: "Add a mapping" }).click();
  await expect(page.getByRole("spinbutton", { name: "BatchSize" })).toHaveValue("100");
}

async function set(page, name, value) {
  const field = page.getByRole("spinbutton", { name });
  await field.fill(String(value));
  await field.press("Enter");
}

/** Makes the function fail at a key. */
async function poison(page, key) {
  await page.locator("summary", { hasText: "The function" }).click();
  await page.getByRole("textbox", { name: "Which" }).fill(key);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("button", { name: `Remove At a record with the key ${key}: throws an error` })).toBeVisible();
}

/** Puts several records at one moment, so that they share a batch. */
async function put(page, keys) {
  await page.getByRole("tab", { name: "Your record" }).click();
  for (const key of keys) {
    await page.getByRole("textbox", { name: "Partition key" }).fill(key);
    await page.getByRole("button", { name: "Put record" }).click();
  }
  await page.getByRole("tab", { name: "Mapping" }).click();
}

test("a mapping hands records to its function", async ({ page }) => {
  await openXray(page);
  await runTo(page, (await clock(page)) + 3_000);
  const { Invocations, Processed, "Given up": given } = await figures(page);
  expect(number(Invocations)).toBeGreaterThan(0);
  expect(number(Processed.split(" ")[0])).toBeGreaterThan(0);
  expect(given).toBe("0 records");
});

test("bisection isolates a poison record, and the list tells how", async ({ page }) => {
  await openXray(page);
  await page.getByRole("switch", { name: /^BisectBatchOnFunctionError/ }).check();
  await set(page, "MaximumRetryAttempts", 1);
  await poison(page, "poison");
  await put(page, ["hello", "kiwi", "poison", "mango", "lemon", "apple", "pear", "plum"]);
  await runTo(page, (await clock(page)) + 6_000);
  const trees = words(page).getByRole("group", { name: "Failing batches" });
  await expect(trees.getByRole("listitem").first()).toContainText("split in two");
  await expect(trees.getByRole("listitem").filter({ hasText: "at key poison" }).last()).toContainText("RetryAttemptsExhausted");
  const lost = words(page).getByRole("region", { name: "Lost & Found" });
  await expect(lost.getByRole("listitem")).toHaveCount(1);
  await expect(lost).toContainText("1 record of shardId-");
  await expect(lost).toContainText("after 2 invocations");
  await lost.locator("summary").click();
  await expect(lost.getByText('"condition": "RetryAttemptsExhausted"')).toBeVisible();
  expect(number((await figures(page))["of these saved by bisect"].split(" ")[0])).toBeGreaterThan(0);
});

test("without bisect and with endless retries the shard is blocked", async ({ page }) => {
  await openXray(page);
  await poison(page, "poison");
  await put(page, ["poison"]);
  await runTo(page, (await clock(page)) + 5_000);
  await expect(words(page).getByRole("row").filter({ hasText: "blocked by a failing batch" })).toHaveCount(1);
  await page.getByRole("switch", { name: /^Bisect on and off, side by side/ }).check();
  await expect(page.getByRole("img", { name: "The same records, with bisect the other way" })).toBeVisible();
  await page.getByRole("switch", { name: /^Bisect on and off, side by side/ }).uncheck();
  await expect(page.getByRole("img", { name: "The same records, with bisect the other way" })).toBeHidden();
});

test("settings that AWS would refuse are refused beside the field", async ({ page }) => {
  await openXray(page);
  await set(page, "BatchSize", 10_001);
  await expect(page.getByText("Write a whole number from 1 to 10,000.")).toBeVisible();
  await set(page, "BatchSize", 10);
  await expect(page.getByText("Write a whole number from 1 to 10,000.")).toBeHidden();
  await set(page, "ParallelizationFactor", 4);
  await set(page, "TumblingWindowInSeconds", 10);
  await expect(page.getByText("A tumbling window goes with a ParallelizationFactor of 1")).toBeVisible();
});

test("the texts follow the settings and the settings follow the texts", async ({ page }) => {
  await openXray(page);
  await page.locator("summary", { hasText: "As you would deploy it" }).click();
  const text = page.getByRole("textbox", { name: "The mapping as a text" });
  await set(page, "BatchSize", 25);
  await expect(text).toHaveValue(/BatchSize: 25\b/);
  await text.fill((await text.inputValue()).replace("BatchSize: 25", "BatchSize: 40"));
  await page.getByRole("button", { name: "Take these settings" }).click();
  await expect(page.getByRole("spinbutton", { name: "BatchSize" })).toHaveValue("40");
  const before = await text.inputValue();
  await text.fill(before.replace("BatchSize: 40", "BatchSize: 40000"));
  await page.getByRole("button", { name: "Take these settings" }).click();
  const line = before.slice(0, before.indexOf("BatchSize: 40")).split("\n").length;
  await expect(page.getByRole("button", { name: `Line ${line}, column` })).toBeVisible();
  await expect(page.getByRole("spinbutton", { name: "BatchSize" })).toHaveValue("40");
});

for (const [what, source, told, passes] of [
  ["throws", "export const handler = () => { throw new RangeError('no such gate'); };", "RangeError: no such gate", false],
  ["loops for ever", "exports.handler = () => { for (;;); };", "was stopped", false],
  ["returns nonsense", "export const handler = () => () => 1;", "has no form in JSON", false],
  ["is no code at all", "export const handler = ;", "SyntaxError", false],
  ["answers", "export const handler = async (event) => ({ batchItemFailures: [], seen: event.Records.length });", "The last run returned", true],
]) {
  test(`a handler that ${what} is contained and explained`, async ({ page }) => {
    await openXray(page);
    await page.locator("summary", { hasText: "Your own handler" }).click();
    await page.getByRole("textbox", { name: "index.mjs" }).fill(source);
    await page.getByRole("switch", { name: /^Answer with this handler/ }).check();
    await page.getByRole("button", { name: "Play", exact: true }).click();
    // The page is at hand while the handler runs, however it runs.
    await page.getByRole("button", { name: "Legend", exact: true }).click();
    await expect(page.getByRole("region", { name: "Legend" })).toBeVisible();
    await page.getByRole("button", { name: "Close the legend" }).click();
    await expect(page.getByRole("status").filter({ hasText: told })).toBeVisible();
    // The answer is there before the simulated invocation has taken its time.
    const processed = async () => number((await figures(page)).Processed.split(" ")[0]);
    if (passes) await expect.poll(processed).toBeGreaterThan(0);
    else expect(await processed()).toBe(0);
  });
}

test("the stage is chosen and walked by keyboard", async ({ page }) => {
  await openXray(page);
  await page.keyboard.press("1");
  await page.locator("body").click({ position: { x: 5, y: 5 } });
  await page.keyboard.press("3");
  await expect(page.getByRole("radio", { name: "X-ray" })).toBeChecked();
  await page.keyboard.press("2");
  await expect(page.getByRole("radio", { name: "Fan-out" })).toBeChecked();
  await expect(page.getByRole("tab", { name: "Consumers" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("1");
  await expect(page.getByRole("radio", { name: "Hall" })).toBeChecked();
  await expect(page.getByRole("tab", { name: "Your record" })).toHaveAttribute("aria-selected", "true");
});
