// Search as you type. While the input method composes nothing is searched, and its Enter chooses nothing.

import { el, fill } from "../dom.js";
import { get } from "./api.js";

export class Search {
  /**
   * @param {HTMLInputElement} box @param {HTMLElement} list
   * @param {{title: (system: string) => string, chosen: (hit: any, typed: string) => void, typed: (text: string) => void}} desk
   */
  constructor(box, list, desk) {
    this.box = box;
    this.list = list;
    this.desk = desk;
    this.system = "";
    this.hits = [];
    this.at = 0;
    this.composing = false;
    this.pending = new AbortController();
    /** What is being looked for, and what Enter will have chosen when it is there. */
    this.latest = this.settled = Promise.resolve();
    box.addEventListener("compositionstart", () => (this.composing = true));
    box.addEventListener("compositionend", () => {
      this.composing = false;
      this.look();
    });
    box.addEventListener("input", () => this.composing || this.look());
    box.addEventListener("keydown", (event) => this.#key(event));
    list.addEventListener("click", (event) => {
      const row = /** @type {HTMLElement} */ (event.target).closest("[data-at]");
      if (row) this.choose(Number(row.getAttribute("data-at")));
    });
  }

  /** The text as it is searched. */
  get text() {
    return this.box.value.trim();
  }

  look() {
    return (this.latest = this.#look());
  }

  async #look() {
    this.pending.abort();
    this.pending = new AbortController();
    const { signal } = this.pending;
    const text = this.text;
    if (text) this.desk.typed(text);
    try {
      const found = text ? await get("search", { q: text, system: this.system }, signal) : likely(await get("likely", { system: this.system }, signal));
      this.#show(found);
    } catch (error) {
      if (!signal.aborted) this.#show([], error instanceof Error ? error.message : "");
    }
  }

  /** @param {string} system empty: all of them */
  only(system) {
    this.system = system;
    this.look();
  }

  clear() {
    this.box.value = "";
    this.look();
  }

  /** @param {number} at */
  choose(at) {
    const hit = this.hits[at];
    if (!hit) return;
    this.at = at;
    this.#mark();
    this.desk.chosen(hit, this.text);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // 229 is what browsers give a key that the input method has taken, also the Enter that ends a composition.
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.hits.length) {
      this.at = (this.at + step + this.hits.length) % this.hits.length;
      this.#mark();
    } else if (event.key === "Enter" && !event.ctrlKey && !event.altKey) {
      // Somebody who types fast means what they have typed, not what was found before.
      this.settled = this.latest.then(() => this.choose(this.at));
    } else return;
    event.preventDefault();
  }

  /** @param {any[]} hits @param {string} [told] */
  #show(hits, told = "") {
    this.hits = hits;
    this.at = 0;
    const empty = el("p", { class: "quiet" }, told || (this.text ? "見つかりません。言い方を変えるか、Alt+U で未回答の票に入れてください。" : "質問を入れてください。"));
    fill(this.list, ...(hits.length ? hits.map((hit, at) => this.#row(hit, at)) : [empty]));
    this.#mark();
  }

  /** @param {any} hit @param {number} at */
  #row(hit, at) {
    return el("div", { role: "option", id: `hit-${at}`, "data-at": at, class: "hit" },
      el("span", { class: "tag" }, this.desk.title(hit.system)), hit.note && el("span", { class: "tag quiet" }, hit.note),
      el("strong", {}, hit.question), hit.condition && el("span", {}, hit.condition), el("span", { class: "quiet" }, hit.first_line));
  }

  #mark() {
    for (const [at, row] of [...this.list.children].entries()) row.setAttribute("aria-selected", String(at === this.at));
    this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", this.hits.length ? `hit-${this.at}` : "");
  }
}

/** @param {{recent: any[], frequent: any[]}} offered what was used last, then what is used most */
function likely({ recent, frequent }) {
  const known = new Set(recent.map((each) => each.id));
  return [...recent.map((each) => ({ ...each, note: "最近" })), ...frequent.filter((each) => !known.has(each.id)).map((each) => ({ ...each, note: "よく使う" }))];
}
