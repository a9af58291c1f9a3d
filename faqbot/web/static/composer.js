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
    this.kit = kit;
    this.onAsk = onAsk;
    this.input = this.#input();
    this.warning = el("p", { class: "warning", role: "alert", id: "faq-warning" });
    this.listbox = el("ul", { class: "listbox", role: "listbox", id: "faq-listbox", hidden: true });
    this.word = el("span");
    this.privacy = el("p", { class: "privacy", id: "faq-privacy" });
    const status = el("p", { class: "sr", role: "status" });
    const submit = (/** @type {Event} */ event) => { event.preventDefault(); this.#submit(); };
    this.element = el("form", { class: "composer", onsubmit: submit },
      this.listbox, this.warning,
      el("div", { class: "line" }, this.input, el("button", { class: "send" }, icon("send"), this.word)),
      this.privacy,
      status);
    this.combobox = new Combobox({
      input: this.input, listbox: this.listbox, status, suggest: api.suggest, announce: (count) => kit.texts.suggested(count),
      render: (entry) => [entryName(entry), categoryChip(kit, entry.category)],
      onChoose: (entry) => onPick(entry) && this.#clear(),
      onSubmit: () => this.#submit(),
    });
    this.label("");
  }

  /** Says everything in the language of now. @param {string} placeholder the collection's own, or "" */
  label(placeholder) {
    const { texts } = this.kit;
    this.element.lang = texts.lang;
    this.input.placeholder = placeholder || texts.placeholder;
    this.word.textContent = texts.send;
    this.privacy.textContent = texts.privacy;
    this.listbox.setAttribute("aria-label", texts.suggestions);
    for (const named of [this.element, this.input]) named.setAttribute("aria-label", texts.input);
  }

  /** @returns {HTMLInputElement} */
  #input() {
    return el("input", {
      type: "text", class: "field", id: "faq-input", enterkeyhint: "send",
      autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": "faq-listbox", "aria-describedby": "faq-privacy faq-warning", oninput: () => this.#warn(""),
    });
  }

  get text() {
    return this.input.value;
  }

  get hasFocus() {
    return /** @type {Document | ShadowRoot} */ (this.input.getRootNode()).activeElement === this.input;
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
    if (length > LONGEST) this.#warn(this.kit.texts.tooLong(length));
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
