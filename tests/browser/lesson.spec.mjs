// The course in the place of the tools: contents, lessons that lead the stage, predictions and questions.

import { createRequire } from "node:module";
import { clock } from "./helpers/hall.mjs";
import { expect, test } from "./helpers/test.mjs";

const course = (page) => page.getByRole("complementary", { name: "Course" });
const step = (page, number) => course(page).getByRole("region", { name: new RegExp(`^Step ${number} of`) });

/** Presses Tab until the control has the focus, as somebody without a pointer does. */
async function tabTo(page, control) {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("Tab does not get there");
}

test("a newcomer completes the first lesson by keyboard alone", async ({ page }) => {
  test.setTimeout(120_000);
  const begun = Date.now();
  await page.goto("./");
  await expect(page.getByRole("button", { name: "Course", exact: true })).toBeVisible();
  await page.keyboard.press("c");
  await tabTo(page, course(page).getByRole("button", { name: /^Begin: The belt/ }));
  await page.keyboard.press("Enter");
  await expect(course(page).getByRole("heading", { level: 1, name: /The belt/ })).toBeFocused();

  // Something to watch: the stage is already at it.
  await expect(page.getByRole("button", { name: "Pause", exact: true })).toBeVisible();
  await expect.poll(() => clock(page)).toBeGreaterThan(4_000);
  await tabTo(page, step(page, 1).getByRole("button", { name: "Continue" }));
  await page.keyboard.press("Enter");
  await expect(step(page, 2)).toBeFocused();

  // A prediction: the belts stand still until it is committed to.
  await expect.poll(() => clock(page)).toBe(0);
  const commit = step(page, 2).getByRole("button", { name: "Commit, and let it run" });
  await tabTo(page, commit);
  await page.keyboard.press("Enter");
  await expect(step(page, 2).getByRole("alert")).toHaveText("Choose one of the answers.");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await tabTo(page, commit);
  await page.keyboard.press("Enter");
  await expect(step(page, 2).getByText("The engine plays it.", { exact: false })).toBeVisible();
  await expect(step(page, 2).getByText("Not quite.")).toBeVisible();
  await expect(step(page, 2).getByText("It came out as: All of them", { exact: false })).toBeVisible();
  expect(await clock(page)).toBe(10_000);
  await tabTo(page, step(page, 2).getByRole("button", { name: "Continue" }));
  await page.keyboard.press("Enter");

  // A goal that playing reaches.
  await expect(step(page, 3).getByText("Measured when the clock stands at 0:30", { exact: false })).toBeVisible();
  await page.keyboard.press("]");
  await page.keyboard.press("]");
  await expect(step(page, 3).getByText(/^Reached: [\d,]+ at 0:30\.$/)).toBeVisible();
  await tabTo(page, step(page, 3).getByRole("button", { name: "Continue" }));
  await page.keyboard.press("Enter");

  // A question, answered wrong first, with what refutes it, and the way on.
  const question = step(page, 4);
  await expect(question.getByRole("group", { name: "Choose one answer." })).toBeVisible();
  await tabTo(page, question.getByRole("radio").first());
  await page.keyboard.press("Space");
  await tabTo(page, question.getByRole("button", { name: "Answer, I am sure" }));
  await page.keyboard.press("Enter");
  await expect(question.getByText(/^(Right\.|Wrong\. Each option says why\.)$/)).toBeVisible();
  await tabTo(page, question.getByRole("button", { name: "Continue" }));
  await page.keyboard.press("Enter");
  for (let number = 5; await step(page, number).isVisible(); number += 1) {
    const onward = step(page, number).getByRole("button", { name: /^(Skip|Continue|Finish the lesson)$/ });
    await tabTo(page, onward);
    await page.keyboard.press("Enter");
  }
  await expect(course(page).getByRole("region", { name: "Lesson finished." })).toBeVisible();
  expect(Date.now() - begun, "well under ten minutes").toBeLessThan(110_000);

  await tabTo(page, course(page).getByRole("button", { name: "Contents" }));
  await page.keyboard.press("Enter");
  await expect(course(page).getByRole("listitem").filter({ hasText: "The belt, and why" })).toContainText("8 minutes, read");
  const [, second] = (await (await page.request.get("./lessons/index.json")).json()).lessons;
  await expect(course(page).getByRole("button", { name: `Begin: ${second.title}` })).toBeVisible();
});

