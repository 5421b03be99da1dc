// <beltline-player>: Beltline in anybody's page.
//
//   <script type="module" src="https://example.org/beltline/player.js"></script>
//   <beltline-player scene="hot-key" autoplay></beltline-player>
//
// Attributes: lesson, scene, question, scenario, start, speed, controls, theme, autoplay. A change of the theme is followed at
// once; a change of any other begins the player anew. Events of the element: ready, resize, answered, completed, passed, failed,
// error. All players of a page share one module; it is fetched for the first of them.

const OPTIONS = ["lesson", "scene", "question", "scenario", "start", "speed", "controls", "theme", "autoplay"];
const ABSENT = "Beltline could not start: its files did not load. Check that their server allows this page (the header Access-Control-Allow-Origin) and, where there is a Content-Security-Policy, that it allows them.";
const OPENING = "The hall is opening: the stream engine is on its way.";

/** Nothing of the page around reaches what stands below the root. */
const ROOT = new CSSStyleSheet();
ROOT.replaceSync(`
  :host { display: block; }
  :host([hidden]) { display: none; }
  .root { all: initial; display: block; }
  .wait { min-height: 280px; box-sizing: border-box; margin: 0; padding: 110px 24px 24px; text-align: center;
    font: 17px/1.5 system-ui, sans-serif; background: #1a1d22; color: #f2f3f4; }
  @media (prefers-color-scheme: light) { .wait { background: #f2f1ec; color: #15171a; } }`);

const site = (path) => new URL(path, import.meta.url).href;
let arriving;

/** The module and the style sheet, the same for all; after a failure the next player tries again. */
function arrive() {
  arriving ??= Promise.all([start(), read()]).catch((error) => {
    arriving = undefined;
    throw error;
  });
  return arriving;
}

async function start() {
  const module = await import("./page.js");
  await module.default();
  return module;
}

async function read() {
  const response = await fetch(site("./beltline.css"));
  if (!response.ok) throw new Error(`beltline.css: ${response.status}`);
  // A font face counts only where the whole document sees it.
  document.fonts.add(new FontFace("Beltline Mono", `url("${site("./fonts/b612-mono.woff2")}") format("woff2")`, { display: "swap" }));
  return new CSSStyleSheet({ baseURL: site("./") }).replace(await response.text());
}

class Player extends HTMLElement {
  static observedAttributes = OPTIONS;

  #root;
  #handle;
  #turn = 0;
  #asked = false;

  connectedCallback() {
    if (!this.#handle) this.#ask();
  }

  disconnectedCallback() {
    // Whoever moves an element takes it out and puts it in again at once.
    queueMicrotask(() => {
      if (!this.isConnected) this.#close();
    });
  }

  attributeChangedCallback(name, before, now) {
    if (before === now || !this.isConnected) return;
    if (name === "theme" && this.#handle) this.#handle.setTheme(now ?? "system");
    else this.#ask();
  }

  /** Opens once, however many attributes change at a time. */
  #ask() {
    if (this.#asked) return;
    this.#asked = true;
    queueMicrotask(() => {
      this.#asked = false;
      this.#close();
      if (this.isConnected) this.#open();
    });
  }

  async #open() {
    const turn = this.#turn;
    const root = this.#stand();
    root.replaceChildren(note(OPENING));
    try {
      const [module, sheet] = await arrive();
      if (turn !== this.#turn) return;
      this.shadowRoot.adoptedStyleSheets = [ROOT, sheet];
      const set = OPTIONS.filter((name) => this.hasAttribute(name)).map((name) => [name, this.getAttribute(name)]);
      this.#handle = module.mount(root, { ...Object.fromEntries(set), embed: true });
    } catch (error) {
      if (turn !== this.#turn) return;
      root.replaceChildren(note(ABSENT, "alert"));
      this.dispatchEvent(new CustomEvent("error", { composed: true, detail: { message: `${ABSENT} (${error?.message ?? error})` } }));
    }
  }

  #close() {
    this.#turn += 1;
    this.#handle?.unmount();
    this.#handle?.free();
    this.#handle = undefined;
    this.#root?.replaceChildren();
  }

  #stand() {
    if (!this.#root) {
      const shadow = this.attachShadow({ mode: "open" });
      shadow.adoptedStyleSheets = [ROOT];
      this.#root = document.createElement("div");
      this.#root.className = "root";
      this.#root.lang = "en";
      this.#root.dir = "ltr";
      shadow.append(this.#root);
    }
    return this.#root;
  }
}

function note(text, role = "status") {
  const note = document.createElement("p");
  note.className = "wait";
  note.setAttribute("role", role);
  note.textContent = text;
  return note;
}

if (!customElements.get("beltline-player")) customElements.define("beltline-player", Player);
