// What stands before the engine has come: words to read at once, in the places where the page then has them.

import { expect, test } from "./helpers/test.mjs";

/** Keeps the engine away until the test has looked at the page without it. */
async function openWithout(page, hash = "") {
  let let_go;
  const kept = new Promise((done) => { let_go = done; });
  await page.route("**/page_bg.wasm", async (route) => {
    await kept;
    await route.continue();
  });
  await page.goto(`./${hash}`);
  return let_go;
}

const places = (page, selectors) => page.evaluate((all) => Object.fromEntries(Object.entries(all).map(([name, selector]) => {
  const { x, y, width, height } = document.querySelector(selector).getBoundingClientRect();
  return [name, { x, y: y + scrollY, width, height }];
})), selectors);

for (const [width, height] of [[1440, 900], [820, 1180], [390, 844]]) {
  for (const colorScheme of ["dark", "light"]) {
    test.describe(() => {
      test.use({ viewport: { width, height }, colorScheme });

      test(`at ${width} px in ${colorScheme}, nothing moves when the engine comes`, async ({ page }) => {
        const comes = await openWithout(page);
        await expect(page.getByRole("status")).toContainText("The hall is opening");
        // On a phone the mark stands for the name, which only is read out.
        const name = (at) => (width > 465 ? { name: `${at} span` } : {});
        const before = await places(page, { ...name(".shell-head"), mark: ".shell-head svg", scene: ".shell h1", about: ".shell-lead", head: ".shell-head" });
        const words = await page.locator(".shell-scene").innerText();
        const looks = (selector) => page.locator(selector).evaluate((element) => {
          const { color, fontSize, fontWeight } = getComputedStyle(element);
          return { color, fontSize, fontWeight };
        });
        const said = [await looks(".shell h1"), await looks(".shell-lead")];
        comes();
        await expect(page.getByRole("button", { name: "Pause", exact: true })).toBeVisible();
        await expect(page.locator(".shell")).toHaveCount(0);
        const after = await places(page, { ...name(".brand"), mark: ".brand svg", scene: "h1", about: ".scene .lead", head: "header.head" });
        for (const [what, place] of Object.entries(before)) {
          for (const side of ["x", "y", "height"]) expect.soft(Math.abs(after[what][side] - place[side]), `${what}: ${side}`).toBeLessThan(2);
        }
        expect(await page.locator(".beltline .scene").innerText()).toBe(words);
        expect([await looks("h1"), await looks(".scene .lead")]).toEqual(said);
      });
    });
  }
}

test("an address of something else promises no scene", async ({ page }) => {
  const comes = await openWithout(page, "#scene=hot-key");
  await expect(page.getByRole("status")).toContainText("The hall is opening");
  await expect(page.getByText("Two belts")).toBeHidden();
  comes();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("One hot key");
});

test("the light that was chosen holds from the start", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.addInitScript(() => localStorage.setItem("beltline.theme", "light"));
  const comes = await openWithout(page);
  const floor = () => page.locator(".shell-hall, .beltline .hall").evaluate((element) => getComputedStyle(element).backgroundColor);
  expect(await floor()).toBe("rgb(242, 241, 236)");
  comes();
  await expect(page.getByRole("button", { name: "Pause", exact: true })).toBeVisible();
  expect(await floor()).toBe("rgb(242, 241, 236)");
});

test("the first picture leaves the browser its turns: parts that come later come one by one", async ({ page }) => {
  const asked = [];
  page.on("request", (request) => { if (request.url().includes("/chunks/")) asked.push(request.url()); });
  await page.goto("./");
  await expect(page.getByText("Choose a file")).toBeAttached();
  await expect(page.getByRole("navigation", { name: "Ways through the course", includeHidden: true })).toBeAttached();
  expect(new Set(asked).size, "no file is asked for twice").toBe(asked.length);
  expect(asked.length, "and there are few of them").toBeLessThanOrEqual(20);
});
