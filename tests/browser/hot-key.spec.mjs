// One hot key at 2,000 records a second on two shards: one belt refuses, the other stands idle.

import { clock, hashOf, number, openPaused, pause, rows } from "./helpers/hall.mjs";
import { expect, test } from "./helpers/test.mjs";

const RECORDS_PER_S_MAX = 1_000;

test("one shard refuses what is past its limit while the other takes nothing", async ({ page }) => {
  await openPaused(page);
  await page.getByRole("combobox", { name: "Scene" }).selectOption({ label: "One hot key" });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("One hot key");
  await page.getByRole("combobox", { name: "Speed" }).selectOption({ label: "2x" });
  await page.getByRole("button", { name: "Play", exact: true }).click();

  const shards = async () => (await rows(page, "Shards")).map((row) => ({
    perSecond: number(row["Records/s"].split(" of ")[0]),
    refusedPerSecond: number(row["Refused/s"]),
    records: number(row.Records),
    refused: number(row.Refused),
  }));
  await expect.poll(async () => {
    const both = await shards();
    for (const shard of both) expect(shard.perSecond).toBeLessThanOrEqual(RECORDS_PER_S_MAX);
    return clock(page);
  }, { intervals: [100] }).toBeGreaterThan(10_000);
  await pause(page);

  const both = await shards();
  const place = Number(hashOf("customer-1") >> 127n);
  const [hot, idle] = [both[place], both[1 - place]];
  expect(hot.perSecond).toBeGreaterThan(RECORDS_PER_S_MAX * 0.95);
  expect(hot.perSecond).toBeLessThanOrEqual(RECORDS_PER_S_MAX);
  expect(hot.refusedPerSecond).toBeGreaterThan(0);
  expect(idle.perSecond).toBe(0);
  expect(idle.refused).toBe(0);
  // A record every 50 ms of the quiet five seconds, both ends counted, then never more than the limit in any second.
  const hotSeconds = Math.ceil((await clock(page)) / 1_000 - 5);
  expect(hot.records + idle.records).toBeLessThanOrEqual(101 + hotSeconds * RECORDS_PER_S_MAX);
  expect(hot.refused).toBeGreaterThan(3_000);

  const log = page.getByRole("log", { name: "Events" });
  await expect(log).toContainText(`shardId-00000000000${place}`);
  await expect(log).toContainText(/records refused, past its write limit/);
  await expect(page.getByRole("row", { name: `shardId-00000000000${place}` }).first()).toContainText("1,000");
});