test("a lesson is left and resumed, and opened in the middle by its address", async ({ page }) => {
  await page.goto("./#lesson=shards-and-capacity&step=2");
  await expect(step(page, 2)).toBeVisible();
  await expect(step(page, 3)).toBeHidden();
  await step(page, 2).getByRole("button", { name: /^(Skip|Continue)$/ }).click();
  await expect(page).toHaveURL(/#lesson=shards-and-capacity&step=3$/);
  await page.goto("./#course");
  await page.reload();
  await expect(course(page).getByRole("button", { name: "Go on: Shards and capacity" })).toBeVisible();
  await course(page).getByRole("button", { name: "Go on: Shards and capacity" }).click();
  await expect(step(page, 3)).toBeVisible();
  await expect(step(page, 4)).toBeHidden();

  // The browser's own way back.
  await page.goBack();
  await expect(course(page).getByRole("heading", { level: 1 })).toHaveText("Kinesis, and the exam's questions on it");
});

test("a presenter's remote goes through a lesson, and the stage follows", async ({ page }) => {
  await page.goto("./#lesson=the-belt");
  await expect(step(page, 1)).toBeVisible();
  await page.keyboard.press("PageDown");
  await expect(step(page, 2)).toBeFocused();
  await page.keyboard.press("PageDown");
  await expect(step(page, 3)).toBeFocused();
  await expect.poll(async () => (await page.getByRole("log", { name: "Events" }).innerText()).length).toBeGreaterThan(0);
  await page.keyboard.press("PageUp");
  await expect(step(page, 2)).toBeFocused();
  await expect.poll(() => clock(page)).toBe(0);
});

test("where less motion is asked for, a prediction is decided at once", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("./#lesson=the-belt&step=2");
  await step(page, 2).getByRole("radio").last().check();
  await step(page, 2).getByRole("button", { name: "Commit, and let it run" }).click();
  await expect(step(page, 2).getByText("Right.", { exact: true })).toBeVisible();
  await expect.poll(() => clock(page)).toBe(10_000);
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
});

test("whoever leaves a prediction while it runs has their own speed again", async ({ page }) => {
  const speed = () => page.getByRole("combobox", { name: "Speed" }).evaluate((select) => select.selectedOptions[0].label);
  await page.goto("./#lesson=the-belt&step=2");
  await step(page, 2).getByRole("radio").last().check();
  const own = await speed();
  await step(page, 2).getByRole("button", { name: "Commit, and let it run" }).click();
  await expect.poll(speed).not.toBe(own);
  await course(page).getByRole("button", { name: "Contents" }).click();
  await expect.poll(speed).toBe(own);
});

