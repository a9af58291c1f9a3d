// The line to write in: input, suggestions above it, send button, and what not to write.

import { categoryChip, entryName } from "./card.js";
import { Combobox } from "./combobox.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";

/** @typedef {import("./api.js").Suggestion} Suggestion */

const LONGEST = 500; // characters, as the server counts them

export class Composer {
  /**
   * @param {import("./card.js").Kit} kit
   * @param {import("./api.js").Api} api
   * @param {{onAsk: (text: string) => boolean, onPick: (entry: Suggestion) => boolean}} deeds  false: not taken now, keep it
   */
  constructor(kit, api, { onAsk, onPick }) {
    this.texts = kit.texts;
    this.onAsk = onAsk;
    this.input = this.#input();
    this.warning = el("p", { class: "warning", role: "alert", id: "faq-warning" });
    const listbox = el("ul", { class: "listbox", role: "listbox", id: "faq-listbox", "aria-label": kit.texts.suggestions, hidden: true });
    const status = el("p", { class: "sr", role: "status" });
    const submit = (/** @type {Event} */ event) => { event.preventDefault(); this.#submit(); };
    this.element = el("form", { class: "composer", "aria-label": kit.texts.input, onsubmit: submit },
      listbox, this.warning,
      el("div", { class: "line" }, this.input, el("button", { class: "send" }, icon("send"), kit.texts.send)),
      el("p", { class: "privacy", id: "faq-privacy" }, kit.texts.privacy),
      status);
    this.combobox = new Combobox({
      input: this.input, listbox, status, suggest: api.suggest, announce: kit.texts.suggested,
      render: (entry) => [entryName(entry), categoryChip(kit, entry.category)],
      onChoose: (entry) => onPick(entry) && this.#clear(),
      onSubmit: () => this.#submit(),
    });
  }

  /** @returns {HTMLInputElement} */
  #input() {
    return el("input", {
      type: "text", class: "field", id: "faq-input", placeholder: this.texts.placeholder, enterkeyhint: "send",
      autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      role: "combobox", "aria-label": this.texts.input, "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": "faq-listbox", "aria-describedby": "faq-privacy faq-warning", oninput: () => this.#warn(""),
    });
  }

  get text() {
    return this.input.value;
  }

  get hasFocus() {
    return /** @type {Document | ShadowRoot} */ (this.input.getRootNode()).activeElement === this.input;
  }

  /** @param {string} words */
  set placeholder(words) {
    this.input.placeholder = words;
  }

  focus() {
    this.input.focus({ preventScroll: true });
  }

  /** A question that could not be sent comes back, unless something else has been written. @param {string} [text] */
  giveBack(text) {
    if (text && this.input.value === "") this.input.value = text;
  }

  /** It is being sent again: no need to keep it here. @param {string} [text] */
  takeBack(text) {
    if (this.input.value === text) this.#clear();
  }

  #submit() {
    const text = this.input.value.trim();
    const length = [...text].length;
    this.combobox.cancel();
    if (length > LONGEST) this.#warn(this.texts.tooLong(length));
    else if (length > 0 && !this.combobox.composing && this.onAsk(text)) this.#clear();
    if (matchMedia("(pointer: fine)").matches) this.focus(); // from the send button back to the line
  }

  /** @param {string} words "" when all is well */
  #warn(words) {
    this.warning.textContent = words;
    this.input.setAttribute("aria-invalid", String(words !== ""));
  }

  #clear() {
    this.input.value = "";
    this.combobox.cancel();
    this.#warn("");
  }
}
