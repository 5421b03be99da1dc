// The capacity stage: charts and alarms, what makes a shard hot and what helps, what it costs, and how many shards a load
// needs. By role and name.

import { clock, number, openPaused, rows, runTo } from "./helpers/hall.mjs";
import { expect, test } from "./helpers/test.mjs";

const tool = (page) => page.getByRole("tabpanel", { name: "Capacity" });
const open = (page, part) => tool(page).locator("summary", { hasText: part }).click();
const pass = async (page, ms) => runTo(page, (await clock(page)) + ms);

/** Opens a scene by its title, paused. */
async function openScene(page, title) {
  await openPaused(page);
  await page.getByRole("combobox", { name: "Scene" }).selectOption({ label: title });
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

async function showCapacity(page) {
  await page.getByRole("radio", { name: "Capacity" }).check();
  await expect(tool(page)).toBeVisible();
  await expect(tool(page).getByRole("combobox", { name: "Charts of" })).toBeVisible();
}

/** Time goes as fast as it can. */
async function hurry(page) {
  for (let turn = 0; turn < 8; turn += 1) await page.keyboard.press("]");
}

test("the metrics stand in a table by their names in CloudWatch", async ({ page }) => {
  await openPaused(page);
  await showCapacity(page);
  await pass(page, 3_000);
  const told = await rows(page, "Metrics");
  const names = told.map((row) => row.Metric);
  for (const name of ["IncomingBytes", "IncomingRecords", "GetRecords.IteratorAgeMilliseconds", "PutRecord.Success",
    "WriteProvisionedThroughputExceeded", "ReadProvisionedThroughputExceeded"]) expect(names).toContain(name);
  const incoming = told.find((row) => row.Metric === "IncomingRecords");
  expect(number(incoming["This minute so far"])).toBeGreaterThan(0);
  await tool(page).getByRole("combobox", { name: "Charts of" }).selectOption({ label: "shardId-000000000001 (enhanced)" });
  await expect.poll(async () => (await rows(page, "Metrics")).map((row) => row.Metric)).toContain("OutgoingRecords");
  await tool(page).getByRole("radio", { name: "Seconds" }).check();
  await expect.poll(async () => (await rows(page, "Datapoints of IncomingRecords")).length).toBeGreaterThan(0);
});

test("key 5 shows the stage, and the keyboard reaches the form", async ({ page }) => {
  await openPaused(page);
  await page.keyboard.press("5");
  await expect(page.getByRole("radio", { name: "Capacity" })).toBeChecked();
  await expect(tool(page)).toBeVisible();
});

test("an alarm is set, goes off when the minute ends, and is deleted", async ({ page }) => {
  await openScene(page, "One hot key");
  await showCapacity(page);
  await open(page, "Alarms");
  const form = tool(page).getByRole("form", { name: "Set an alarm" });
  await form.getByRole("textbox", { name: "Threshold" }).fill("lots");
  await form.getByRole("button", { name: "Set the alarm" }).click();
  await expect(form.getByRole("alert")).toContainText("Write a whole number");
  await form.getByRole("textbox", { name: "Threshold" }).fill("1");
  await form.getByRole("button", { name: "Set the alarm" }).click();
  const list = tool(page).getByRole("list", { name: "Alarms" });
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await expect(list).toContainText("INSUFFICIENT_DATA");
  await hurry(page);
  await runTo(page, 61_000);
  await expect(list).toContainText("ALARM");
  const [row] = await rows(page, "Alarms");
  expect(row.State).toBe("ALARM");
  expect(row.Rule).toContain("Sum of WriteProvisionedThroughputExceeded on");
  await list.getByRole("button", { name: /^Delete/ }).click();
  await expect(tool(page).getByText("No alarm is set.")).toBeVisible();
});

test("a hot key is found, and a suffix or another key cures it", async ({ page }) => {
  await openScene(page, "One hot key");
  await showCapacity(page);
  await hurry(page);
  await pass(page, 15_000);
  const keys = await rows(page, "Its hottest keys, last 10 s or since the last change");
  expect(number(keys[0]["Refused/s"])).toBeGreaterThan(0);
  const hottest = keys[0].Key;
  await expect(tool(page).getByText("alone fills it", { exact: false })).toBeVisible();
  const cure = (name) => tool(page).getByRole("region", { name });
  await expect(cure("A split")).toContainText("does not help here");
  await expect(cure("A suffix for the hot key")).toContainText("helps here");
  await expect(cure("A suffix for the hot key")).toContainText("order holds within each part only");
  await cure("A suffix for the hot key").getByRole("spinbutton", { name: "Parts" }).fill("32");
  await cure("A suffix for the hot key").getByRole("spinbutton", { name: "Parts" }).press("Enter");
  await cure("A suffix for the hot key").getByRole("button", { name: `Divide ${hottest} into 32` }).click();
  await pass(page, 25_000);
  await expect(tool(page).getByText("alone fills it", { exact: false })).toHaveCount(0);
  expect((await rows(page, "Its hottest keys, last 10 s or since the last change"))[0].Key).not.toBe(hottest);
});

test("the meter tells what an hour costs, in each mode and with its warning", async ({ page }) => {
  await openPaused(page);
  await showCapacity(page);
  await open(page, "Cost");
  await pass(page, 3_000);
  const modes = await rows(page, "The same load in each mode");
  expect(modes.map((row) => row.Mode)).toEqual(["Provisioned now", "On-demand Standard", "On-demand Advantage"]);
  expect(modes[0]["An hour"]).toMatch(/^\$0\.03\d\d$/);
  expect(modes[1]["An hour"]).toMatch(/^\$0\.04\d\d$/);
  const bill = await rows(page, "An hour at the pace of the last minute");
  expect(bill.find((row) => row.Item === "Shards")["An hour"]).toBe("$0.0300");
  await expect(tool(page).getByText("Prices change", { exact: false })).toBeVisible();
});

test("5 MB a second need 5 shards, and the answer goes into the hall", async ({ page }) => {
  await openPaused(page);
  await showCapacity(page);
  await open(page, "Size a stream");
  const form = tool(page).getByRole("form", { name: "Size a stream" });
  const field = (name) => form.getByRole("textbox", { name });
  await expect(form.getByRole("status")).toHaveText("5 shards");
  await field("Records").fill("12000");
  await expect(form.getByRole("status")).toHaveText("12 shards");
  await expect(form.getByText("The number of records decides", { exact: false })).toBeVisible();
  await field("Standard consumers").fill("6");
  await expect(form.getByRole("status")).toHaveText("15 shards");
  await expect(form.getByText("6 GetRecords calls a second", { exact: false })).toBeVisible();
  await field("In").fill("much");
  await expect(form.getByRole("alert")).toContainText("such as 5 or 0.75");
  await field("In").fill("2");
  await field("Records").fill("2000");
  await field("Standard consumers").fill("1");
  await expect(form.getByRole("status")).toHaveText("2 shards");
  await form.getByRole("button", { name: "Load into the hall" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Your own scenario" })).toBeVisible();
  await expect(page.getByRole("radio", { name: "Hall" })).toBeChecked();
  await expect.poll(async () => (await rows(page, "Shards")).length).toBe(2);
});

test("a scene opens at the charts, and its alarms ring", async ({ page }) => {
  await openScene(page, "What a minute hides");
  await expect(page.getByRole("radio", { name: "Capacity" })).toBeChecked();
  await hurry(page);
  await runTo(page, 125_000);
  const told = await rows(page, "Alarms");
  expect(told.map((row) => [row.Alarm, row.State])).toEqual([["Records are refused", "ALARM"], ["Billing falls behind", "OK"]]);
});
