// Prints path, size and brotli size of every file that the first view loads: node sizes.mjs dist/

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const dist = process.argv[2];
const fonts = readdirSync(dist, { recursive: true }).map(String).filter((path) => path.endsWith(".woff2")).sort();
for (const path of ["index.html", "beltline.css", "beltline.js", "beltline_bg.wasm", ...fonts]) {
  const bytes = readFileSync(join(dist, path));
  const options = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  console.log([path.replaceAll("\\", "/"), bytes.length, brotliCompressSync(bytes, { params: options }).length].join("\t"));
}
