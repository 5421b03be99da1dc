// Makes the examples: for each the tag and the iframe, live, and the text to copy with the address of this very site.

const site = (path) => new URL(path, import.meta.url).href;

/** An element with attributes and children. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const FOLLOW_HEIGHT = `<script>
  addEventListener("message", ({ data, source }) => {
    if (data?.source !== "beltline" || data.type !== "resize") return;
    for (const frame of document.querySelectorAll("iframe"))
      if (frame.contentWindow === source) frame.height = data.height_px;
  });
</script>`;

const WAYS = {
  "As a tag": (option, value) => ({
    text: `<script type="module" src="${site("./player.js")}"></script>\n<beltline-player ${option}="${value}"></beltline-player>`,
    element: make("beltline-player", { [option]: value }),
  }),
  "As an iframe": (option, value, title) => {
    const address = site(`./embed.html?${new URLSearchParams({ [option]: value })}`);
    const named = `Beltline: ${title.toLowerCase()}`;
    return {
      text: `<iframe src="${address}" title="${named}"\n  width="100%" height="640" style="border: 0" loading="lazy"></iframe>\n${FOLLOW_HEIGHT}`,
      element: make("iframe", { src: address, title: named, height: "640", loading: "lazy" }),
    };
  },
};

function way(name, { text, element }) {
  const code = make("pre", { tabindex: "0", "aria-label": `${name}: what to paste` }, text);
  const copy = make("button", { type: "button", class: "quiet" }, "Copy");
  copy.setAttribute("aria-label", `Copy: ${name.toLowerCase()}`);
  const done = make("span", { role: "status", class: "good" });
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      done.textContent = "Copied. Paste it into the HTML of your page.";
    } catch {
      getSelection().selectAllChildren(code);
      done.textContent = "The browser does not let this page copy. The text is selected: press Ctrl+C, or Cmd+C on a Mac.";
    }
  });
  const heard = make("p", { class: "small" }, "Your page has heard nothing yet.");
  const part = make("div", { class: "way" }, make("p", { class: "name" }, name),
    make("div", { class: "shown" }, element), make("div", {}, code, make("div", { class: "copy" }, copy, done), heard));
  const hear = (type, detail) => {
    // A height comes after everything that changes it, and would be all that one ever reads.
    if (type === "resize") return;
    const { success, response } = detail?.result ?? {};
    const more = detail?.message ?? (success === undefined ? "" : `${success ? "right" : "wrong"}, ${response ?? ""}`);
    heard.textContent = `Your page heard: ${type}${more && ` (${more})`}`;
  };
  return { part, element, hear };
}

const TOLD = ["ready", "resize", "answered", "completed", "passed", "failed", "error"];
const frames = [];

for (const section of document.querySelectorAll(".example")) {
  const { option, value } = section.dataset;
  const title = section.querySelector("h2").textContent;
  const ways = make("div", { class: "ways" });
  for (const [name, build] of Object.entries(WAYS)) {
    const { part, element, hear } = way(name, build(option, value, title));
    if (element.localName === "iframe") frames.push({ element, hear });
    else for (const type of TOLD) element.addEventListener(type, ({ detail }) => hear(type, detail));
    ways.append(part);
  }
  section.append(ways);
}

addEventListener("message", ({ data, source }) => {
  if (data?.source !== "beltline") return;
  const frame = frames.find(({ element }) => element.contentWindow === source);
  if (!frame) return;
  if (data.type === "resize") frame.element.height = data.height_px;
  frame.hear(data.type, data);
});
