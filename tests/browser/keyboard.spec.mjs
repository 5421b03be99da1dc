// The whole page without a pointer.

import { clock, facts, rows } from "./helpers/hall.mjs";
import { expect, test } from "./helpers/test.mjs";

/** The control that has the focus: what it is, and whether one can see that it has it. */
function focused(page) {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body || at.dataset.visited) return null;
    at.dataset.visited = "yes";
    const shows = (element) => {
      if (!element) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { width, height } = element.getBoundingClientRect();
      return outlineStyle !== "none" && parseFloat(outlineWidth) > 0 && width > 4 && height > 4;
    };
    const box = at.getBoundingClientRect();
    return {
      tag: `<${at.localName} class="${at.className}" aria-label="${at.getAttribute("aria-label") ?? ""}">`,
      // A control that is drawn by its neighbour or its label shows the focus there.
      seen: shows(at) || shows(at.nextElementSibling) || shows(at.closest("label")),
      inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
  });
}

/** Presses Tab until a control has the focus. */
async function tabTo(page, control) {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${control}`);
}

const inspector = (page) => page.getByRole("region", { name: "The bag" });
const stage = (page) => page.getByRole("group", { name: /^Stage\./ });

// No click, so that Tab begins where it does for a visitor: at the top.
test.beforeEach(async ({ page }) => {
  await page.goto("./");
  await expect.poll(async () => (await rows(page, "Recent records")).length).toBeGreaterThan(3);
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
});

test("Tab reaches every control, and the focus can be seen", async ({ page }) => {
  // The course is the last to come: from then on no control joins those behind.
  await expect(page.getByRole("navigation", { name: "Ways through the course", includeHidden: true })).toBeAttached();
  const stops = [];
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press("Tab");
    const stop = await focused(page);
    if (!stop) break;
    stops.push(stop);
  }
  expect(stops.length).toBeGreaterThan(15);
  expect(stops.filter((stop) => !stop.seen).map((stop) => stop.tag), "stops without a visible focus").toEqual([]);
  expect(stops.filter((stop) => !stop.inView).map((stop) => stop.tag), "stops out of sight").toEqual([]);
  const missed = await page.evaluate(() => {
    const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
    // Of radio buttons and of tabs, one is a stop and the arrow keys go on from there.
    return controls
      .filter((control) => control.checkVisibility() && !control.disabled && control.tabIndex >= 0)
      .filter((control) => control.type !== "radio" || control.checked)
      .filter((control) => !control.dataset.visited)
      .map((control) => `<${control.localName} class="${control.className}"> ${control.textContent.slice(0, 80)}`);
  });
  expect(missed, "controls that Tab does not reach").toEqual([]);
});

test("the first stop leads to the hall in words", async ({ page }) => {
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the hall in words" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "The hall in words" })).toBeFocused();
});

test("a record is put", async ({ page }) => {
  await tabTo(page, page.getByRole("textbox", { name: "Partition key" }));
  await page.keyboard.press("Control+a");
  await page.keyboard.type("user-1");
  await page.keyboard.press("Enter");
  await expect(inspector(page)).toContainText("shardId-000000000001 takes it");
});

test("a bag is chosen with the arrow keys", async ({ page }) => {
  const record = async () => (await facts(inspector(page)))["Sequence number"];
  await tabTo(page, stage(page));
  await page.keyboard.press("ArrowRight");
  await expect.poll(record).toBeTruthy();
  const newest = await record();
  await page.keyboard.press("ArrowRight");
  await expect.poll(record).not.toBe(newest);
  await page.keyboard.press("ArrowLeft");
  await expect.poll(record).toBe(newest);
  const shard = () => inspector(page).getByText(/^shardId-\d{12}$/).innerText();
  const before = await shard();
  await page.keyboard.press(before.endsWith("0") ? "ArrowDown" : "ArrowUp");
  await expect.poll(shard).not.toBe(before);
  await page.keyboard.press("Escape");
  await expect(inspector(page)).toContainText("Choose a bag");
});

test("a recent record is opened", async ({ page }) => {
  const first = page.getByRole("table", { name: "Recent records" }).getByRole("button").first();
  await tabTo(page, first);
  const key = await first.innerText();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await facts(inspector(page)))["Partition key"]).toBe(key);
});

test("L opens the legend, Escape closes it", async ({ page }) => {
  const legend = page.getByRole("region", { name: "Legend" });
  await page.keyboard.press("l");
  await expect(legend).toBeVisible();
  await expect(page.getByRole("button", { name: "Legend", exact: true })).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Escape");
  await expect(legend).toBeHidden();

  await tabTo(page, page.getByRole("button", { name: "Legend", exact: true }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Close the legend" }));
  await page.keyboard.press("Enter");
  await expect(legend).toBeHidden();
});

test("the tools are walked through with the arrow keys", async ({ page }) => {
  const tab = (name) => page.getByRole("tab", { name });
  await tabTo(page, tab("Your record"));
  for (const [key, name] of [
    ["ArrowRight", "A file"], ["ArrowRight", "Desks"], ["ArrowRight", "Your record"], ["ArrowLeft", "Desks"],
    ["Home", "Your record"], ["End", "Desks"],
  ]) {
    await page.keyboard.press(key);
    await expect(tab(name)).toBeFocused();
    await expect(tab(name)).toHaveAttribute("aria-selected", "true");
    await expect(page.getByRole("tabpanel", { name })).toBeVisible();
    await expect(page.getByRole("tabpanel")).toHaveCount(1);
  }
});

test("Space presses the button that has the focus and nothing else", async ({ page }) => {
  const before = await clock(page);
  await tabTo(page, page.getByRole("button", { name: "Reset" }));
  await page.keyboard.press("Space");
  await expect.poll(() => clock(page)).toBe(0);
  expect(before).toBeGreaterThan(0);
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
});
