// The practice exam, topics, review, and what is kept of the reader.

import { readFile } from "node:fs/promises";
import { expect, test } from "./helpers/test.mjs";

const course = (page) => page.getByRole("complementary", { name: "Course" });
const slip = (page, number) => course(page).getByRole("button", { name: new RegExp(`^Question ${number}, `) });

/** The keys of all questions, by what their options say. */
async function keys(page) {
  const index = await (await page.request.get("./lessons/index.json")).json();
  const topics = [...new Set(index.questions.map((question) => question.topic))];
  const said = (inlines) => inlines.map((one) => {
    const [kind, what] = Object.entries(one)[0];
    return typeof what === "string" ? what : said(kind === "link" ? what[1] : what);
  }).join("");
  const options = new Map();
  for (const topic of topics) {
    for (const question of await (await page.request.get(`./lessons/questions/${topic}.json`)).json()) {
      const right = question.options.filter((option) => option.right).map((option) => said(option.text));
      const wrong = question.options.filter((option) => !option.right).map((option) => said(option.text));
      options.set(question.options.map((option) => said(option.text)).sort().join("|"), { right, wrong, id: question.id });
    }
  }
  return options;
}

/** What the options on the page say, in the order they stand in. */
const options = (page) => course(page).locator(".option .said").allInnerTexts();

/** The key of the question on the page. */
async function keyOf(page, known) {
  await expect(course(page).locator(".option .said").first()).toBeVisible();
  const said = (await options(page)).map((text) => text.trim());
  const key = known.get([...said].sort().join("|"));
  expect(key, `a question with the options ${said.join(" | ")}`).toBeTruthy();
  return key;
}

async function choose(page, texts) {
  for (const text of texts) {
    const said = await options(page);
    await course(page).locator(".option input").nth(said.findIndex((one) => one.trim() === text)).check();
  }
}

test("an exam of 20 questions with flags, a reload in the middle and a report", async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto("./#exam");
  const known = await keys(page);
  await expect(course(page).getByRole("combobox", { name: "Length" })).toHaveValue("20");
  await course(page).getByRole("button", { name: "Begin the exam" }).click();
  await expect(course(page).getByRole("timer", { name: "Time left" })).toHaveText(/^(40:00|39:\d\d) left$/);
  await expect(slip(page, 20)).toBeVisible();
  await expect(slip(page, 21)).toHaveCount(0);

  // The first three by key, sure; the fourth wrong; the fifth is flagged and left open.
  const asked = [];
  for (let number = 1; number <= 4; number += 1) {
    await expect(course(page).getByRole("heading", { name: `Question ${number} of 20` })).toBeVisible();
    const key = await keyOf(page, known);
    asked.push(key.id);
    await choose(page, number < 4 ? key.right : key.wrong.slice(0, key.right.length));
    if (number < 4) await course(page).getByRole("checkbox", { name: "I am sure" }).check();
    await expect(course(page).getByText(/^(Right|Wrong)\b/)).toHaveCount(0);
    await course(page).getByRole("button", { name: "Next question" }).click();
  }
  await course(page).getByRole("button", { name: "Flag for later" }).click();
  await expect(slip(page, 5)).toHaveAccessibleName("Question 5, open, flagged");
  await expect(course(page).getByText("4 of 20 answered")).toBeVisible();

  // A reload keeps place, answers and flags, and the clock goes on.
  await page.reload();
  await expect(course(page).getByRole("heading", { name: "Question 5 of 20" })).toBeVisible();
  await expect(slip(page, 4)).toHaveAccessibleName("Question 4, answered");
  await expect(slip(page, 5)).toHaveAccessibleName("Question 5, open, flagged");
  await slip(page, 1).click();
  const first = await keyOf(page, known);
  expect(first.id).toBe(asked[0]);
  await expect(course(page).getByRole("checkbox", { name: "I am sure" })).toBeChecked();
  await expect(course(page).locator(".option input:checked")).toHaveCount(first.right.length);

  // No feedback before the end; the end asks first.
  await course(page).getByRole("button", { name: "End the exam" }).click();
  await expect(course(page).getByText("16 questions open, 1 flagged.", { exact: false })).toBeVisible();
  await course(page).getByRole("button", { name: "End it now" }).click();

  await expect(course(page).getByText(/^3 of 20 right, in \d:\d\d minutes$/)).toBeVisible();
  await expect(course(page).getByText("Estimated score: 235 of 1,000, below the 720 that pass.")).toBeVisible();
  await expect(course(page).getByText(/^An estimate:/)).toBeVisible();
  const domains = course(page).getByRole("table", { name: "By domain" });
  await expect(domains.getByRole("row")).toHaveCount(5);
  await expect(course(page).getByText("Where you were sure, 3 of 3 were right; where you were not, 0 of 1.")).toBeVisible();
  const weak = course(page).getByRole("region", { name: "Read these again" });
  expect(await weak.getByRole("link").count()).toBeGreaterThan(0);
  const all = course(page).getByRole("region", { name: "All questions" });
  await expect(all.getByText("Question 4: wrong")).toBeVisible();
  await expect(all.getByText("Question 5: left open, flagged")).toBeVisible();
  await all.getByText("Question 4: wrong").click();
  await expect(all.getByText(/^Wrong, but chosen\./).first()).toBeVisible();

  // A weak spot leads to its lesson, and the report stays.
  await weak.getByRole("link").first().click();
  await expect(page).toHaveURL(/#lesson=/);
  await page.goto("./#exam");
  await course(page).getByRole("button", { name: "Show the last report" }).click();
  await expect(course(page).getByText(/^3 of 20 right/)).toBeVisible();
});

