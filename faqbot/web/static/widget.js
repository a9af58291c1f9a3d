// One line for any page of any site:
//   <script src="https://<host>/static/widget.js" data-collection="garbage" async></script>
// draws a round button that opens the conversation. Everything lives in a shadow root, so neither page's CSS reaches the other.
// The site's own Content-Security-Policy, if it has one, must allow <host> in script-src and connect-src.

(() => {
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  if (!script || document.querySelector("[data-faqbot-widget]")) return;

  const here = new URL(".", script.src); // …/static/, or the root by the alias /widget.js
  const assets = here.pathname.endsWith("/static/") ? here : new URL("static/", here);
  const collection = script.dataset.collection ?? "";
  const fullScreen = matchMedia("(max-width: 600px), (max-height: 520px)");

  const WORDS = { region: "質問チャット", button: "質問", open: "質問する", failed: "読みこめませんでした。もう一度押してください。" };

  // `!important` inside :host outranks `!important` of the page outside (the cascade turns it round for shadow trees).
  // Out of the flow, the host is no item of a body that is a flexbox or a grid.
  const STYLE = `
    :host { all: initial !important; display: block !important; position: absolute !important; direction: ltr !important; color-scheme: light dark !important; }
    .launcher { position: fixed; z-index: 2147483646; right: max(16px, env(safe-area-inset-right)); bottom: max(16px, env(safe-area-inset-bottom));
      box-sizing: border-box; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 1px; width: 68px; height: 68px;
      margin: 0; padding: 0; border: 2px solid #fff; border-radius: 50%; background: #0b6b5d; color: #fff; box-shadow: 0 4px 18px rgb(0 40 35 / .3);
      font: 700 13px/1.2 "Hiragino Sans", "BIZ UDPGothic", "Noto Sans JP", "Noto Sans CJK JP", Meiryo, sans-serif; cursor: pointer; }
    .launcher[hidden] { display: none; }
    .launcher:hover { background: #08574b; }
    .launcher:focus-visible { outline: 3px solid #1257c9; outline-offset: 3px; box-shadow: 0 0 0 3px #fff; }
    .launcher[aria-busy=true] { cursor: progress; }
    .launcher svg { width: 26px; height: 26px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
    .failure { position: fixed; z-index: 2147483646; right: 16px; bottom: 96px; max-width: 240px; margin: 0; padding: 12px 16px; border: 1px solid #8f1d14;
      border-radius: 12px; background: #fff; color: #8f1d14; font: 400 14px/1.6 "Hiragino Sans", "BIZ UDPGothic", "Noto Sans CJK JP", Meiryo, sans-serif; }
    .failure:empty { display: none; }
    dialog { position: fixed; z-index: 2147483647; inset: auto 16px 16px auto; box-sizing: border-box; width: 400px; height: min(680px, calc(100vh - 32px));
      max-width: none; max-height: none; margin: 0; padding: 0; overflow: hidden; border: 1px solid rgb(0 40 35 / .18); border-radius: 20px;
      background: transparent; box-shadow: 0 12px 48px rgb(0 40 35 / .28); }
    dialog:modal { inset: 0; width: 100%; height: 100vh; height: 100dvh; border: 0; border-radius: 0; }
    .panel { height: 100%; }
    @media print { :host { display: none !important; } }`;

  /** @param {string} tag @param {Record<string, string>} attributes @param {...(Node | string)} children @returns {any} */
  function element(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  }

  /** @returns {SVGSVGElement} */
  function bubbleIcon() {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", "M6.5 4h11A3.5 3.5 0 0 1 21 7.500v6a3.5 3.5 0 0 1-3.5 3.500H12l-5 4v-4h-.5A3.5 3.5 0 0 1 3 13.500v-6A3.5 3.5 0 0 1 6.5 4zM8 9h8M8 12.500h5");
    svg.append(path);
    return svg;
  }

  const host = element("div", { "data-faqbot-widget": collection, lang: "ja", role: "region", "aria-label": WORDS.region });
  const shadow = host.attachShadow({ mode: "open" });
  const button = element("button", { class: "launcher", type: "button", "aria-haspopup": "dialog", "aria-label": WORDS.open }, bubbleIcon(), element("span", {}, WORDS.button));
  const status = element("p", { class: "failure", role: "status" });
  const panel = element("div", { class: "panel" });
  const dialog = element("dialog", { "aria-labelledby": "faq-title" }, panel);

  /** @param {string} css */
  function addSheet(css) {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
    } catch {
      shadow.append(element("style", {}, css)); // Safari before 16.4
    }
  }

  /** Fetches the conversation only when it is first wanted. */
  async function load() {
    const [{ mountChat }, css] = await Promise.all([
      import(new URL("chat.js", assets).href),
      fetch(new URL("chat.css", assets), { credentials: "omit" }).then((response) => (response.ok ? response.text() : Promise.reject(response.status))),
    ]);
    addSheet(css);
    return mountChat(panel, { collection, headingLevel: 2, onClose: () => dialog.close() });
  }

  /** On a small screen the panel covers the page, so the page behind it is made inert; else both stay usable. */
  function show() {
    const focused = dialog.open ? shadow.activeElement : null;
    dialog.close();
    if (fullScreen.matches) dialog.showModal();
    else dialog.show();
    if (focused instanceof HTMLElement) focused.focus();
  }

  /** @type {ReturnType<typeof load> | undefined} */
  let chat;

  async function open() {
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    status.textContent = "";
    try {
      chat ??= load();
      const ready = await chat;
      show();
      button.hidden = true;
      ready.focus();
    } catch (error) {
      chat = undefined;
      status.textContent = WORDS.failed;
      console.error("faqbot widget:", error);
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  function closed() {
    if (dialog.open) return; // only shown anew in another size
    button.hidden = false;
    button.focus();
  }

  button.addEventListener("click", open);
  dialog.addEventListener("close", closed);
  dialog.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const taken = event.defaultPrevented || event.isComposing || event.keyCode === 229; // the suggestions, or an IME
    if (event.key !== "Escape" || taken) return;
    event.preventDefault();
    event.stopPropagation();
    dialog.close();
  });
  fullScreen.addEventListener("change", () => { if (dialog.open) show(); });

  addSheet(STYLE);
  shadow.append(status, button, dialog);
  if (document.body) document.body.append(host);
  else addEventListener("DOMContentLoaded", () => document.body.append(host));
})();
