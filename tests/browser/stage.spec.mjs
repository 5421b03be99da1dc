// The picture itself: it is drawn, it follows its room, and a bag on it can be taken with the pointer.

import { facts, rows } from "./helpers/hall.mjs";
import { expect, test } from "./helpers/test.mjs";

const picture = (page) => page.getByRole("img", { name: /^Baggage hall of the stream clicks: 2 belts/ });

/** The drawn pixels: how many there are, and how many different colours among them. */
const drawn = (page) => picture(page).evaluate((canvas) => {
  const { width, height } = canvas;
  const pixels = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, width, height).data.buffer);
  return { width, height, colours: new Set(pixels).size };
});

test.beforeEach(async ({ page }) => {
  await page.goto("./");
  await expect.poll(async () => (await rows(page, "Recent records")).length).toBeGreaterThan(10);
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
});

test("the hall is drawn, and drawn anew when its room changes", async ({ page }) => {
  const before = await drawn(page);
  expect(before.colours).toBeGreaterThan(50);
  await page.setViewportSize({ width: 1_100, height: 640 });
  await expect.poll(async () => (await drawn(page)).width).toBeLessThan(before.width);
  await expect.poll(async () => (await drawn(page)).colours).toBeGreaterThan(50);
});

test("the picture says in words what it shows", async ({ page }) => {
  const taken = (await rows(page, "Shards")).reduce((sum, row) => sum + Number(row.Records), 0);
  await expect(picture(page)).toHaveAccessibleName(`Baggage hall of the stream clicks: 2 belts, ${taken} bags taken since the start.`);
});

test("a click on a bag opens it", async ({ page }) => {
  // The pointer says where a bag is, as it does to a visitor.
  const place = await picture(page).evaluate(async (canvas) => {
    const box = canvas.getBoundingClientRect();
    for (const step of [23, 11, 5]) {
      for (let y = step; y < box.height; y += step) {
        for (let x = step; x < box.width; x += step) {
          const at = { clientX: box.left + x, clientY: box.top + y, bubbles: true };
          canvas.dispatchEvent(new PointerEvent("pointermove", at));
          await new Promise((resolve) => { queueMicrotask(() => queueMicrotask(resolve)); });
          if (getComputedStyle(canvas).cursor === "pointer") return { x: at.clientX, y: at.clientY };
        }
      }
    }
    return null;
  });
  expect(place, "a bag under the pointer").not.toBeNull();
  await page.mouse.click(place.x, place.y);
  const bag = page.getByRole("region", { name: "The bag" });
  await expect(bag).toContainText(/shardId-00000000000[01] takes it/);
  expect((await facts(bag))["Partition key"]).toBeTruthy();
});