test("an exam ends by itself when its time is up", async ({ page }) => {
  await page.clock.install();
  await page.goto("./#exam");
  await course(page).getByRole("button", { name: "Begin the exam" }).click();
  await expect(course(page).getByRole("timer", { name: "Time left" })).toBeVisible();
  await page.clock.fastForward("39:58");
  await expect(course(page).getByRole("timer", { name: "Time left" })).toHaveText(/^0:0\d left$/);
  await page.clock.fastForward("00:05");
  await expect(course(page).getByText("0 of 20 right, in 40:00 minutes")).toBeVisible();
});

test("a topic asks what is not yet right first, by keyboard", async ({ page }) => {
  await page.goto("./#topic=lambda");
  const known = await keys(page);
  await expect(course(page).getByText(/^Question 1 of \d+$/)).toBeVisible();
  const first = await keyOf(page, known);
  await choose(page, first.right);
  await course(page).getByRole("button", { name: "Answer, I am sure" }).focus();
  await page.keyboard.press("Enter");
  await expect(course(page).getByRole("status").filter({ hasText: "Right." })).toBeVisible();
  await course(page).getByRole("button", { name: "Next question" }).click();
  await expect(course(page).getByText(/^Question 2 of \d+$/)).toBeVisible();
  await page.goto("./#course");
  await expect(course(page).getByRole("listitem").filter({ hasText: "Lambda" }).filter({ hasText: "1 of" })).toBeVisible();
});

test("a review asks again what was unsure, and works without a network", async ({ page, context }) => {
  await page.goto("./#review");
  const known = await keys(page);
  await expect(course(page).getByText("Question 1 of 10")).toBeVisible();
  for (let number = 1; number <= 3; number += 1) {
    await expect(course(page).getByText(`Question ${number} of 10`)).toBeVisible();
    const key = await keyOf(page, known);
    await choose(page, number === 1 ? key.wrong.slice(0, key.right.length) : key.right);
    await course(page).getByRole("button", { name: "Answer, I am unsure" }).click();
    await course(page).getByRole("button", { name: "Next question" }).click();
    if (number === 2) await context.setOffline(true);
  }
  await context.setOffline(false);
  // A wrong answer comes back in ten minutes, the others after a day or more.
  await page.clock.install({ time: Date.now() + 11 * 60_000 });
  await page.goto("./#course");
  await page.reload();
  await expect(course(page).getByText("1 question due, and 7 new questions today.")).toBeVisible();
});

