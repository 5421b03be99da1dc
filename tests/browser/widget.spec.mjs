// Beltline in a page of another origin: tags and iframes, what they tell, and what is left when they go.

import { clock, framesAsked, watchFrames } from "./helpers/hall.mjs";
import { expect, heard, inSight, NOTE_HASH, test } from "./helpers/host.mjs";

const play = (widget) => widget.getByRole("button", { name: "Play", exact: true });
const pause = (widget) => widget.getByRole("button", { name: "Pause", exact: true });

test("three widgets stand on a page of another origin, and say so", async ({ page, site, openHost }) => {
  const modules = [];
  page.on("request", (request) => {
    if (request.url().endsWith("page_bg.wasm")) modules.push(request.frame() === page.mainFrame() ? "page" : "iframe");
  });
  await openHost(`
    <beltline-player id="one" scene="hot-key"></beltline-player>
    <beltline-player id="two" start="6000" theme="light"></beltline-player>
    <iframe id="three" src="${site.url}embed.html?scene=country&start=2000" title="A key with few values" width="700"></iframe>`);
  const widgets = { one: page.locator("#one"), two: page.locator("#two"), three: page.frameLocator("#three") };
  for (const [id, widget] of Object.entries(widgets)) {
    await expect(widget.getByRole("img", { name: /^Baggage hall/ })).toBeVisible();
    await expect(play(widget)).toBeVisible();
    await expect.poll(() => heard(page, id, "ready")).toHaveLength(1);
  }
  await expect.poll(() => clock(widgets.two)).toBe(6_000);
  // The browser draws no frame that nobody sees.
  await page.locator("#three").scrollIntoViewIfNeeded();
  await expect.poll(() => clock(widgets.three)).toBe(2_000);
  expect(modules.toSorted(), "tags share one module").toEqual(["iframe", "page"]);

  const height = async (id) => (await heard(page, id, "resize")).at(-1)?.detail.height_px;
  // What was said last is what is there, however often it changes meanwhile.
  const differs = async (id) => Math.round((await page.locator(`#${id}`).boundingBox()).height) - await height(id);
  for (const id of ["one", "two"]) await expect.poll(() => differs(id)).toBe(0);
  const framed = async () => Number(await page.locator("#three").getAttribute("height")) - await height("three");
  await expect.poll(framed).toBe(0);
  const scrolls = () => document.scrollingElement.scrollHeight > document.scrollingElement.clientHeight;
  expect(await page.frames()[1].evaluate(scrolls), "the iframe has its content's height").toBe(false);
  const [message] = await heard(page, "three", "ready");
  expect(message).toMatchObject({ origin: new URL(site.url).origin, v: 1 });

  await (await inSight(page, widgets.one.getByRole("button", { name: "In words" }))).click();
  await expect(widgets.one.getByRole("table", { name: "Shards" })).toBeVisible();
  await expect.poll(() => differs("one")).toBe(0);
});

test("styles stay on their side", async ({ page, openHost }) => {
  const style = `* { letter-spacing: 4px; } button { font-size: 40px !important; color: red !important; }
    canvas { display: none; } .beltline { background: red; } body { font-family: serif; color: rgb(1, 2, 3); }`;
  await openHost(`<p>Text</p><button type="button">Outside</button><beltline-player id="one" theme="dark"></beltline-player>`, style);
  await expect(page.getByRole("img", { name: /^Baggage hall/ })).toBeVisible();
  const looks = (locator) => locator.evaluate((element) => {
    const { fontSize, letterSpacing, color, fontFamily } = getComputedStyle(element);
    return { fontSize, letterSpacing, color, fontFamily };
  });
  expect(await looks(page.getByRole("button", { name: "Legend" }))).toMatchObject({ fontSize: "13.5px", letterSpacing: "normal" });
  expect(await looks(page.getByText("Text", { exact: true }))).toMatchObject({ color: "rgb(1, 2, 3)", fontFamily: "serif" });
  // The face comes after the first picture.
  await expect.poll(() => page.evaluate(() => document.fonts.check('12px "Beltline Mono"')), "the flaps have their face").toBe(true);
});

