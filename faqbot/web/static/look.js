// How the page speaks: its language, and readings above the names of categories. A button of the header opens the choice.

import { el } from "./dom.js";
import { LANGUAGES } from "./texts.js";

/** @typedef {import("./texts.js").Language} Language */
/** @typedef {import("./texts.js").Texts} Texts */

/** The choice below the header; the button that opens it is the caller's. */
export class LookPanel {
  /**
   * @param {HTMLElement} opener
   * @param {{onLanguage: (language: Language) => void, onFurigana: (on: boolean) => void}} deeds
   */
  constructor(opener, { onLanguage, onFurigana }) {
    this.opener = opener;
    this.languages = LANGUAGES.map(([language, name, lang]) =>
      el("button", { type: "button", class: "kana", lang, "data-language": language, onclick: () => onLanguage(language) }, name));
    this.heading = el("p", { class: "over" });
    this.group = el("div", { class: "index", role: "group" }, ...this.languages);
    this.furigana = el("button", { type: "button", class: "kana", onclick: () => onFurigana(this.furigana.getAttribute("aria-pressed") !== "true") });
    this.element = el("div", { class: "look", id: "faq-look", role: "group", hidden: true, onkeydown: (/** @type {KeyboardEvent} */ event) => this.#onKey(event) },
      this.heading, this.group, this.furigana);
    opener.setAttribute("aria-expanded", "false");
    opener.setAttribute("aria-controls", this.element.id);
  }

  /** @param {Texts} texts @param {Language} language @param {boolean} furigana */
  show(texts, language, furigana) {
    this.heading.textContent = texts.language;
    this.furigana.textContent = texts.furigana;
    this.element.setAttribute("aria-label", texts.look);
    this.group.setAttribute("aria-label", texts.language);
    this.furigana.setAttribute("aria-pressed", String(furigana));
    for (const button of this.languages) button.setAttribute("aria-pressed", String(button.dataset.language === language));
  }

  toggle() {
    this.#open(this.element.hidden === true);
  }

  /** Closes when something else is touched. @param {Event} event */
  leave(event) {
    const path = event.composedPath();
    if (!path.includes(this.element) && !path.includes(this.opener)) this.#open(false);
  }

  /** @param {boolean} open */
  #open(open) {
    this.element.hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key !== "Escape") return;
    event.preventDefault(); // the widget's panel stays open
    this.#open(false);
    this.opener.focus();
  }
}
