import { defineConfig } from "@playwright/test";
import { launchOptions } from "./helpers/chromium.mjs";

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.mjs",
  outputDir: "results",
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 20_000 },
  use: {
    viewport: { width: 1280, height: 720 },
    locale: "en-US",
    screenshot: "only-on-failure",
    launchOptions,
  },
});
