// The question bank as a QTI 3 package, played by a program that 1EdTech has certified to deliver QTI 3. It loads every item,
// answers it, and scores it by the item's own rules.

import { readFileSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "@playwright/test";

const DIST = new URL("../../dist/lessons/", import.meta.url);
const MODULES = new URL("node_modules/", import.meta.url).pathname;

/** The options of a question by their letters: `right` and `wrong`. */
function options(question) {
  const letter = (place) => String.fromCharCode(65 + place);
  const letters = (right) => question.options.flatMap((option, place) => (Boolean(option.right) === right ? [letter(place)] : []));
  return { right: letters(true), wrong: letters(false) };
}

/** Text without the differences that lines and spaces make. */
const plain = (text) => text.replace(/\s+/g, " ").trim();

/** The words of a text. */
function words(inlines) {
  return inlines.map((inline) => {
    const [kind, value] = Object.entries(inline)[0];
    if (kind === "link") return words(value[1]);
    return typeof value === "string" ? value : words(value);
  }).join("");
}

test("a certified player plays and scores every item of the QTI package", async ({ page }) => {
  test.setTimeout(90_000);
  const files = unzipSync(readFileSync(new URL("export/beltline-qti3.zip", DIST)));
  const { questions: entries } = JSON.parse(readFileSync(new URL("index.json", DIST)));
  const topics = [...new Set(entries.map(({ topic }) => topic))];
  const questions = topics.flatMap((topic) => JSON.parse(readFileSync(new URL(`questions/${topic}.json`, DIST))));

  await page.setContent("<!doctype html><title>QTI</title>");
  await page.addScriptTag({ path: `${MODULES}vue/dist/vue.min.js` });
  await page.addScriptTag({ path: `${MODULES}qti3-item-player/dist/qti3Player.umd.min.js` });
  await page.evaluate(() => {
    const Player = window.qti3Player.default ?? window.qti3Player;
    /** What comes of an item that is answered. */
    window.play = async (xml, response) => {
      const heard = {};
      const wait = (name, begin) => new Promise((resolve, reject) => {
        heard[name] = resolve;
        window.Vue.config.errorHandler = reject;
        setTimeout(() => reject(new Error(`no ${name} within 5 s`)), 5_000);
        begin();
      });
      const hear = (name) => (data) => heard[name](data);
      const props = { suppressAlertMessages: true, suppressInvalidResponseMessages: true };
      const on = { notifyQti3PlayerReady: hear("player"), notifyQti3ItemReady: hear("ready"), notifyQti3EndAttemptCompleted: hear("ended") };
      // A player tells of an item it already holds no second time.
      const view = new window.Vue({ render: (h) => h(Player, { props, on }) });
      const player = await wait("player", () => document.body.replaceChildren(view.$mount().$el));
      const sessionControl = { max_attempts: 0, show_feedback: true, validate_responses: false };
      const configuration = { guid: "item", status: "interacting", sessionControl };
      await wait("ready", () => player.loadItemFromXml(xml, configuration));
      const choices = [...document.querySelectorAll(".qti-simple-choice")];
      for (const name of response) choices.find(({ dataset }) => dataset.identifier === name).click();
      const { state } = await wait("ended", () => player.endAttempt("test"));
      const told = [...document.querySelectorAll(".qti3-player-modal.show .qti-content-body")].map((body) => body.innerText);
      view.$destroy();
      const value = (list, name) => list.find(({ identifier }) => identifier === name);
      return {
        item: state.identifier,
        choices: choices.length,
        key: [value(state.responseVariables, "RESPONSE").correctResponse].flat(),
        score: value(state.outcomeVariables, "SCORE").value,
        feedback: [value(state.outcomeVariables, "FEEDBACK").value].flat().sort(),
        told,
      };
    };
  });
  const play = (question, response) =>
    page.evaluate(([xml, response]) => window.play(xml, response), [strFromU8(files[`items/${question.id}.xml`]), response]);

  for (const question of questions) {
    const { right, wrong } = options(question);
    const good = await play(question, right);
    expect(good, question.id).toMatchObject({
      item: `item-${question.id}`, choices: question.options.length, key: right, score: 1, feedback: right,
    });
    // Each chosen option says why, then the whole is explained.
    const whys = question.options.filter((option) => option.right).map((option) => plain(words(option.why)));
    expect(good.told.slice(0, -1).map(plain), question.id).toEqual(whys);
    expect(good.told.at(-1), question.id).toContain("Sources: ");
    // One wrong option beside all right ones but one: there are no parts of a point.
    expect((await play(question, right.slice(1).concat(wrong[0]))).score, question.id).toBe(0);
  }
  expect(questions.some(({ options }) => options.filter(({ right }) => right).length > 1), "some have several right options").toBe(true);

  const manifest = strFromU8(files["imsmanifest.xml"]);
  const listed = await page.evaluate((xml) => {
    const document = new DOMParser().parseFromString(xml, "application/xml");
    return [...document.querySelectorAll("resource > file, parsererror")].map((file) => file.getAttribute("href"));
  }, manifest);
  expect([...listed, "imsmanifest.xml"].sort(), "the manifest lists every file").toEqual(Object.keys(files).sort());
  expect(listed.length).toBe(questions.length);
});
