// The page for iframes: it takes the attributes of <beltline-player> as parameters of its address, and tells its parent what
// happens by postMessage({ source: "beltline", v: 1, type, … }).
//
// The parent gives the iframe the height that the content has:
//
//   addEventListener("message", ({ data, source }) => {
//     if (data?.source !== "beltline" || data.type !== "resize") return;
//     for (const frame of document.querySelectorAll("iframe")) if (frame.contentWindow === source) frame.height = data.height_px;
//   });

const OPTIONS = ["lesson", "scene", "question", "scenario", "start", "speed", "controls", "theme", "autoplay"];
const TOLD = ["ready", "resize", "answered", "completed", "passed", "failed", "error"];
const ABSENT = "Beltline could not start: its WebAssembly module did not load. Reload the page; if that does not help, try a current browser.";

const page = document.getElementById("app");
// Whoever the parent is: nothing secret is told.
const tell = (type, detail) => parent.postMessage({ source: "beltline", v: 1, type, ...detail }, "*");
if (parent !== window) {
  for (const type of TOLD) page.addEventListener(type, ({ detail }) => tell(type, detail));
}

try {
  const module = await import("./page.js");
  await module.default();
  const wanted = new URLSearchParams(location.search);
  const set = OPTIONS.filter((name) => wanted.has(name)).map((name) => [name, wanted.get(name)]);
  module.mount(page, { ...Object.fromEntries(set), embed: true });
} catch (error) {
  console.error(error);
  const note = document.createElement("p");
  note.className = "beltline-note";
  note.setAttribute("role", "alert");
  note.textContent = ABSENT;
  page.replaceChildren(note);
  if (parent !== window) tell("error", { message: ABSENT });
}
