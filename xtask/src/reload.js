// In every page on its way out of `cargo xtask serve`: reloads it when there is a new version, and shows what keeps a new one
// from being built.
const here = new URL("versions", import.meta.url);
let seen;
let box;

function show(lines) {
  box?.remove();
  box = undefined;
  if (!lines.length || top !== window) return;
  box = document.createElement("div");
  const shadow = box.attachShadow({ mode: "open" });
  const style = document.createElement("style");
  style.textContent = `
    section { all: initial; position: fixed; inset: auto 16px 16px; z-index: 2147483647; box-sizing: border-box; max-height: 60vh;
      overflow: auto; padding: 14px 18px; border: 2px solid #ff6b5f; border-radius: 10px; background: #15171a; color: #f2f3f4;
      font: 14px/1.5 system-ui, sans-serif; }
    h2 { margin: 0 0 6px; font-size: 15px; }
    pre { margin: 6px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace; }`;
  const section = document.createElement("section");
  section.setAttribute("role", "alert");
  const head = document.createElement("h2");
  head.textContent = "This keeps a newer page from being built. Mend it, and the page reloads:";
  section.append(head, ...lines.map((line) => {
    const text = document.createElement("pre");
    text.textContent = line;
    return text;
  }));
  shadow.append(style, section);
  document.body.append(box);
}

new EventSource(here).onmessage = ({ data }) => {
  const { version, wrong } = JSON.parse(data);
  if (seen !== undefined && seen !== version) location.reload();
  seen = version;
  show(wrong);
};
