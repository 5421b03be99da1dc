// The page around the hall: where it is served, what it is mounted in, and what the browser may deny it.

import { clock, framesAsked, openPaused, rows, watchFrames } from "./helpers/hall.mjs";
import { expect, test } from "./helpers/test.mjs";

test("everything it asks for lies below its own path", async ({ page, site }) => {
  const asked = [];
  page.on("response", (response) => asked.push({ url: response.url(), status: response.status() }));
  await openPaused(page);
  await page.getByRole("tab", { name: "A file" }).click();
  await page.getByRole("button", { name: "Load the sample" }).click();
  await expect(page.getByRole("table", { name: "The first records" })).toBeVisible();
  expect(asked.length).toBeGreaterThan(4);
  expect(asked.filter(({ url, status }) => status !== 200 || (!url.startsWith(site.url) && !url.startsWith("data:")))).toEqual([]);
});

/** A page of somebody else's with places for two halls. */
const HOST = `<!doctype html><html lang="en"><head><title>A course</title><link rel="stylesheet" href="./beltline.css"></head>
  <body><div id="one"></div><div id="two"></div></body></html>`;

async function openHost(page) {
  await watchFrames(page);
  await page.route("**/host.html", (route) => route.fulfill({ contentType: "text/html", body: HOST }));
  await page.goto("./host.html");
  await page.evaluate(async () => {
    window.beltline = await import(new URL("./beltline.js", location.href));
    await window.beltline.default();
  });
  return ["one", "two"].map((id) => page.locator(`#${id}`));
}

const mount = (page, id, options) => page.evaluate(([where, wanted]) => {
  window.handles = { ...window.handles, [where]: window.beltline.mount(document.getElementById(where), wanted) };
}, [id, options]);

test("importing the module shows nothing and asks for no frames", async ({ page }) => {
  const [one, two] = await openHost(page);
  await expect(one).toBeEmpty();
  await expect(two).toBeEmpty();
  expect(await framesAsked(page)).toBe(0);
});

test("two halls on one page are strangers", async ({ page }) => {
  const [one, two] = await openHost(page);
  await mount(page, "one", {});
  await mount(page, "two", { scene: "hot-key" });
  await expect(one.getByRole("heading", { level: 1 })).toHaveText("Two belts");
  await expect(two.getByRole("heading", { level: 1 })).toHaveText("One hot key");

  // What is done in one does nothing in the other.
  await two.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(two.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await expect(one.getByRole("button", { name: "Pause", exact: true })).toBeVisible();
  const stopped = await clock(two);
  const moving = await clock(one);
  await expect.poll(() => clock(one)).toBeGreaterThan(moving);
  expect(await clock(two)).toBe(stopped);
  await expect(one.getByRole("radio", { name: "Exam" })).toBeChecked();
  await expect(two.getByRole("radio", { name: "Exam" })).toBeChecked();
  const key = (host) => host.getByRole("textbox", { name: "Partition key" });
  await key(two).fill("");
  await two.getByRole("button", { name: "Put record" }).click();
  await expect(key(two)).toHaveAccessibleDescription(/1 to 256 characters/);
  await expect(key(one)).not.toHaveAccessibleDescription(/1 to 256 characters/);
  const twice = await page.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    return ids.filter((id, i) => ids.indexOf(id) !== i);
  });
  expect(twice, "names that two elements have").toEqual([]);
});

test("an unmounted hall leaves nothing behind", async ({ page }) => {
  const [one, two] = await openHost(page);
  await mount(page, "one", {});
  await mount(page, "two", { scene: "hot-key" });
  await two.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(two.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  const stopped = await clock(two);
  await page.evaluate(() => window.handles.one.unmount());
  await expect(one).toBeEmpty();
  await expect(two.getByRole("heading", { level: 1 })).toBeVisible();
  await expect.poll(() => framesAsked(page)).toBe(0);
  await two.getByRole("button", { name: "Play", exact: true }).click();
  await expect.poll(() => clock(two)).toBeGreaterThan(stopped);
  await page.evaluate(() => window.handles.two.unmount());
  expect(await page.evaluate(() => document.body.children.length), "nothing is left beside the two places").toBe(2);
  await expect(two).toBeEmpty();
  expect(await framesAsked(page)).toBe(0);
  await page.keyboard.press("Space");
  await page.keyboard.press("l");
  expect(await framesAsked(page)).toBe(0);
});

test("a hall can be mounted again where one was", async ({ page }) => {
  const [one] = await openHost(page);
  for (const scene of ["bursts", "country"]) {
    await mount(page, "one", { scene });
    await expect(one.getByRole("main")).toHaveCount(1);
    await page.evaluate(() => window.handles.one.unmount());
    await expect(one).toBeEmpty();
  }
});

test("a scenario that is wrong is told in place of the hall", async ({ page }) => {
  const [one] = await openHost(page);
  await mount(page, "one", { scenario: '{"version": 1, "streams": 7}' });
  await expect(one.getByRole("alert")).toContainText("This scenario cannot be shown:");
  await expect(one.getByRole("alert")).toContainText("streams");
});

test("a browser that denies storage shows the same page", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
    });
  });
  await openPaused(page);
  await page.getByRole("combobox", { name: "Speed" }).selectOption({ label: "5x" });
  await expect(page.getByRole("combobox", { name: "Speed" }).getByRole("option", { selected: true })).toHaveText("5x");
  await page.getByRole("textbox", { name: "Partition key" }).fill("hello");
  await page.getByRole("button", { name: "Put record" }).click();
  await expect.poll(async () => (await rows(page, "Recent records"))[0].Key).toBe("hello");
});

test("a module that does not come is told in one sentence", async ({ page, complaints }) => {
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto("./");
  await expect(page.getByRole("alert")).toHaveText(/^Beltline could not start: .*Reload the page/);
  complaints.length = 0;
});
