// The conversation: one component, used by the page (page.js) and by the widget on other sites (widget.js).
// It keeps everything in memory: a reload starts afresh.

import { asProblem, createApi } from "./api.js";
import { categoryButtons, categoryPage, shelfPage } from "./browse.js";
import { answerCard, candidateList, entryLabel, handoffCard, otherCandidates, problemCard, solvedQuestion, variantList } from "./card.js";
import { Composer } from "./composer.js";
import { el, fill } from "./dom.js";
import { icon } from "./icons.js";

/** Every word of ours that a resident reads. やさしい日本語: short sentences, one thing each. */
export const TEXTS = Object.freeze({
  // before the server's own words have come
  title: "質問の窓口",
  greeting: "こんにちは。知りたいことを書いてください。",
  placeholder: "知りたいことを書いてください",

  // the frame
  log: "会話",
  region: "質問と答え",
  input: "質問",
  send: "送る",
  close: "閉じる",
  privacy: "名前・電話番号・マイナンバーは書かないでください。",
  user: "あなた",
  bot: "案内",
  waiting: "さがしています",
  suggestions: "候補",
  suggested: (/** @type {number} */ count) => `候補が${count}件あります。上下の矢印キーでえらべます。`,
  tooLong: (/** @type {number} */ count) => `500文字までで書いてください。（いま${count}文字です）`,

  // the start and the categories
  examples: "たとえば、こう聞けます",
  categories: "種類からさがす",
  list: "一覧",
  back: "もどる",
  loading: "読みこんでいます",
  count: (/** @type {number} */ count) => `${count}件`,
  filter: "この中からさがす",
  kanaIndex: "五十音でさがす",
  all: "すべて",
  empty: "まだ登録がありません。",
  noneHere: "この中には見つかりません。下のらんから質問してください。",

  // the answer
  note: "注意",
  sample: "これは見本の答えです。",
  source: "出典：",
  asOf: (/** @type {number} */ year, /** @type {number} */ month, /** @type {number} */ day) => `（${year}年${month}月${day}日時点）`,
  newTab: "（新しい画面で開きます）",
  when: "こんなとき：",
  variants: "ちがうときは、こちら",
  others: (/** @type {number} */ count) => `ほかの候補（${count}件）`,
  solved: "解決しましたか？",
  yes: "はい",
  no: "いいえ",
  received: (/** @type {string} */ answer) => `「${answer}」と答えました`,
  sayYes: "はい、解決しました",
  sayNo: "いいえ、まだです",

  // candidates, and when nothing was found
  which: "次のどれですか？",
  none: "この中にない",
  unanswered: "すみません。答えが見つかりませんでした。",
  perhaps: "もしかして、これですか？",
  handoff: "担当の人に聞いてください",
  call: "電話する",
  hours: "受付時間：",
  hoursUnknown: "受付時間は確認できていません",

  // when it did not work
  retry: "もう一度送る",
  reload: "もう一度読みこむ",
  waitFor: (/** @type {number} */ seconds) => `（${seconds}秒ほど待ってから送ってください）`,
  problems: {
    offline: "インターネットにつながっていません。つながったら、もう一度送ってください。",
    network: "うまく送れませんでした。電波のよいところで、もう一度送ってください。",
    timeout: "時間がかかっています。すみませんが、もう一度送ってください。",
    busy: "いま、こみ合っています。少し待ってから、もう一度送ってください。",
    large: "文が長すぎます。短くして、もう一度送ってください。",
    invalid: "この文は読めませんでした。書き方をかえて、もう一度送ってください。",
    missing: "見つかりませんでした。もう一度、質問を書いてください。",
    server: "こちらの調子が悪いようです。すみません。少し待ってから、もう一度送ってください。",
  },
});

const STILL = matchMedia("(prefers-reduced-motion: reduce)");
const TOUCH = matchMedia("(pointer: coarse)");

/** @typedef {import("./api.js").Reply} Reply */
/** @typedef {import("./api.js").Candidate} Candidate */
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
 * One exchange: what the resident says, the request it means, and how to draw what comes back.
 * @typedef {object} Exchange
 * @property {string} says
 * @property {() => Promise<any>} request
 * @property {(result: any) => import("./dom.js").Child[]} draw
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

/** @returns {string} unguessable, for one page load (crypto.randomUUID needs https; this does not) */
function newSession() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} message */
const bubble = (message) => el("div", { class: "bubble" }, el("p", {}, message));

