// What the cards look like: pure drawing, from a part of a Reply to an element.

import { el, paint } from "./dom.js";
import { withReading } from "./furigana.js";
import { icon } from "./icons.js";
import { callButton } from "./phone.js";

/** @typedef {import("./api.js").Answer} Answer */
/** @typedef {import("./api.js").Candidate} Candidate */
/** @typedef {import("./api.js").Category} Category */
/** @typedef {import("./api.js").Handoff} Handoff */
/** @typedef {import("./texts.js").Texts} Texts */
/**
 * What every drawing needs to know, and what a tap does.
 * @typedef {object} Kit
 * @property {Texts} texts  in the language of now
 * @property {boolean} furigana  whether category names have their readings above them
 * @property {string} heading  the heading element of a card, "h2" or "h3"
 * @property {(name: string) => Category | undefined} category  by its name or its short name
 * @property {(option: {label: string, action: import("./api.js").Action}, received: () => void) => void} tap
 *   sends an option's action; calls `received` once its reply has come
 */

/** @typedef {{kind: "text" | "note" | "list" | "steps", lines: string[], start?: number}} Block */

/**
 * Reads an answer's plain text: its first line is the definite sentence, `1. …` lines are steps, `・…` lines a list, `注意: …` a warning.
 * @param {string} text
 * @returns {{lead: string, blocks: Block[]}}
 */
export function readAnswer(text) {
  const [lead = "", ...rest] = text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
  /** @type {Block[]} */
  const blocks = [];
  for (const line of rest) {
    const block = readLine(line);
    const last = blocks.at(-1);
    const continues = last && last.kind === block.kind && (block.kind === "steps" || block.kind === "list");
    if (continues) last.lines.push(...block.lines);
    else blocks.push(block);
  }
  return { lead, blocks };
}

/** @param {string} line @returns {Block} */
function readLine(line) {
  const step = /^(\d{1,2})[.．]\s*(.+)$/.exec(line);
  if (step) return { kind: "steps", lines: [step[2]], start: Number(step[1]) };
  const item = /^[・•]\s*(.+)$/.exec(line);
  if (item) return { kind: "list", lines: [item[1]] };
  const note = /^(?:注意|ご注意)\s*[:：]\s*(.+)$/.exec(line);
  if (note) return { kind: "note", lines: [note[1]] };
  return { kind: "text", lines: [line] };
}

/** @param {Kit} kit @param {Block} block @returns {HTMLElement} */
function drawBlock({ texts }, { kind, lines, start }) {
  const items = () => lines.map((line) => el("li", {}, line));
  switch (kind) {
    case "steps": return el("ol", { class: "steps", start: start === 1 ? null : start }, ...items());
    case "list": return el("ul", { class: "points" }, ...items());
    case "note": return el("p", { class: "note" }, icon("warning"), el("span", {}, el("strong", {}, texts.note), lines[0]));
    default: return el("p", {}, lines[0]);
  }
}

/** @param {Kit} kit @param {string} text @returns {HTMLElement} an answer's text: its first line large, then the rest */
export function answerText(kit, text) {
  const { lead, blocks } = readAnswer(text);
  return el("div", { class: "prose" }, el("p", { class: "lead" }, lead), ...blocks.map((block) => drawBlock(kit, block)));
}

/** @param {Kit} kit @param {string} name @returns {HTMLElement | null} the category in words, icon and colour */
export function categoryChip(kit, name) {
  if (!name) return null;
  const category = kit.category(name);
  return el("span", { class: "chip" }, swatch(category), withReading(kit, category?.short || name, category));
}

/** @param {Category | undefined} category @returns {HTMLElement} */
export function swatch(category) {
  return paint(el("span", { class: "swatch" }, icon(category?.icon ?? "question")), category?.colour);
}

/** @param {{question: string, condition?: string}} entry @returns {HTMLElement} */
export function entryName({ question, condition }) {
  return el("span", { class: "name" }, el("span", { class: "question" }, question),
    condition && el("span", { class: "condition" }, condition));
}

/** @param {{question: string, condition?: string}} entry @returns {string} the same in one string */
export function entryLabel({ question, condition }) {
  return condition ? `${question}（${condition}）` : question;
}

/**
 * @param {Kit} kit
 * @param {Candidate & Partial<Answer>} answer
 * @param {...(HTMLElement | null)} foot  what follows the source
 */
export function answerCard(kit, answer, ...foot) {
  return el("article", { class: "card" },
    band(kit, answer.category),
    el("div", { class: "body" },
      el(kit.heading, { class: "title" }, el("span", { class: "question" }, answer.question),
        answer.condition && el("span", { class: "when" }, kit.texts.when, el("strong", {}, answer.condition))),
      answer.sample && el("p", { class: "sample" }, kit.texts.sample),
      answerText(kit, answer.text),
      source(kit, answer)),
    ...foot);
}

/** @param {Kit} kit @param {string} name */
function band(kit, name) {
  if (!name) return null;
  const category = kit.category(name);
  return paint(el("p", { class: "band" }, icon(category?.icon ?? "question"), withReading(kit, name, category)), category?.colour);
}

/** @param {Kit} kit @param {Partial<Answer>} answer */
export function source({ texts }, { source_title: title, source_url: url, checked_on: day }) {
  if (!title && !url) return null;
  return el("p", { class: "source" }, texts.source, sourceLink(texts, title || url || "", url ?? ""), day && el("span", { class: "day" }, texts.asOf(...dateParts(day))));
}

/** @param {Texts} texts @param {string} title @param {string} url */
function sourceLink(texts, title, url) {
  if (!/^https?:\/\//i.test(url)) return title;
  return el("a", { href: url, target: "_blank", rel: "noopener" }, title, el("span", { class: "sr" }, texts.newTab));
}

/** @param {string} day "2024-04-01" @returns {[number, number, number]} */
const dateParts = (day) => /** @type {[number, number, number]} */ (day.split("-").map(Number));

/** @param {Kit} kit @param {Handoff} handoff whom to phone, as of now */
export function handoffCard({ texts, heading }, { department, phone, hours, note, open, opening }) {
  const state = open === null ? "" : open ? "open" : "closed";
  return el("article", { class: "card handoff" },
    el("div", { class: "body" },
      el("p", { class: "over" }, texts.handoff),
      el(heading, { class: "title" }, department),
      opening && el("p", { class: `now ${state}` }, state && icon(state === "open" ? "check" : "clock"), el("span", {}, opening)),
      phone && callButton(phone, texts.call),
      hours && el("p", { class: "hours" }, texts.hours + hours),
      note && el("p", { class: "small" }, note)));
}

/**
 * @param {Kit} kit
 * @param {import("./api.js").Problem} problem
 * @param {string} retry  what the button says
 * @param {() => void} onRetry
 */
export function problemCard({ texts }, problem, retry, onRetry) {
  const wait = problem.wait > 0 && problem.wait <= 600 ? texts.waitFor(problem.wait) : "";
  return el("div", { class: "bubble problem" },
    el("p", {}, icon("warning"), el("span", {}, problem.detail || texts.problems[problem.kind] + wait)),
    el("button", { type: "button", class: "button", onclick: onRetry }, retry));
}
