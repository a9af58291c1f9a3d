// Suggestions while typing: the WAI-ARIA combobox with a listbox popup (list autocomplete, manual selection).

import { el } from "./dom.js";

const PAUSE = 120; // milliseconds without a key before a request goes out

/**
 * @template Item
 * @typedef {object} Options
 * @property {HTMLInputElement} input  has role=combobox and aria-controls
 * @property {HTMLElement} listbox
 * @property {HTMLElement} status  a polite live region
 * @property {(text: string, signal: AbortSignal) => Promise<Item[]>} suggest
 * @property {(item: Item) => (Node | null)[]} render
 * @property {(item: Item) => void} onChoose
 * @property {() => void} onSubmit  Enter with nothing selected
 * @property {(count: number) => string} announce
 */

/** Enter that confirms a kana–kanji conversion is not ours. Safari ends the composition first, hence 229. @param {KeyboardEvent} event */
export const isComposing = (event) => event.isComposing || event.keyCode === 229;

/** @template Item */
export class Combobox {
  /** @param {Options<Item>} options */
  constructor(options) {
    this.options = options;
    /** @type {Item[]} */
    this.items = [];
    this.active = -1;
    this.composing = false;
    /** @type {AbortController | undefined} */
    this.request = undefined;
    /** @type {number | undefined} */
    this.timer = undefined;
    this.#listen();
  }

  #listen() {
    const { input, listbox } = this.options;
    input.addEventListener("compositionstart", () => { this.composing = true; this.cancel(); });
    input.addEventListener("compositionend", () => { this.composing = false; this.#schedule(); });
    input.addEventListener("input", (event) => {
      if (!this.composing && !(/** @type {InputEvent} */ (event).isComposing)) this.#schedule();
    });
    input.addEventListener("keydown", (event) => this.#onKey(event));
    input.addEventListener("blur", () => this.cancel());
    listbox.addEventListener("mousedown", (event) => event.preventDefault()); // the input keeps the focus
    listbox.addEventListener("click", (event) => this.#onClick(event));
  }

  /** Forgets what was on its way and closes the list. */
  cancel() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.request = undefined;
    this.#close();
  }

  #schedule() {
    this.request?.abort();
    clearTimeout(this.timer);
    if (this.items.length > 0) this.#select(-1); // chosen for other words than these
    if (this.options.input.value.trim()) this.timer = setTimeout(() => this.#fetch(), PAUSE);
    else this.cancel();
  }

  async #fetch() {
    const request = new AbortController();
    this.request = request;
    try {
      const items = await this.options.suggest(this.options.input.value.trim(), request.signal);
      if (!request.signal.aborted) this.#open(items);
    } catch {
      if (!request.signal.aborted) this.#close(); // suggestions are a courtesy: without them one still asks
    }
  }

  /** @param {Item[]} items */
  #open(items) {
    if (items.length === 0) return this.#close();
    const { input, listbox, status, render, announce } = this.options;
    this.items = items;
    listbox.replaceChildren(...items.map((item, at) =>
      el("li", { role: "option", id: `${listbox.id}-${at}`, class: "option", "aria-selected": "false" }, ...render(item))));
    listbox.hidden = false;
    listbox.scrollTop = 0;
    input.setAttribute("aria-expanded", "true");
    this.#select(-1);
    status.textContent = announce(items.length);
  }

  #close() {
    const { input, listbox, status } = this.options;
    this.items = [];
    this.active = -1;
    listbox.hidden = true;
    listbox.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    status.textContent = "";
  }

  /** @param {number} at -1: the input itself */
  #select(at) {
    const { input, listbox } = this.options;
    this.active = at;
    [...listbox.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", listbox.children[at].id);
    keepVisible(listbox, /** @type {HTMLElement} */ (listbox.children[at]));
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (isComposing(event)) return event.key === "Enter" && event.preventDefault(); // nor may it submit the form
    const open = this.items.length > 0;
    const handled = {
      ArrowDown: () => (open ? this.#step(1) : this.#schedule()),
      ArrowUp: () => open && this.#step(-1),
      Escape: () => open && this.cancel(),
      Enter: () => (open && this.active >= 0 ? this.#choose(this.active) : this.options.onSubmit()),
    }[event.key];
    if (handled && handled() !== false) event.preventDefault();
  }

  /** Moves through the options and, between the last and the first, the input. @param {1 | -1} by */
  #step(by) {
    const stops = this.items.length + 1;
    this.#select(((this.active + 1 + by + stops) % stops) - 1);
  }

  /** @param {MouseEvent} event */
  #onClick(event) {
    const option = /** @type {Element} */ (event.target).closest("[role=option]");
    if (option) this.#choose([...this.options.listbox.children].indexOf(option));
  }

  /** @param {number} at */
  #choose(at) {
    const item = this.items[at];
    this.cancel();
    this.options.onChoose(item);
  }
}

/** Scrolls the list only: scrollIntoView would move the page around it too. @param {HTMLElement} list @param {HTMLElement} option */
function keepVisible(list, option) {
  const top = option.offsetTop;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + option.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = top + option.offsetHeight - list.clientHeight;
}