test("keys act in the widget that has the focus, and in no other", async ({ page, openHost }) => {
  await openHost(`<p>Text</p><beltline-player id="one"></beltline-player><beltline-player id="two"></beltline-player>`);
  const [one, two] = [page.locator("#one"), page.locator("#two")];
  await expect(play(two)).toBeVisible();
  await page.getByText("Text", { exact: true }).click();
  await page.keyboard.press("]");
  await expect(one.getByRole("combobox", { name: "Speed" })).toHaveValue("3");

  await one.getByRole("group", { name: /^Stage/ }).focus();
  await page.keyboard.press(" ");
  await expect(pause(one)).toBeVisible();
  await expect(play(two)).toBeVisible();
  await page.keyboard.press("]");
  await expect(one.getByRole("combobox", { name: "Speed" })).toHaveValue("4");
  await expect(two.getByRole("combobox", { name: "Speed" })).toHaveValue("3");
});

test("a widget that is taken away leaves nothing behind", async ({ page, openHost }) => {
  await watchFrames(page);
  await page.addInitScript(() => {
    // Listeners on what outlives a widget.
    window.listeners = 0;
    const outlives = (target) => [window, document].includes(target) || target instanceof MediaQueryList;
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function add(...rest) {
      if (outlives(this ?? window)) window.listeners += 1;
      return addEventListener.apply(this ?? window, rest);
    };
    EventTarget.prototype.removeEventListener = function remove(...rest) {
      if (outlives(this ?? window)) window.listeners -= 1;
      return removeEventListener.apply(this ?? window, rest);
    };
  });
  await openHost(`<beltline-player id="one"></beltline-player>`);
  const one = page.locator("#one");
  await expect(play(one)).toBeVisible();
  const listeners = () => page.evaluate(() => window.listeners);
  // The first widget brings what all share; the second tells what one of them needs.
  const shared = await page.evaluate(() => {
    window.kept = document.getElementById("one");
    window.kept.remove();
    return new Promise((done) => { setTimeout(() => done(window.listeners), 50); });
  });
  await page.evaluate(() => document.body.append(window.kept));
  await play(one).click();
  await expect(pause(one)).toBeVisible();
  expect(await listeners()).toBeGreaterThan(shared);
  expect(await framesAsked(page)).toBeGreaterThan(0);
  await page.evaluate(() => window.kept.remove());
  await expect.poll(listeners).toBe(shared);
  expect(await framesAsked(page)).toBe(0);
  expect(await page.evaluate(() => window.kept.shadowRoot.querySelectorAll("canvas").length)).toBe(0);
});

test("an element that is moved goes on, and a change of its attributes begins anew", async ({ page, openHost }) => {
  await openHost(`<beltline-player id="one" scene="hot-key"></beltline-player><div id="elsewhere"></div>`);
  const one = page.locator("#one");
  await play(one).click();
  await expect.poll(() => clock(one)).toBeGreaterThan(200);
  await pause(one).click();
  const before = await clock(one);
  await page.evaluate(() => document.getElementById("elsewhere").append(document.getElementById("one")));
  expect(await clock(one)).toBe(before);

  const theme = () => one.locator(".beltline").getAttribute("data-theme");
  await one.evaluate((element) => element.setAttribute("theme", "light"));
  await expect.poll(theme).toBe("light");
  expect(await clock(one), "a theme is no new beginning").toBe(before);
  await one.evaluate((element) => { element.setAttribute("scene", "country"); element.setAttribute("start", "3000"); });
  await expect.poll(() => clock(one)).toBe(3_000);
  await expect(one.getByText("A key with few values")).toBeVisible();
});

test("only the controls that were asked for are there", async ({ page, openHost }) => {
  await openHost(`<beltline-player id="one" controls="play clock"></beltline-player><beltline-player id="two" controls="none"></beltline-player>`);
  const [one, two] = [page.locator("#one"), page.locator("#two")];
  await expect(play(one)).toBeVisible();
  await expect(one.getByRole("timer")).toBeVisible();
  for (const name of ["Step", "Step back", "Reset", "Time machine"]) await expect(one.getByRole("button", { name, exact: true })).toBeHidden();
  await expect(one.getByRole("combobox", { name: "Speed" })).toBeHidden();
  await expect(two.getByRole("button", { name: "Legend" })).toBeVisible();
  await expect(play(two)).toBeHidden();
});

