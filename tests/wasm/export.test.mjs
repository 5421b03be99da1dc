// The question bank as other programs read it: GIFT by a parser that is not ours, Anki's text by Anki.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const DIST = new URL("../../dist/lessons/", import.meta.url);
const { parse } = createRequire(new URL("../browser/package.json", import.meta.url))("gift-pegjs");
/** `cargo xtask test` installs it and names it. */
const PYTHON = process.env.BELTLINE_ANKI_PYTHON ?? fileURLToPath(new URL("../../target/anki/bin/python", import.meta.url));

const { questions: entries } = JSON.parse(readFileSync(new URL("index.json", DIST)));
const topics = [...new Set(entries.map(({ topic }) => topic))];
const questions = topics.flatMap((topic) => JSON.parse(readFileSync(new URL(`questions/${topic}.json`, DIST))));

/** The words that a text begins with, as far as HTML leaves them alone; none when it begins with something else. */
function opening([inline]) {
  return (inline.text ?? "").split(/[&<>"]/)[0];
}

test("a parser of GIFT finds every question with its key, its weights and its reasons", () => {
  const [category, ...read] = parse(readFileSync(new URL("export/beltline.gift.txt", DIST), "utf8"));
  assert.deepEqual([category.type, category.title], ["Category", "Beltline"]);
  assert.deepEqual(read.map(({ title }) => title), questions.map(({ id }) => id));
  for (const [place, { id, options, kind }] of questions.entries()) {
    const { type, stem, choices, globalFeedback } = read[place];
    assert.deepEqual([type, stem.format, choices.length], ["MC", "html", options.length], id);
    assert.ok(!/\\[~=#{}:\\]/.test(stem.text), `${id}: no escape is left over`);
    assert.ok(globalFeedback.text.includes("Sources: "), id);
    const right = options.filter((option) => option.right).length;
    for (const [place, { isCorrect, weight, text, feedback }] of choices.entries()) {
      const option = options[place];
      assert.ok(text.text.startsWith(opening(option.text)), `${id}: ${text.text}`);
      assert.ok(feedback.text.length > 0 && feedback.text.startsWith(opening(option.why)), `${id}: ${feedback.text}`);
      if (kind === "choice") {
        assert.deepEqual([isCorrect, weight], [Boolean(option.right), null], id);
      } else {
        assert.ok(Math.abs(weight - (option.right ? 100 / right : -100)) < 0.001, `${id}: ${weight}`);
      }
    }
  }
});

test("Anki imports every question once, and importing again makes no second one", () => {
  const script = fileURLToPath(new URL("../anki/read.py", import.meta.url));
  const file = fileURLToPath(new URL("export/beltline-anki.txt", DIST));
  const { new: made, notes } = JSON.parse(execFileSync(PYTHON, [script, file], { encoding: "utf8", maxBuffer: 2 ** 26 }));
  assert.deepEqual(made, [questions.length, 0]);
  const byGuid = new Map(notes.map((note) => [note.guid, note]));
  assert.equal(byGuid.size, questions.length);
  for (const { id, options, lesson, task } of questions) {
    const { type, deck, fields, tags, broken } = byGuid.get(`beltline-${id}`);
    assert.deepEqual([type, deck, broken], ["Basic", "Beltline", false], id);
    const [front, back] = fields;
    assert.equal(front.match(/<ol type="A">.*<\/ol>$/)[0].split("<li>").length - 1, options.length, id);
    const key = options.flatMap(({ right }, place) => (right ? [String.fromCharCode(65 + place)] : []));
    assert.ok(back.startsWith(`<p><strong>${key.join(", ")}</strong></p>`), id);
    assert.ok(options.every((option) => front.includes(opening(option.text)) && back.includes(opening(option.why))), id);
    const wanted = ["beltline", `domain::${task.domain}`, `lesson::${lesson}`, `task::${task.domain}.${task.task}`];
    assert.deepEqual(tags.toSorted(), wanted, id);
  }
});
