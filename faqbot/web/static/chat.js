// The conversation: one component, used by the page (page.js) and by the widget on other sites (widget.js).
// What is said is kept in memory only: a reload starts afresh. What else is kept is in keeping.js.

import { asProblem, createApi } from "./api.js";
import { categoryButtons, categoryPage, shelfPage } from "./browse.js";
import { entryLabel, problemCard } from "./card.js";
import { Composer } from "./composer.js";
import { el, fill } from "./dom.js";
import { icon } from "./icons.js";
import { Session, keepLook, readLook } from "./keeping.js";
import { LookPanel } from "./look.js";
import { bubble, drawReply } from "./reply.js";
import { TEXTS } from "./texts.js";

const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const TOUCH = matchMedia("(pointer: coarse)");

/** @typedef {import("./api.js").Reply} Reply */
/** @typedef {import("./api.js").Option} Option */
/** @typedef {import("./api.js").Category} Category */
/** @typedef {import("./api.js").Guide} Guide */
/** @typedef {{id: string, question: string, condition: string}} Named */
/**
 * @typedef {object} Options
 * @property {string} collection
 * @property {1 | 2} headingLevel  of the title
 * @property {() => void} [onClose]  draws a close button
 * @property {(title: string) => void} [onTitle]
 * @property {(open: boolean) => void} [onBrowse]  the category view was opened or closed
 */
/**
 * One exchange: what the resident says, and the request it means.
 * @typedef {object} Exchange
 * @property {string} says
 * @property {() => Promise<Reply>} request
 * @property {string} [typed]  what to give back to the input if it fails
 * @property {() => void} [received]
 */

/**
 * Puts a conversation into an element.
 * @param {HTMLElement} root
 * @param {Options} options
 * @returns {Chat}
 */
export function mountChat(root, options) {
  const chat = new Chat(options);
  root.replaceChildren(chat.element);
  chat.start();
  return chat;
}

/** A button of the header. @param {string} name of its icon @param {() => void} onclick @returns {HTMLButtonElement} */
function tool(name, onclick) {
  return el("button", { type: "button", class: `button tool tool-${name}`, onclick }, icon(name), el("span"));
}

/** @param {HTMLElement} button @param {string} word @param {string} lang */
function label(button, word, lang) {
  button.lang = lang;
  /** @type {HTMLElement} */ (button.lastElementChild).textContent = word;
}

class Chat {
  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    this.session = new Session();
    this.look = readLook();
    this.api = createApi(options.collection, () => ({ session: this.session.token, language: this.look.language }));
    this.waiting = false;
    /** @type {Promise<void> | undefined} never fails */
    this.started = undefined;
    /** @type {Guide | undefined} */
    this.guide = undefined;
    /** @type {import("./card.js").Kit} */
    this.kit = {
      texts: TEXTS[this.look.language || "ja"],
      furigana: this.look.furigana,
      heading: `h${options.headingLevel + 1}`,
      category: (name) => this.guide?.categories.find((category) => category.name === name || category.short === name),
      tap: (option, received) => this.#tap(option, received),
    };
    this.title = el(`h${options.headingLevel}`, { class: "headline", id: "faq-title", tabindex: -1 });
    this.listButton = tool("list", () => this.#browse());
    this.lookButton = tool("language", () => this.panel.toggle());
    this.closeButton = options.onClose && tool("close", options.onClose);
    this.panel = new LookPanel(this.lookButton, {
      onLanguage: (language) => this.#choose({ ...this.look, language }),
      onFurigana: (furigana) => this.#choose({ ...this.look, furigana }),
    });
    this.side = el("nav", { class: "side" });
    this.log = el("div", { class: "log", role: "log", "aria-live": "polite" });
    this.browser = el("div", { class: "browser", hidden: true });
    this.scroller = el("div", { class: "scroller", role: "region", tabindex: 0 }, this.log, this.browser);
    this.composer = new Composer(this.kit, this.api, { onAsk: (text) => this.#ask(text), onPick: (entry) => this.#open(entry) });
    this.frame = el("div", { class: "frame" },
      el("div", { class: "head" }, el("span", { class: "mark" }, icon("chat")), this.title, this.listButton, this.lookButton, this.panel.element, this.closeButton),
      this.side, this.scroller, this.composer.element);
    this.element = el("div", { class: "chat", lang: "ja", onpointerdown: (/** @type {Event} */ event) => this.panel.leave(event) }, this.frame);
    this.#dress();
  }

  /** The first thing to do on opening: to the input where there is a keyboard, else to the title (no keyboard pops up over the greeting). */
  focus() {
    if (TOUCH.matches) this.title.focus({ preventScroll: true });
    else this.composer.focus();
  }

  /** Fetches the collection's own words and greets. */
  start() {
    this.started = this.#start();
  }

  async #start() {
    const { texts } = this.kit;
    const turn = this.#add("bot", this.#dots());
    try {
      this.guide = await this.api.guide();
      this.greeting = turn;
      this.#dress();
    } catch (error) {
      const again = () => { turn.remove(); this.start(); };
      fill(turn, bubble(texts.greeting, texts.lang), problemCard(this.kit, asProblem(error), texts.reload, again));
    }
  }

  // --- how it speaks ----------------------------------------------------------------------------------------------------

  /** The resident chose a language, or readings. @param {import("./keeping.js").Look} look */
  #choose(look) {
    this.look = look;
    keepLook(look);
    this.#dress();
  }