test("what cannot be understood is told, and breaks nothing", async ({ page, openHost }) => {
  await openHost(`<beltline-player id="one" speed="7" start="soon" theme="pink" controls="play jump"></beltline-player>
    <beltline-player id="two" scene="hot-kay"></beltline-player><beltline-player id="three" scenario="{"></beltline-player>`);
  await expect(play(page.locator("#one"))).toBeVisible();
  const messages = async (id) => (await heard(page, id, "error")).map(({ detail }) => detail.message);
  await expect.poll(() => messages("one")).toEqual([
    "`start` is a whole number of milliseconds, such as 5000; not “soon”.",
    "`speed` is one of 0.1x, 0.2x, 0.5x, 1x, 2x, 5x, 10x, 20x, 50x, 100x; not “7”.",
    "`theme` is one of dark, light, system; not “pink”.",
    "`controls` is one of all, none, play, reset, step, clock, speed, timeline, machine; not “jump”.",
  ]);
  await expect(page.locator("#two").getByRole("alert")).toContainText("`scene` is one of first-belt, hot-key,");
  await expect.poll(() => messages("two")).toHaveLength(1);
  await expect(page.locator("#three").getByRole("alert")).toContainText("This scenario cannot be shown");
  await expect.poll(() => messages("three")).toHaveLength(1);
});

test("files that do not come are told in the page and to the page", async ({ page, openHost, console: written }) => {
  await page.route("**/page_bg.wasm", (route) => route.abort());
  await openHost(`<beltline-player id="one"></beltline-player>`);
  await expect(page.locator("#one").getByRole("alert")).toContainText("Beltline could not start");
  expect(await heard(page, "one", "error")).toHaveLength(1);
  // The browser itself tells of a request that failed.
  expect(written.splice(0).every((line) => line.includes("page_bg.wasm"))).toBe(true);
});

/** A question as it ships. */
async function question(site, id) {
  const index = await (await fetch(`${site.url}lessons/index.json`)).json();
  const { topic } = index.questions.find((one) => one.id === id);
  const questions = await (await fetch(`${site.url}lessons/questions/${topic}.json`)).json();
  return questions.find((one) => one.id === id);
}

/** The words of an option, as the page has them. */
const words = (inlines) => inlines.map((one) => Object.values(one).map((value) => (typeof value === "string" ? value : words(value.at(-1)))).join("")).join("");
const option = (widget, one) => widget.getByRole("radio", { name: words(one.text).replaceAll(/\s+/g, " "), exact: false });

test("a question tells the page around what was answered, by tag and by iframe", async ({ page, site, openHost }) => {
  const asked = await question(site, "hot-tenant");
  const key = asked.options.findIndex((one) => one.right);
  const wrong = asked.options.findIndex((one) => one.misses);
  await openHost(`<beltline-player id="one" question="hot-tenant"></beltline-player>
    <iframe id="two" src="${site.url}embed.html?question=hot-tenant" title="A question" width="700"></iframe>`);
  const one = page.locator("#one");
  await expect.poll(() => heard(page, "one", "ready")).toHaveLength(1);
  await expect(one.getByRole("img", { name: /^Baggage hall/ })).toHaveCount(0);
  await option(one, asked.options[key]).check();
  await one.getByRole("button", { name: "Answer, I am sure" }).click();
  await expect.poll(() => heard(page, "one", "answered")).toHaveLength(1);
  const [{ detail }] = await heard(page, "one", "answered");
  expect(detail).toMatchObject({
    verb: { id: "http://adlnet.gov/expapi/verbs/answered", display: { en: "answered" } },
    object: { objectType: "Activity", id: `${site.url}#question=hot-tenant`,
      definition: { type: "http://adlnet.gov/expapi/activities/cmi.interaction", interactionType: "choice" } },
    result: { success: true, response: String(key + 1), duration: expect.stringMatching(/^PT\d+\.\d\dS$/),
      extensions: { [`${site.url}#sure`]: true } },
  });
  expect(detail.object.definition.name.en).toContain("stream");

  const two = page.frameLocator("#two");
  await option(two, asked.options[wrong]).check();
  await two.getByRole("button", { name: "Answer, I am unsure" }).click();
  await expect.poll(() => heard(page, "two", "answered")).toHaveLength(1);
  const [told] = await heard(page, "two", "answered");
  expect(told).toMatchObject({ v: 1, detail: { source: "beltline", result: { success: false, response: String(wrong + 1) } } });

  // "Show me" brings the stage below the question, and the iframe grows with it.
  const before = Number(await page.locator("#two").getAttribute("height"));
  await two.getByRole("button", { name: "Show me" }).first().click();
  await expect(two.getByRole("img", { name: /^Baggage hall/ })).toBeVisible();
  await expect.poll(async () => Number(await page.locator("#two").getAttribute("height"))).toBeGreaterThan(before + 300);
});

