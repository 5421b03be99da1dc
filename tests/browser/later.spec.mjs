// Parts of the page that come later: fetched when the page is idle, asked for again when they did not arrive.

import { expect, test } from "./helpers/test.mjs";

const CHUNKS = "**/chunks/*";
const FILE = "**/chunks/*-file.wasm";

test("once idle, the page works on when the network has gone", async ({ page, context }) => {
  const underWay = new Set();
  page.on("request", (request) => request.url().includes("/chunks/") && underWay.add(request));
  for (const over of ["requestfinished", "requestfailed"]) page.on(over, (request) => underWay.delete(request));
  const reader = page.waitForResponse(/-scenario\.wasm$/);
  await page.goto("./");
  await reader;
  // The last parts to come stand out of sight.
  await expect(page.getByText("Choose a file")).toBeAttached();
  await expect(page.getByRole("navigation", { name: "Ways through the course", includeHidden: true })).toBeAttached();
  await expect.poll(() => underWay.size, "parts under way").toBe(0);
  await context.setOffline(true);
  await page.getByRole("tab", { name: "A file" }).click();
  await expect(page.getByText("Choose a file")).toBeVisible();
  await page.getByRole("combobox", { name: "Scene" }).selectOption({ label: "One hot key" });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("One hot key");
});

test("a browser that is never idle shows every part all the same", async ({ page }) => {
  await page.addInitScript(() => {
    window.requestIdleCallback = (work, { timeout } = {}) => (timeout ? setTimeout(work, timeout) : 0);
  });
  await page.goto("./");
  await expect(page.getByRole("table", { name: "Shards" })).toBeAttached();
  await expect(page.getByRole("navigation", { name: "Ways through the course", includeHidden: true })).toBeAttached();
});

test("a part that does not arrive says so, and comes when asked again", async ({ page, complaints }) => {
  let refused = 0;
  await page.route(FILE, (route) => {
    refused += 1;
    return route.abort();
  });
  await page.goto("./");
  await page.getByRole("tab", { name: "A file" }).click();
  const panel = page.getByRole("tabpanel", { name: "A file" });
  const told = panel.getByRole("alert");
  await expect(told).toContainText("did not arrive. Check the network connection");
  // Once idle the page asks again by itself, and from then on only when it is told to. The course is the last to come.
  await expect(page.getByRole("navigation", { name: "Ways through the course", includeHidden: true })).toBeAttached();
  await expect.poll(() => refused).toBe(2);
  await expect(told).toBeVisible();
  await page.unroute(FILE);
  await panel.getByRole("button", { name: "Try again" }).click();
  await expect(panel.getByText("Choose a file")).toBeVisible();
  await expect(panel.getByRole("alert")).toHaveCount(0);
  complaints.length = 0;
});

test("a scene whose reader does not arrive leaves the hall as it is, and opens when asked again", async ({ page, complaints }) => {
  await page.route(CHUNKS, (route) => route.abort());
  await page.goto("./");
  await page.getByRole("combobox", { name: "Scene" }).selectOption({ label: "One hot key" });
  const alert = page.getByRole("alert").filter({ visible: true }).first();
  await expect(alert).toContainText("did not arrive");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Two belts");
  await page.unroute(CHUNKS);
  await page.locator(".beltline > div > .absent").getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("One hot key");
  complaints.length = 0;
});

test("a page opened at another scene waits for the reader, and asks again when told to", async ({ page, complaints }) => {
  await page.route(CHUNKS, (route) => route.abort());
  await page.goto("./#scene=bursts");
  await expect(page.getByRole("alert")).toContainText("did not arrive");
  await page.unroute(CHUNKS);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Bursts and retries");
  complaints.length = 0;
});
