// One record, put by hand: it goes where its MD5 says, and what is wrong is said beside the field.

import { facts, hashOf, openPaused, rows, world } from "./helpers/hall.mjs";
import { expect, test } from "./helpers/test.mjs";

const FIRST = "shardId-000000000000";
const SECOND = "shardId-000000000001";
const HASH_MAX = (1n << 128n) - 1n;

const form = (page) => ({
  key: page.getByRole("textbox", { name: "Partition key" }),
  explicit: page.getByRole("textbox", { name: "Explicit hash key" }),
  data: page.getByRole("textbox", { name: "Data" }),
  put: page.getByRole("button", { name: "Put record" }),
});

const inspector = (page) => page.getByRole("region", { name: "The bag" });

test.beforeEach(({ page }) => openPaused(page));

test("hello goes to the first of two shards, and the inspector shows why", async ({ page }) => {
  const { key, data, put } = form(page);
  await key.fill("hello");
  await data.fill('{"page": "/checkout"}');
  await put.click();
  await expect(page.getByRole("status").filter({ hasText: `${FIRST} took it` })).toBeVisible();

  const bag = inspector(page);
  await expect(bag).toContainText(/lies at 36\.42 % of the line, in the range 0 – 50 %, so/);
  await expect(bag).toContainText(`${FIRST} takes it`);
  await expect(bag.getByLabel("Data")).toHaveText('{"page": "/checkout"}');
  const told = await facts(bag);
  expect(told["Partition key"]).toBe("hello");
  expect(told.MD5.replaceAll(/\s/g, "")).toBe("5d41402abc4b2a76b9719d911017c592");
  expect(told.Decimal).toBe("123957004363873451094272536567338222994");
  expect(told.Size).toBe("26 B");

  // The number, taken apart independently, says the same as its parts.
  const [digits, ...parts] = told["Sequence number"].split("\n").filter(Boolean);
  const sequence = BigInt(digits);
  const bits = (shift, width) => ((sequence >> BigInt(shift)) & ((1n << BigInt(width)) - 1n)).toLocaleString("en-US");
  expect(digits).toMatch(/^49\d{54}$/);
  expect(parts).toEqual([
    `shard created, epoch s ${bits(148, 36)}`,
    `shard index ${bits(4, 32)}`,
    `counter ${bits(80, 64)}`,
    `recorded, epoch s ${bits(36, 36)}`,
  ]);
  expect(bits(4, 32)).toBe("0");

  const [newest] = await rows(page, "Recent records");
  expect(newest).toMatchObject({ Key: "hello", Shard: FIRST, Size: "26 B" });
  expect(digits.endsWith(newest.Sequence.replace("…", ""))).toBe(true);
});

test("user-1 goes to the second shard", async ({ page }) => {
  const { key, put } = form(page);
  await key.fill("user-1");
  await put.click();
  await expect(inspector(page)).toContainText(`${SECOND} takes it`);
  expect((await facts(inspector(page))).Decimal).toBe(hashOf("user-1").toString());
  expect((await rows(page, "Recent records"))[0]).toMatchObject({ Key: "user-1", Shard: SECOND });
});

test("an explicit hash key takes the place of the MD5", async ({ page }) => {
  const { key, explicit, put } = form(page);
  await key.fill("hello");
  await page.getByText("Choose the place on the line yourself").click();
  await explicit.fill(HASH_MAX.toString());
  await put.click();
  await expect(inspector(page)).toContainText(`${SECOND} takes it`);
  const told = await facts(inspector(page));
  expect(told["Explicit hash key"]).toBe(HASH_MAX.toString());
  expect(told.MD5.replaceAll(/\s/g, "")).toBe("5d41402abc4b2a76b9719d911017c592");
});

test("keys of 256 characters, of any script, are taken", async ({ page }) => {
  const { key, put } = form(page);
  for (const long of ["k".repeat(256), "ключ".repeat(64)]) {
    await key.fill(long);
    await put.click();
    await expect.poll(async () => (await facts(inspector(page)))["Partition key"]).toBe(long);
    expect((await facts(inspector(page))).Decimal).toBe(hashOf(long).toString());
  }
});

test("today's limits know a record that the stream itself does not take", async ({ page }) => {
  const { data, put } = form(page);
  await page.getByRole("radio", { name: "Today" }).focus();
  await page.keyboard.press("Space");
  await expect(page.getByRole("timer")).toHaveText("00:00:00.000");
  const before = await world(page);
  await data.fill("d".repeat(1_100_000));
  await put.click();
  await expect(data).toHaveAttribute("aria-invalid", "true");
  await expect(data).toHaveAccessibleDescription(/1,100,005 bytes; this stream takes up to 1,048,576 a record/);
  expect(await world(page)).toEqual(before);
});

const WRONG = [
  { what: "an empty key", field: "key", values: [""], says: /1 to 256 characters/ },
  { what: "a key of 257 characters", field: "key", values: ["k".repeat(257)], says: /257 characters.*256/ },
  { what: "data above the limit", field: "data", values: ["d".repeat(1_048_577)], says: /1,048,577.*1,048,576/ },
  {
    what: "an explicit hash key that is no number on the line",
    field: "explicit",
    values: [(HASH_MAX + 1n).toString(), "-1", "007", "12ab", "1e3"],
    says: /from 0 to 340282366920938463463374607431768211455, digits only/,
  },
];

for (const { what, field, values, says } of WRONG) {
  test(`${what} is refused beside its field, and nothing is lost`, async ({ page }) => {
    const fields = form(page);
    await page.getByText("Choose the place on the line yourself").click();
    const kept = { key: "keep this key", explicit: "12345", data: "keep this data" };
    for (const [name, text] of Object.entries(kept)) await fields[name].fill(text);
    const before = await world(page);
    for (const value of values) {
      await fields[field].fill(value);
      await expect(fields[field]).toHaveAttribute("aria-invalid", "false");
      await fields.put.click();
      await expect(fields[field]).toHaveAttribute("aria-invalid", "true");
      await expect(fields[field]).toHaveAccessibleDescription(says);
      await expect(page.getByText(says)).toBeVisible();
      await expect(fields[field]).toBeFocused();
      kept[field] = value;
      for (const [name, text] of Object.entries(kept)) expect(await fields[name].inputValue()).toBe(text);
      expect(await world(page)).toEqual(before);
    }

    await fields[field].fill({ key: "better", explicit: "0", data: "" }[field]);
    await expect(fields[field]).toHaveAttribute("aria-invalid", "false");
    await fields.put.click();
    await expect(inspector(page)).toContainText(`${FIRST} takes it`);
  });
}
