// The consumers on the page: added, slowed, paused, rewound and removed, and told in words.

import { clock, number, openPaused, rows, runTo } from "./helpers/hall.mjs";
import { expect, test } from "./helpers/test.mjs";

const consumer = (page, name) => page.getByRole("region", { name, exact: true });
const form = (page) => page.getByRole("form", { name: "Add a consumer" });
const pass = async (page, ms) => runTo(page, (await clock(page)) + ms);

/** A consumer's row in the hall in words. */
async function told(page, name) {
  return (await rows(page, "Consumers")).find((row) => row.Name === name);
}

/** Adds a consumer that reads from the oldest record on. */
async function add(page, kind, name) {
  await form(page).getByRole("combobox", { name: "Kind" }).selectOption({ label: kind });
  await form(page).getByRole("textbox", { name: "Name" }).fill(name);
  await form(page).getByRole("combobox", { name: "Starts at" }).selectOption("TRIM_HORIZON");
  await form(page).getByRole("button", { name: "Add" }).click();
  await expect(consumer(page, name)).toBeVisible();
}

async function change(page, name) {
  await page.locator("summary", { hasText: `Slow it, rewind it, remove it ${name}` }).click();
}

async function setBusy(page, name, label, value) {
  const field = consumer(page, name).getByRole("spinbutton", { name: label });
  await field.fill(String(value));
  await field.press("Enter");
}

test.beforeEach(async ({ page }) => {
  await openPaused(page);
  await page.getByRole("radio", { name: "Fan-out" }).check();
  await expect(form(page)).toBeVisible();
});

test("a fan-out consumer is added and has its row and its shards", async ({ page }) => {
  await form(page).getByRole("combobox", { name: "Kind" }).selectOption({ label: "Enhanced fan-out" });
  await expect(form(page).getByRole("textbox", { name: "Name" })).toHaveValue("fan-out-1");
  await add(page, "Enhanced fan-out", "gates");
  await pass(page, 3_000);
  const row = await told(page, "gates");
  expect(row.Kind).toBe("Enhanced fan-out");
  expect(row.State).toBe("reading");
  expect(number(row["Records/s"])).toBeGreaterThan(0);
  expect(row["Refused calls"]).toBe("0");
  const shards = (await rows(page, "Consumers by shard")).filter((shard) => shard.Consumer === "gates");
  expect(shards.map((shard) => shard.Shard)).toEqual((await rows(page, "Shards")).map((shard) => shard.Shard));
  for (const shard of shards) expect(shard["MB/s of 2"]).toMatch(/^0\.\d\d$/);
});

test("a consumer that is busy falls behind, and its field keeps what is wrong", async ({ page }) => {
  await add(page, "Standard", "slow");
  await change(page, "slow");
  await setBusy(page, "slow", "Busy per batch", 700_000);
  await expect(page.getByText("Write 0 to 600,000 ms").filter({ visible: true })).toHaveCount(1);
  await setBusy(page, "slow", "Busy per batch", 60_000);
  await expect(page.getByText("Write 0 to 600,000 ms").filter({ visible: true })).toHaveCount(0);
  await pass(page, 2_000);
  const before = number((await told(page, "slow")).MillisBehindLatest);
  await pass(page, 3_000);
  const after = await told(page, "slow");
  expect(number(after.MillisBehindLatest)).toBeGreaterThan(before + 2_000);
  expect(number(after.Waiting)).toBeGreaterThan(0);
});

test("a paused consumer reads no more until it is resumed, and the focus stays", async ({ page }) => {
  await add(page, "Enhanced fan-out", "gates");
  await pass(page, 2_000);
  const pause = page.getByRole("button", { name: "Pause gates" });
  await pause.focus();
  await page.keyboard.press("Enter");
  const resume = page.getByRole("button", { name: "Resume gates" });
  await expect(resume).toBeFocused();
  expect((await told(page, "gates")).State).toBe("paused");
  await pass(page, 3_000);
  expect(number((await told(page, "gates")).MillisBehindLatest)).toBeGreaterThan(2_000);
  await resume.click();
  await pass(page, 2_000);
  const row = await told(page, "gates");
  expect(row.State).toBe("reading");
  expect(number(row.MillisBehindLatest)).toBeLessThan(1_000);
});

