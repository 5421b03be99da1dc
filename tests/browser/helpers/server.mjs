// A small static server for the built site. It serves below /beltline/, so that a link that is not relative breaks a test.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../../../dist/", import.meta.url));
const PREFIX = "/beltline/";
const KINDS = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
};

async function answer(request, response) {
  const { pathname } = new URL(request.url, "http://localhost");
  if (pathname === "/") {
    response.writeHead(302, { location: PREFIX }).end();
    return;
  }
  const path = join(DIST, normalize(decodeURIComponent(pathname).replace(/^\/beltline(?=\/)/, "")));
  const file = path.endsWith(sep) ? join(path, "index.html") : path;
  try {
    if (!pathname.startsWith(PREFIX) || !file.startsWith(DIST)) throw new Error("outside");
    const bytes = await readFile(file);
    const kind = KINDS[extname(file)] ?? "application/octet-stream";
    // Widgets stand in pages of other origins, which a static host has to allow.
    response.writeHead(200, { "content-type": kind, "access-control-allow-origin": "*" }).end(bytes);
  } catch {
    response.writeHead(404, { "content-type": "text/plain" }).end("not here\n");
  }
}

/** Serves dist/ on a free port; `url` ends with a slash. BELTLINE_SITE names a running site to test in its place. */
export async function serveDist() {
  if (process.env.BELTLINE_SITE) return { url: process.env.BELTLINE_SITE, close: async () => {} };
  const server = createServer(answer);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${PREFIX}`,
    close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }),
  };
}
