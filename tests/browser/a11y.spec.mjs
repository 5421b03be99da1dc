// What axe finds wrong: nothing, in any state of the page, in both lights, wide and narrow.

import { createRequire } from "node:module";
import { openPaused, rows } from "./helpers/hall.mjs";
import { expect, test } from "./helpers/test.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

async function expectNoViolations(page, state) {
  const violations = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 160)}`));
  });
  expect.soft(violations, state).toEqual([]);
}

for (const colorScheme of ["dark", "light"]) {
  for (const [width, height, tabs] of [
    [1440, 900, ["Your record", "A file", "Desks"]],
    [390, 844, ["Your record", "A file", "Desks", "Bag", "In words"]],
  ]) {
    test.describe(() => {
      test.use({ viewport: { width, height }, colorScheme });

      test(`${colorScheme}, ${width} px`, async ({ page }) => {
        await openPaused(page);
        await page.addScriptTag({ path: AXE });
        await expectNoViolations(page, "first view");

        await page.getByRole("textbox", { name: "Partition key" }).fill("");
        await page.getByRole("button", { name: "Put record" }).click();
        await expectNoViolations(page, "a refused key");
        await page.getByRole("textbox", { name: "Partition key" }).fill("hello");
        await page.getByRole("button", { name: "Put record" }).click();
        await expect(page.getByRole("status").filter({ hasText: "took it" })).toBeVisible();
        for (const name of tabs) {
          await page.getByRole("tab", { name }).click();
          if (name === "A file") {
            await page.getByRole("button", { name: "Load the sample" }).click();
            await expect(page.getByRole("table", { name: "The first records" })).toBeVisible();
            await expectNoViolations(page, "a chosen file");
            await page.getByRole("button", { name: "Load", exact: true }).click();
            await expect.poll(() => rows(page, "Records of this file by shard")).toHaveLength(2);
          }
          await expectNoViolations(page, name);
        }
        await page.getByRole("button", { name: "Legend", exact: true }).click();
        await expect(page.getByRole("region", { name: "Legend" })).toBeVisible();
        await expectNoViolations(page, "legend");
      });
    });
  }
}