/** A button of the header. @param {string} name of its icon @param {string} word @param {() => void} onclick */
function tool(name, word, onclick) {
  return el("button", { type: "button", class: `button tool tool-${name}`, onclick }, icon(name), word);
}

class Chat {
  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    this.api = createApi(options.collection, newSession());
    this.waiting = false;
    /** @type {Promise<void> | undefined} never fails */
    this.started = undefined;
    /** @type {Category[]} */
    this.categories = [];
    /** @type {import("./card.js").Kit} */
    this.kit = {
      texts: TEXTS,
      heading: `h${options.headingLevel + 1}`,
      category: (name) => this.categories.find((category) => category.name === name),
    };
    this.title = el(`h${options.headingLevel}`, { class: "headline", id: "faq-title", tabindex: -1 }, TEXTS.title);
    this.listButton = tool("list", TEXTS.list, () => this.#browse());
    this.listButton.hidden = true;
    this.side = el("nav", { class: "side", "aria-label": TEXTS.categories, hidden: true });
    this.log = el("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": TEXTS.log });
    this.browser = el("div", { class: "browser", hidden: true });
    this.scroller = el("div", { class: "scroller", role: "region", "aria-label": TEXTS.region, tabindex: 0 }, this.log, this.browser);
    this.composer = new Composer(this.kit, this.api, { onAsk: (text) => this.#ask(text), onPick: (entry) => this.#open(entry) });
    this.frame = el("div", { class: "frame" },
      el("div", { class: "head" }, el("span", { class: "mark" }, icon("chat")), this.title,
        this.listButton, options.onClose && tool("close", TEXTS.close, options.onClose)),
      this.side, this.scroller, this.composer.element);
    this.element = el("div", { class: "chat", lang: "ja" }, this.frame);
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
    const turn = this.#add("bot", dots());
    try {
      this.#greet(turn, await this.api.guide());
    } catch (error) {
      const again = () => { turn.remove(); this.start(); };
      fill(turn, bubble(TEXTS.greeting), problemCard(this.kit, asProblem(error), TEXTS.reload, again));
    }
  }

  /** @param {HTMLElement} turn @param {Guide} guide */
  #greet(turn, { title, greeting, placeholder, examples, categories }) {
    this.title.textContent = title || TEXTS.title;
    this.options.onTitle?.(this.title.textContent);
    this.composer.placeholder = placeholder || TEXTS.placeholder;
    this.categories = categories;
    this.side.hidden = this.listButton.hidden = categories.length === 0;
    fill(this.side, el("p", { class: "over" }, TEXTS.categories), this.#categoryButtons("shelf"));
    fill(turn,
      bubble(greeting || TEXTS.greeting),
      examples.length > 0 && el("div", { class: "start" }, el("p", { class: "over" }, TEXTS.examples), this.#examples(examples)),
      categories.length > 0 && el("div", { class: "start narrow-only" }, el("p", { class: "over" }, TEXTS.categories), this.#categoryButtons("tiles")));
  }

  /** @param {string[]} examples */
  #examples(examples) {
    return el("ul", { class: "examples" }, ...examples.map((example) =>
      el("li", {}, el("button", { type: "button", class: "example", onclick: () => this.#ask(example) }, example))));
  }

  /** @param {"tiles" | "shelf"} look */
  #categoryButtons(look) {
    return categoryButtons(this.categories, (category) => this.#browse(category), look);
  }

  // --- what a resident does: each is one exchange; false if another one is still under way ---------------------------

  /** @param {string} text */
  #ask(text) {
    return this.#exchange({ says: text, typed: text, request: () => this.api.ask(text), draw: (reply) => this.#draw(reply) });
  }

  /** Opens an entry found by browsing or among the suggestions. @param {Named} entry */
  #open(entry) {
    return this.#exchange({ says: entryLabel(entry), request: () => this.api.open(entry.id), draw: (reply) => this.#draw(reply) });
  }

  /** @param {string} turn @param {Candidate} candidate */
  #choose(turn, candidate) {
    return this.#exchange({ says: entryLabel(candidate), request: () => this.api.choose(turn, candidate.id), draw: (reply) => this.#draw(reply) });
  }

  /** None of these. @param {Reply} reply @param {() => void} received */
  #refuse({ turn, candidates }, received) {
    const refused = new Set(candidates.map(({ id }) => id));
    return this.#exchange({ says: TEXTS.none, request: () => this.api.choose(turn, null), draw: (reply) => this.#draw(reply, refused), received });
  }

  /** @param {string} turn @param {boolean} solved @param {() => void} received */
  #solved(turn, solved, received) {
    return this.#exchange({
      says: solved ? TEXTS.sayYes : TEXTS.sayNo,
      request: () => this.api.feedback(turn, solved),
      draw: ({ message, handoff }) => [message && bubble(message), handoff && handoffCard(this.kit, handoff)],
      received,
    });
  }

  // --- what comes back ------------------------------------------------------------------------------------------------

  /** @param {Reply} reply @param {Set<string>} [refused] ids of entries that it is not @returns {import("./dom.js").Child[]} */
  #draw(reply, refused = new Set()) {
    if (reply.status === "answered" && reply.answer) return this.#drawAnswer(reply, reply.answer);
    if (reply.status === "suggested") return this.#drawSuggestions(reply);
    return this.#drawUnanswered(reply, refused);
  }

