// A phone, a tablet, and a page zoomed to 400 percent: the stage on top, everything else in tabs, by touch.

import { facts } from "./helpers/hall.mjs";
import { expect, test } from "./helpers/test.mjs";

for (const viewport of [{ width: 320, height: 640 }, { width: 390, height: 844 }, { width: 820, height: 1180 }]) {
  test.describe(`at ${viewport.width} px`, () => {
    test.use({ viewport, hasTouch: true, isMobile: true });

    test.beforeEach(async ({ page }) => {
      await page.goto("./");
      await page.getByRole("button", { name: "Pause", exact: true }).tap();
      await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
    });

    const expectNoSidewaysScroll = async (page) => {
      const { content, room } = await page.evaluate(() => (
        { content: document.documentElement.scrollWidth, room: innerWidth }
      ));
      expect(room, "the page is laid out as wide as the screen").toBe(viewport.width);
      expect(content, "nothing is wider than the screen").toBeLessThanOrEqual(room);
    };

    test("every tab opens by touch and nothing scrolls sideways", async ({ page }) => {
      await expectNoSidewaysScroll(page);
      for (const name of ["A file", "Desks", "Bag", "In words", "Your record"]) {
        await page.getByRole("tab", { name }).tap();
        await expect(page.getByRole("tab", { name })).toHaveAttribute("aria-selected", "true");
        await expect(page.getByRole("tabpanel", { name })).toBeVisible();
        await expectNoSidewaysScroll(page);
      }
    });

    test("a record is put and its bag looked at", async ({ page }) => {
      await page.getByRole("textbox", { name: "Partition key" }).fill("user-1");
      await page.getByRole("button", { name: "Put record" }).tap();
      await expect(page.getByRole("status").filter({ hasText: "shardId-000000000001 took it" })).toBeVisible();
      await page.getByRole("tab", { name: "Bag" }).tap();
      const bag = page.getByRole("region", { name: "The bag" });
      await expect(bag).toBeVisible();
      expect((await facts(bag))["Partition key"]).toBe("user-1");
      await expectNoSidewaysScroll(page);
    });

    test("the words' own link opens them, and a record there opens its bag", async ({ page }) => {
      await page.getByRole("link", { name: "In words", exact: true }).tap();
      await expect(page.getByRole("table", { name: "Shards" })).toBeVisible();
      const record = page.getByRole("table", { name: "Recent records" }).getByRole("button").first();
      const key = await record.innerText();
      await record.tap();
      await expect(page.getByRole("region", { name: "The bag" })).toBeVisible();
      expect((await facts(page.getByRole("region", { name: "The bag" })))["Partition key"]).toBe(key);
    });

    test("the controls of time stay in reach and are large enough", async ({ page }) => {
      for (const name of ["Play", "Step", "Reset"]) {
        const button = page.getByRole("button", { name, exact: true });
        await expect(button).toBeInViewport({ ratio: 1 });
        const { width, height } = await button.boundingBox();
        expect(Math.min(width, height), name).toBeGreaterThanOrEqual(40);
      }
    });
  });
}