test("progress goes out as a file, is forgotten, and comes back", async ({ page }) => {
  await page.goto("./#lesson=the-belt&step=2");
  await expect(course(page).getByRole("region", { name: /^Step 2 of/ })).toBeVisible();
  await page.goto("./#course");
  await expect(course(page).getByText("8 minutes, begun")).toBeVisible();
  const download = page.waitForEvent("download");
  await course(page).getByRole("button", { name: "Export", exact: true }).click();
  const file = await (await download).path();
  await course(page).getByRole("button", { name: "Forget everything" }).click();
  await course(page).getByRole("button", { name: "Really forget everything" }).click();
  await expect(course(page).getByText("8 minutes, begun")).toHaveCount(0);
  await course(page).getByLabel("Import").setInputFiles(file);
  await expect(course(page).getByText("The file was joined with what is kept here.")).toBeVisible();
  await expect(course(page).getByText("8 minutes, begun")).toBeVisible();
  await course(page).getByLabel("Import").setInputFiles({ name: "other.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await expect(course(page).getByText("Choose a file that Beltline has exported", { exact: false })).toBeVisible();
});

test("storage that is refused or damaged is said and survived", async ({ page }) => {
  await page.addInitScript(() => {
    if (!sessionStorage.getItem("once")) localStorage.setItem("beltline.progress", "{ not JSON");
    sessionStorage.setItem("once", "1");
  });
  await page.goto("./#course");
  await expect(course(page).getByText("could not be read, so this is a new beginning", { exact: false })).toBeVisible();
  await expect(course(page).getByRole("button", { name: /^Begin: The belt/ })).toBeVisible();

  await page.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new Error("denied"); } }));
  await page.reload();
  await expect(course(page).getByText("This browser keeps nothing for this page", { exact: false })).toBeVisible();
});

test("wrong answers go out for other programs", async ({ page }) => {
  await page.goto("./#topic=keys");
  const known = await keys(page);
  await expect(course(page).getByText(/^Question 1 of \d+$/)).toBeVisible();
  const key = await keyOf(page, known);
  await choose(page, key.wrong.slice(0, key.right.length));
  await course(page).getByRole("button", { name: "Answer, I am unsure" }).click();
  await page.goto("./#course");
  await expect(course(page).getByText("1 question answered wrong the last time.")).toBeVisible();
  for (const [format, mark] of [["Anki", "#separator:"], ["Moodle GIFT", `::${key.id}::`], ["QTI 3", "PK"]]) {
    const download = page.waitForEvent("download");
    await course(page).getByRole("button", { name: `Export your wrong answers as ${format}` }).click();
    const text = await readFile(await (await download).path(), "latin1");
    expect(text).toContain(mark);
    expect(text).toContain(key.id);
  }
});

test("a question that was edited since the exam began shifts no other", async ({ page }) => {
  await page.goto("./#exam");
  const known = await keys(page);
  await course(page).getByRole("button", { name: "Begin the exam" }).click();
  await slip(page, 2).click();
  const second = (await keyOf(page, known)).id;
  await page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem("beltline.progress"));
    kept.exam.slips[0].hash = "0000000000000000";
    localStorage.setItem("beltline.progress", JSON.stringify(kept));
  });
  await page.reload();
  await expect(course(page).getByRole("heading", { name: "Question 2 of 20" })).toBeVisible();
  expect((await keyOf(page, known)).id).toBe(second);
  await slip(page, 1).click();
  await expect(course(page).getByText("This question was edited after your exam began.", { exact: false })).toBeVisible();
  await expect(slip(page, 20)).toBeVisible();
});