test("a lesson leads its stage, and tells when it is finished", async ({ page, openHost }) => {
  await openHost(`<p>Text</p><beltline-player id="one" lesson="the-belt"></beltline-player>`);
  const one = page.locator("#one");
  await expect(one.getByRole("heading", { level: 1 })).toBeVisible();
  await expect.poll(() => heard(page, "one", "ready")).toHaveLength(1);
  await expect(play(one), "what was not asked to play waits for its reader").toBeVisible();
  const box = (locator) => locator.boundingBox();
  const [text, stage] = [one.getByRole("complementary"), one.getByRole("group", { name: /^Stage/ })];
  expect((await box(text)).x + (await box(text)).width, "beside the stage").toBeLessThanOrEqual((await box(stage)).x);
  await one.evaluate((element) => { element.style.width = "500px"; });
  await expect.poll(async () => (await box(text)).y + (await box(text)).height, "above it").toBeLessThanOrEqual((await box(stage)).y);
  await expect.poll(async () => (await box(stage)).width).toBeGreaterThan(490);
  expect(await heard(page, "one", "completed")).toEqual([]);
  // A key for the page around is not the lesson's.
  await page.getByText("Text", { exact: true }).click();
  await page.keyboard.press("PageDown");
  await expect(one.getByRole("region", { name: /^Step 2/ })).toHaveCount(0);
  await one.getByRole("region", { name: /^Step 1/ }).focus();
  await expect(async () => {
    await page.keyboard.press("PageDown");
    expect(await heard(page, "one", "completed")).toHaveLength(1);
  }).toPass({ intervals: [300] });
  const [{ detail }] = await heard(page, "one", "completed");
  expect(detail).toMatchObject({ verb: { id: "http://adlnet.gov/expapi/verbs/completed" }, result: { completion: true } });
  expect(detail.object.id).toMatch(/#lesson=the-belt$/);
});

test("what the course does not hold is told", async ({ page, openHost }) => {
  await openHost(`<beltline-player id="one" question="no-such"></beltline-player>`);
  await expect(page.locator("#one").getByRole("alert")).toContainText("no-such");
  await expect.poll(() => heard(page, "one", "error")).toHaveLength(1);
});

test("in a frame that may keep nothing, a question goes on and a lesson says so", async ({ page, site, openHost }) => {
  await page.addInitScript(() => {
    if (parent === window) return;
    Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });
  });
  const asked = await question(site, "hot-tenant");
  await openHost(`<iframe id="one" src="${site.url}embed.html?question=hot-tenant" title="A question" width="700"></iframe>
    <iframe id="two" src="${site.url}embed.html?lesson=the-belt" title="A lesson" width="700"></iframe>`);
  const [one, two] = [page.frameLocator("#one"), page.frameLocator("#two")];
  await option(one, asked.options.find((each) => each.right)).check();
  await one.getByRole("button", { name: "Answer, I am sure" }).click();
  await expect.poll(async () => (await heard(page, "one", "answered"))[0]?.detail.result.success).toBe(true);
  await expect(two.getByText("This browser keeps nothing for this page")).toBeVisible();
  await two.getByRole("button", { name: "Continue" }).click();
  await expect(two.getByRole("region", { name: /^Step 2/ })).toBeVisible();
});

test("a page may allow no more than WebAssembly and the site", async ({ page, site, openHost }) => {
  const origin = new URL(site.url).origin;
  await openHost(`<beltline-player id="one" scene="hot-key"></beltline-player>`, "", {
    "content-security-policy": `default-src 'none'; script-src ${origin} 'sha256-${NOTE_HASH}' 'wasm-unsafe-eval'; connect-src ${origin}; font-src ${origin}; img-src data:`,
  });
  const one = page.locator("#one");
  await expect(one.getByRole("img", { name: /^Baggage hall/ })).toBeVisible();
  await one.getByRole("button", { name: "Legend" }).click();
  await expect(one.getByRole("heading", { name: "What you see" })).toBeVisible();
  await play(one).click();
  await expect.poll(() => clock(one)).toBeGreaterThan(200);
});