test("the text knows when the stage shows something else", async ({ page }) => {
  await page.goto("./#lesson=the-belt");
  await expect(step(page, 1).getByRole("button", { name: "Show it again" })).toBeVisible();
  await page.getByRole("combobox", { name: "Scene" }).selectOption({ label: "One hot key" });
  await step(page, 1).getByRole("button", { name: "Show it on the stage" }).click();
  await expect(step(page, 1).getByRole("button", { name: "Show it again" })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Scene" })).toHaveValue("0");
});

test("a wrong option shows the moment that refutes it", async ({ page }) => {
  await page.goto("./#question=isolate-poison-pill");
  const question = course(page).getByRole("region", { name: "Question", exact: true });
  await question.getByRole("radio", { name: /ParallelizationFactor/ }).check();
  await question.getByRole("button", { name: "Answer, I am unsure" }).click();
  await expect(question.getByRole("status").filter({ hasText: "Wrong." })).toBeVisible();
  await expect(question.getByText("Right, but not chosen.")).toBeVisible();
  await question.getByRole("button", { name: "Show me" }).nth(await wrongPlace(question)).click();
  await expect(question.getByText(/Required: .* Measured here: [\d,]+; it must be at (least|most) [\d,]+\. So it is missed\./)).toBeVisible();
  expect(await clock(page)).toBe(60_000);
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
});

/** The place of the chosen option among all. */
const wrongPlace = (question) => question.getByRole("radio").evaluateAll((all) => all.findIndex((one) => one.checked));

test("what is not there is said in words", async ({ page }) => {
  await page.goto("./#lesson=no-such-lesson");
  await expect(course(page).getByRole("alert")).toHaveText('There is no lesson "no-such-lesson". Choose one under Contents.');
  await page.goto("./#question=no-such-question");
  await expect(course(page).getByRole("alert")).toContainText('There is no question "no-such-question".');
});

test("a lesson that does not arrive says so, and comes when asked again", async ({ page, complaints }) => {
  await page.route("**/lessons/the-belt.json", (route) => route.abort());
  await page.goto("./#lesson=the-belt");
  await expect(course(page).getByRole("alert")).toBeVisible();
  await page.unroute("**/lessons/the-belt.json");
  await course(page).getByRole("button", { name: "Try again" }).click();
  await expect(course(page).getByRole("heading", { level: 1, name: /The belt/ })).toBeVisible();
  complaints.length = 0;
});

/** Screens of the course, and what is done on each before it is looked at. */
const SCREENS = {
  "#course": async () => {},
  "#lesson=kinesis-sqs-sns&step=2": async () => {},
  "#lesson=exam-cues": async (page) => {
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press("PageDown");
  },
  "#question=isolate-poison-pill": async (page) => {
    await course(page).getByRole("radio").first().check();
    await course(page).getByRole("button", { name: "Answer, I am sure" }).click();
    await course(page).getByRole("button", { name: "Show me" }).first().click();
    await course(page).getByText("Sources").click();
  },
  "#review": async () => {},
  "#topic=lambda": async (page) => {
    await course(page).getByRole("button", { name: "Answer, I am sure" }).click();
  },
  "#exam": async (page) => {
    await course(page).getByRole("button", { name: "Begin the exam" }).click();
    await course(page).getByRole("button", { name: "Flag for later" }).click();
  },
};

/** The width of the narrowest text that needs several lines, in px. */
const narrowest = (page) => course(page).evaluate((column) => {
  const texts = [...column.querySelectorAll("p, li, legend, label")];
  const long = texts.filter((text) => text.checkVisibility() && text.textContent.length > 80);
  return Math.min(...long.map((text) => text.getBoundingClientRect().width));
});

for (const colorScheme of ["dark", "light"]) {
  test(`axe finds nothing wrong on the screens of the course, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(90_000);
    await page.emulateMedia({ colorScheme });
    for (const [address, act] of Object.entries(SCREENS)) {
      await page.goto("about:blank");
      await page.goto(`./${address}`);
      await expect(course(page).getByRole("heading", { level: 1 })).toBeVisible();
      await act(page);
      await page.addScriptTag({ path: createRequire(import.meta.url).resolve("axe-core/axe.min.js") });
      const violations = await page.evaluate(async () => {
        const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
        return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
      });
      expect(violations, address).toEqual([]);
    }
  });
}

for (const viewport of [{ width: 390, height: 844 }, { width: 820, height: 1180 }]) {
  test(`no screen of the course is wider than ${viewport.width} px, and the stage stays in sight`, async ({ page }) => {
    test.setTimeout(60_000);
    await page.setViewportSize(viewport);
    for (const [address, act] of Object.entries(SCREENS)) {
      await page.goto("about:blank");
      await page.goto(`./${address}`);
      await expect(course(page).getByRole("heading", { level: 1 })).toBeVisible();
      await act(page);
      const { content, room } = await page.evaluate(() => (
        { content: document.documentElement.scrollWidth, room: innerWidth }
      ));
      expect(content, address).toBeLessThanOrEqual(room);
      expect(await narrowest(page), `${address}: texts have room`).toBeGreaterThan(240);
      if (address !== "#exam") {
        await page.mouse.wheel(0, 2_000);
        await expect(page.getByRole("region", { name: "The hall" })).toBeInViewport();
      }
    }
  });
}
