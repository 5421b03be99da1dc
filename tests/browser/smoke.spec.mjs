import { expect, test } from "./helpers/test.mjs";

test("the page opens with a transport and a table of shards", async ({ page }) => {
  await page.goto("./");
  await expect(page.getByRole("button", { name: /^(Play|Pause)$/ })).toBeVisible();
  await expect(page.getByRole("table", { name: "Shards" })).toBeAttached();
});