test("a rewound consumer is given records again", async ({ page }) => {
  await add(page, "Enhanced fan-out", "gates");
  await pass(page, 2_000);
  expect((await told(page, "gates")).Duplicates).toBe("0");
  await change(page, "gates");
  const part = consumer(page, "gates");
  const from = part.getByRole("combobox", { name: "Read again from" });
  const rewind = part.getByRole("button", { name: "Rewind" });
  await from.selectOption("AT_TIMESTAMP");
  await part.getByRole("textbox", { name: "Simulated seconds" }).fill("100000");
  await rewind.click();
  await expect(part.getByText("AWS takes no moment to come")).toBeVisible();
  await from.selectOption("AFTER_SEQUENCE_NUMBER");
  await part.getByRole("textbox", { name: "SequenceNumber" }).fill("12345");
  await rewind.click();
  await expect(part.getByText("This is no sequence number")).toBeVisible();
  await from.selectOption("TRIM_HORIZON");
  await expect(part.getByText("This is no sequence number")).toBeHidden();
  await rewind.click();
  await expect(page.getByRole("status").filter({ hasText: "gates reads again, TRIM_HORIZON" })).toHaveCount(1);
  await pass(page, 3_000);
  expect(number((await told(page, "gates")).Duplicates)).toBeGreaterThan(0);
});

test("a removed consumer is gone, and the focus is not lost", async ({ page }) => {
  await add(page, "Standard", "stray");
  await change(page, "stray");
  await page.getByRole("button", { name: "Remove stray" }).click();
  await expect(consumer(page, "stray")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Consumers", exact: true })).toBeFocused();
  expect(await told(page, "stray")).toBeUndefined();
});

test("what AWS would refuse is refused beside the field", async ({ page }) => {
  await add(page, "Standard", "gates");
  const name = form(page).getByRole("textbox", { name: "Name" });
  const press = form(page).getByRole("button", { name: "Add" });
  await name.fill("gates");
  await press.click();
  await expect(form(page).getByText("A consumer named gates is there already")).toBeVisible();
  await name.fill("two words");
  await press.click();
  await expect(form(page).getByText("Write 1 to 128 letters")).toBeVisible();
  for (let i = 1; i <= 20; i += 1) await add(page, "Enhanced fan-out", `push-${i}`);
  await name.fill("push-21");
  await press.click();
  await expect(form(page).getByText("at most 20 enhanced fan-out consumers")).toBeVisible();
  await expect(consumer(page, "push-21")).toHaveCount(0);
});

test("the workers of an application share the leases, and one that crashes keeps its name on them", async ({ page }) => {
  await add(page, "KCL application", "orders-app");
  await pass(page, 2_000);
  const owners = async () => (await rows(page, "Leases")).map((lease) => lease.leaseOwner);
  expect(new Set(await owners())).toEqual(new Set(["worker-1", "worker-2"]));
  await change(page, "orders-app");
  const part = consumer(page, "orders-app");
  await part.getByRole("button", { name: "Crash worker-1" }).click();
  await expect(part.getByRole("listitem").filter({ hasText: "worker-1" })).toContainText("crashed");
  await expect.poll(owners).toContain("worker-1 (gone)");
  await expect(page.getByText(/If a worker of orders-app dies/)).toBeVisible();
  await part.getByRole("textbox", { name: "Name of a new worker" }).fill("worker-2");
  await part.getByRole("button", { name: "Add a worker" }).click();
  await expect(part.getByText("The name worker-2 is taken")).toBeVisible();
  await part.getByRole("textbox", { name: "Name of a new worker" }).fill("worker-3");
  await part.getByRole("button", { name: "Add a worker" }).click();
  await expect(part.getByRole("listitem").filter({ hasText: "worker-3" })).toContainText("at work");
});
