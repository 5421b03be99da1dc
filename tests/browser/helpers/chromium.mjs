// The Chromium that runs the tests and the figures.

import { existsSync } from "node:fs";

const USUAL = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
  "/snap/bin/chromium", "/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

/** How to start it. `cargo xtask` names it in BELTLINE_CHROMIUM; by hand the usual places do. */
export const launchOptions = {
  executablePath: process.env.BELTLINE_CHROMIUM ?? USUAL.find(existsSync),
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
};
