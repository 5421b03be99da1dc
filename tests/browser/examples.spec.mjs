// The page of examples: what it shows is live, what it gives to copy works, in both lights, wide and narrow.

import { createRequire } from "node:module";
import { expect, test } from "./helpers/test.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

for (const [colorScheme, width, height] of [["dark", 1440, 900], ["light", 390, 844]]) {
  test.describe(() => {
    test.use({ viewport: { width, height }, colorScheme });

    test(`${colorScheme}, ${width} px: six live examples, nothing for axe to say`, async ({ page }) => {
      await page.goto("./examples.html");
      for (const name of ["One question", "One scene", "One lesson"]) {
        const example = page.getByRole("region", { name, exact: true });
        await example.locator("iframe").scrollIntoViewIfNeeded();
        await expect(example.getByText("Your page heard: ready")).toHaveCount(2);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is cut off").toBe(true);
      await page.addScriptTag({ path: AXE });
      const violations = await page.evaluate(async () => {
        // Three widgets of one kind on a page have landmarks of one name.
        const rules = { "landmark-unique": { enabled: false } };
        const { violations } = await window.axe.run(document, { resultTypes: ["violations"], rules });
        return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html, target }) => `${id}: ${help}: ${target} ${html.slice(0, 160)}`));
      });
      expect(violations).toEqual([]);
    });
  });
}

test("the tag is copied with the address of the site, and a refusal is told", async ({ page, context, site }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("./examples.html");
  const example = page.getByRole("region", { name: "One scene", exact: true });
  await example.getByRole("button", { name: "Copy: as a tag" }).click();
  await expect(example.getByText("Copied. Paste it into the HTML of your page.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `<script type="module" src="${site.url}player.js"></script>\n<beltline-player scene="hot-key"></beltline-player>`);
  await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error("no")); });
  await example.getByRole("button", { name: "Copy: as an iframe" }).click();
  await expect(example.getByText("The text is selected: press Ctrl+C")).toBeVisible();
  expect(await page.evaluate(() => String(getSelection()))).toContain(`<iframe src="${site.url}embed.html?scene=hot-key"`);
});