  /** @param {Reply} reply @param {import("./api.js").Answer} answer */
  #drawAnswer({ turn, message, candidates, handoff }, answer) {
    const choose = (/** @type {Candidate} */ candidate) => this.#choose(turn, candidate);
    const { variants, others } = besides(answer, candidates);
    return [
      message && bubble(message),
      answerCard(this.kit, answer,
        variantList(this.kit, variants, choose),
        otherCandidates(this.kit, others, choose),
        solvedQuestion(this.kit, (solved, received) => this.#solved(turn, solved, received))),
      handoff && handoffCard(this.kit, handoff),
    ];
  }

  /** @param {Reply} reply */
  #drawSuggestions(reply) {
    const none = el("button", { type: "button", class: "row none", onclick: () => this.#refuse(reply, () => none.parentElement.remove()) }, TEXTS.none);
    return [
      bubble(reply.message || TEXTS.which),
      el("div", { class: "card" }, candidateList(this.kit, reply.candidates, (candidate) => this.#choose(reply.turn, candidate), none)),
    ];
  }

  /** @param {Reply} reply @param {Set<string>} refused */
  #drawUnanswered(reply, refused) {
    const { turn, message, handoff, candidates } = reply;
    const choose = (/** @type {Candidate} */ candidate) => this.#choose(turn, candidate);
    const reason = explanation(reply);
    const { variants, others } = besides(reason, candidates.filter(({ id }) => !refused.has(id)));
    return [
      bubble(message || TEXTS.unanswered),
      reason && answerCard(this.kit, reason, variantList(this.kit, variants, choose)),
      handoff && handoffCard(this.kit, handoff),
      others.length > 0 && el("div", { class: "card" }, el("p", { class: "over" }, TEXTS.perhaps), candidateList(this.kit, others, choose)),
    ];
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
    const turn = this.#add("bot", dots());
    this.#reveal(question, turn);
    try {
      const [result] = await Promise.all([exchange.request(), this.started]); // drawn in the colours of the categories
      fill(turn, ...exchange.draw(result));
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
    const card = problemCard(this.kit, problem, TEXTS.retry, again);
    this.retry = card.querySelector("button");
    fill(turn, card);
    this.composer.giveBack(exchange.typed);
  }

  /** @param {"bot" | "user"} speaker @param {...Node} content */
  #add(speaker, ...content) {
    const turn = el("div", { class: `turn ${speaker}`, role: "group", "aria-label": TEXTS[speaker], tabindex: -1 }, ...content);
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
      : shelfPage(this.kit, this.categories, { onBack, onOpen: (chosen) => this.#browse(chosen, () => this.#browse()) });
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

/** The three dots that stand where the answer will. */
function dots() {
  return el("div", { class: "bubble dots" }, el("span", {}), el("span", {}), el("span", {}), el("p", { class: "sr" }, TEXTS.waiting));
}

/**
 * The entry that says why there is no answer, if the question is registered as one whose answer is not known.
 * @param {Reply} reply
 */
const explanation = ({ known_unknown: known, candidates: [first] }) => (known && first) || null;

/**
 * The candidates besides the entry that is shown: the same thing under other conditions, and other things.
 * @param {Candidate | null} shown
 * @param {Candidate[]} candidates
 */
function besides(shown, candidates) {
  const rest = candidates.filter(({ id }) => id !== shown?.id);
  const isVariant = (/** @type {Candidate} */ { question }) => question === shown?.question;
  return { variants: rest.filter(isVariant), others: rest.filter((other) => !isVariant(other)) };
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