  /** Puts the frame and the greeting into the language of now. What was said before stays as it was said. */
  #dress() {
    const language = this.look.language || "ja";
    const texts = this.kit.texts = TEXTS[language];
    const own = language === "ja" ? this.guide : undefined; // a collection greets in Japanese
    this.kit.furigana = this.look.furigana;
    this.panel.show(texts, language, this.look.furigana);
    this.title.textContent = this.guide?.title || texts.title;
    if (this.guide) this.options.onTitle?.(this.title.textContent);
    label(this.listButton, texts.list, texts.lang);
    label(this.lookButton, "Language", "en"); // the word that those look for who cannot read the others
    if (this.closeButton) label(this.closeButton, texts.close, texts.lang);
    this.log.setAttribute("aria-label", texts.log);
    this.scroller.setAttribute("aria-label", texts.region);
    this.composer.label(own?.placeholder ?? "");
    this.#drawSide(texts);
    if (this.greeting && this.guide) this.#greet(this.greeting, texts, this.guide, own?.greeting || texts.greeting);
  }

  /** @param {import("./texts.js").Texts} texts */
  #drawSide(texts) {
    const categories = this.guide?.categories ?? [];
    this.side.hidden = this.listButton.hidden = categories.length === 0;
    this.side.setAttribute("aria-label", texts.categories);
    fill(this.side, el("p", { class: "over" }, texts.categories), this.#categoryButtons("shelf"));
  }

  /** @param {HTMLElement} turn @param {import("./texts.js").Texts} texts @param {Guide} guide @param {string} greeting */
  #greet(turn, texts, { examples, categories }, greeting) {
    fill(turn,
      bubble(greeting, texts.lang),
      examples.length > 0 && el("div", { class: "start" }, el("p", { class: "over" }, texts.examples), this.#examples(examples)),
      categories.length > 0 && el("div", { class: "start narrow-only" }, el("p", { class: "over" }, texts.categories), this.#categoryButtons("tiles")));
  }

  /** @param {string[]} examples */
  #examples(examples) {
    return el("ul", { class: "examples" }, ...examples.map((example) =>
      el("li", {}, el("button", { type: "button", class: "example", onclick: () => this.#ask(example) }, example))));
  }

  /** @param {"tiles" | "shelf"} look */
  #categoryButtons(look) {
    return categoryButtons(this.kit, this.guide?.categories ?? [], (category) => this.#browse(category), look);
  }

  // --- what a resident does: each is one exchange; false if another one is still under way ---------------------------

  /** @param {string} text */
  #ask(text) {
    return this.#exchange({ says: text, typed: text, request: () => this.api.ask(text) });
  }

  /** Opens an entry found by browsing or among the suggestions. @param {Named} entry */
  #open(entry) {
    const action = { do: "entry", turn: "", target: entry.id };
    return this.#exchange({ says: entryLabel(entry), request: () => this.api.act(action) });
  }

  /** @param {Pick<Option, "label" | "action">} option @param {() => void} received */
  #tap({ label: says, action }, received) {
    return this.#exchange({ says, request: () => this.api.act(action), received });
  }

  /** Keeps what a reply says is to be kept, and answers in its language from now on. @param {Reply} reply */
  #heed({ remembered, language }) {
    this.session.heed(remembered);
    if (language !== (this.look.language || "ja")) this.#choose({ ...this.look, language });
  }

  // --- the exchange itself ----------------------------------------------------------------------------------------------

  /** @param {Exchange} exchange @returns {boolean} whether it was begun: there is only one at a time */
  #exchange(exchange) {
    if (this.waiting) return false;
    this.closeBrowse(false);
    this.retry?.remove();
    this.#attempt(exchange, this.#add("user", bubble(exchange.says)));
    return true;
  }

  /** @param {Exchange} exchange @param {HTMLElement} question the turn that asks it */
  async #attempt(exchange, question) {
    this.waiting = true;
    const turn = this.#add("bot", this.#dots());
    this.#reveal(question, turn);
    try {
      const [reply] = await Promise.all([exchange.request(), this.started]); // drawn in the colours of the categories
      this.#heed(reply);
      fill(turn, ...drawReply(this.kit, reply));
      exchange.received?.();
    } catch (error) {
      this.#fail(turn, asProblem(error), exchange, question);
    }
    this.waiting = false;
    this.#reveal(question, turn);
    this.#attend(turn);
  }

  /** Says what went wrong, and loses nothing. @param {HTMLElement} turn @param {import("./api.js").Problem} problem @param {Exchange} exchange @param {HTMLElement} question */
  #fail(turn, problem, exchange, question) {
    const again = () => {
      if (this.waiting) return;
      turn.remove();
      this.composer.takeBack(exchange.typed);
      this.#attempt(exchange, question);
    };
    const card = problemCard(this.kit, problem, this.kit.texts.retry, again);
    this.retry = card.querySelector("button");
    fill(turn, card);
    this.composer.giveBack(exchange.typed);
  }

  /** What stands where the answer will. */
  #dots() {
    return el("div", { class: "bubble dots" }, el("span"), el("span"), el("span"), el("p", { class: "sr" }, this.kit.texts.waiting));
  }

  /** @param {"bot" | "user"} speaker @param {...Node} content */
  #add(speaker, ...content) {
    const turn = el("div", { class: `turn ${speaker}`, role: "group", "aria-label": this.kit.texts[speaker], tabindex: -1 }, ...content);
    this.log.append(turn);
    return turn;
  }

  /** What scrolls: in a low window (chat.css) the whole frame does. */
  get #view() {
    return getComputedStyle(this.scroller).overflowY === "visible" ? this.frame : this.scroller;
  }

  /** Brings the top of the newest turn into view, with its question if that is short. @param {HTMLElement} question @param {HTMLElement} turn */
  #reveal(question, turn) {
    const view = this.#view;
    const first = question.offsetHeight < view.clientHeight / 4 ? question : turn;
    const top = view.scrollTop + first.getBoundingClientRect().top - view.getBoundingClientRect().top - 12;
    view.scrollTo({ top, behavior: STILL.matches ? "auto" : "smooth" });
  }

  /** Moves the focus to the new turn, unless its owner is writing: on a phone, letting go of the input puts the keyboard away. @param {HTMLElement} turn */
  #attend(turn) {
    const writing = this.composer.hasFocus && (this.composer.text !== "" || !TOUCH.matches);
    if (!writing) turn.focus({ preventScroll: true });
  }

  // --- the categories ---------------------------------------------------------------------------------------------------

  /** Shows the list of categories, or one of them. @param {Category} [category] @param {() => void} [onBack] */
  #browse(category, onBack = () => this.closeBrowse()) {
    const page = category
      ? categoryPage(this.kit, category, {
        load: async () => (await this.api.guide(category.name)).entries ?? [],
        onBack,
        onChoose: (entry) => this.#open(entry),
      })
      : shelfPage(this.kit, this.guide?.categories ?? [], { onBack, onOpen: (chosen) => this.#browse(chosen, () => this.#browse()) });
    this.#enterBrowse();
    fill(this.browser, page);
    for (const button of this.side.querySelectorAll("button")) markCurrent(button, category);
    this.#view.scrollTop = 0;
    page.querySelector(".title")?.focus({ preventScroll: true });
  }

  #enterBrowse() {
    if (!this.browser.hidden) return;
    this.left = { at: this.#view.scrollTop, focus: activeElement(this.element) };
    this.log.hidden = true;
    this.browser.hidden = false;
    this.options.onBrowse?.(true);
  }

  /** Back to the conversation as it was left. @param {boolean} [refocus] */
  closeBrowse(refocus = true) {
    if (this.browser.hidden) return;
    this.browser.hidden = true;
    this.log.hidden = false;
    for (const button of this.side.querySelectorAll("button")) markCurrent(button);
    this.#view.scrollTop = this.left?.at ?? 0;
    if (refocus) this.left?.focus?.focus({ preventScroll: true });
    this.options.onBrowse?.(false);
  }
}

/** @param {Element} button @param {Category} [category] */
function markCurrent(button, category) {
  if (category && button.getAttribute("data-category") === category.name) button.setAttribute("aria-current", "true");
  else button.removeAttribute("aria-current");
}

/** @param {Element} element @returns {HTMLElement | null} what has the focus, inside a shadow root too */
function activeElement(element) {
  return /** @type {HTMLElement | null} */ (/** @type {Document | ShadowRoot} */ (element.getRootNode()).activeElement);
}
