// Prints when it is loaded, path, size and brotli size of every file of the page: node sizes.mjs dist/
// Or of every lesson: node sizes.mjs dist/ lessons

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const [dist, only] = process.argv.slice(2);
const paths = readdirSync(dist, { recursive: true }).map((path) => String(path).replaceAll("\\", "/")).sort();
const first = ["index.html", "beltline.css", "page.js", "page_chunks.js", "page_bg.wasm", ...paths.filter((path) => path.endsWith(".woff2"))];
const later = paths.filter((path) => path.startsWith("chunks/") && path.endsWith(".wasm"));
const lesson = paths.filter((path) => /^lessons\/(questions\/)?[^/]+\.json$/.test(path));
for (const [when, files] of Object.entries(only === "lessons" ? { lesson } : { first, later })) {
  for (const path of files) {
    const bytes = readFileSync(join(dist, path));
    const options = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    console.log([when, path, bytes.length, brotliCompressSync(bytes, { params: options }).length].join("\t"));
  }
}
