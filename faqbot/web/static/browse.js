// The drill-down: category → its entries, with an index of kana rows and a filter when there are many.

import { asProblem } from "./api.js";
import { entryName, problemCard, swatch } from "./card.js";
import { el } from "./dom.js";
import { withReading } from "./furigana.js";
import { icon } from "./icons.js";

/** @typedef {import("./api.js").Category} Category */
/** @typedef {import("./api.js").Listed} Listed */
/** @typedef {import("./card.js").Kit} Kit */

const MANY = 12;
const ROWS = ["あいうえお", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの", "はひふへほ", "まみむめも", "やゆよ", "らりるれろ", "わをん"];

/** @param {string} text @returns {string} as it is compared: one width, one case, hiragana */
function fold(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

/** @param {string} reading @returns {string} the first kana of its row (が → か, っ → た), or "" */
export function kanaRow(reading) {
  const bare = fold(reading).charAt(0).normalize("NFD").charAt(0);
  const first = bare.replace(/[ぁぃぅぇぉっゃゅょゎ]/, (small) => String.fromCharCode(small.charCodeAt(0) + 1));
  return ROWS.find((row) => first !== "" && row.includes(first))?.charAt(0) ?? "";
}

/**
 * Buttons for all categories.
 * @param {Kit} kit
 * @param {Category[]} categories
 * @param {(category: Category) => void} onOpen
 * @param {"tiles" | "shelf"} look  tiles: small, in the conversation; shelf: with descriptions, beside it
 */
export function categoryButtons(kit, categories, onOpen, look) {
  return el("ul", { class: look }, ...categories.map((category) => el("li", {},
    el("button", { type: "button", class: "category", "data-category": category.name, onclick: () => onOpen(category) },
      swatch(category),
      el("span", { class: "name" }, withReading(kit, look === "tiles" ? category.short || category.name : category.name, category),
        look === "shelf" && category.description && el("span", { class: "description" }, category.description))))));
}

/**
 * The page of all categories.
 * @param {Kit} kit
 * @param {Category[]} categories
 * @param {{onBack: () => void, onOpen: (category: Category) => void}} deeds
 */
export function shelfPage(kit, categories, { onBack, onOpen }) {
  const { texts, heading } = kit;
  return el("section", { class: "page", "aria-label": texts.categories },
    backBar(texts, onBack),
    el(heading, { class: "title", tabindex: -1 }, texts.categories),
    categoryButtons(kit, categories, onOpen, "shelf"));
}

/** @param {Kit["texts"]} texts @param {() => void} onBack */
function backBar(texts, onBack) {
  return el("div", { class: "bar" }, el("button", { type: "button", class: "button back", onclick: onBack }, icon("arrow"), texts.back));
}

/**
 * One category's page: a way back, and its entries once they have come.
 * @param {Kit} kit
 * @param {Category} category
 * @param {{load: () => Promise<Listed[]>, onBack: () => void, onChoose: (entry: Listed) => void}} deeds
 */
export function categoryPage(kit, category, { load, onBack, onChoose }) {
  const { texts, heading } = kit;
  const status = el("p", { class: "small", role: "status" });
  const content = el("div", { class: "content" });
  const show = async () => {
    status.textContent = texts.loading;
    content.replaceChildren();
    try {
      content.replaceChildren(...entryList(texts, status, await load(), onChoose));
    } catch (error) {
      status.textContent = "";
      content.replaceChildren(problemCard(kit, asProblem(error), texts.reload, show));
    }
  };
  show();
  return el("section", { class: "page", "aria-label": category.name },
    backBar(texts, onBack),
    el("div", { class: "shelfmark" }, swatch(category),
      el("div", {}, el(heading, { class: "title", tabindex: -1 }, withReading(kit, category.name, category)),
        category.description && el("p", { class: "small" }, category.description))),
    status,
    content);
}

/**
 * @param {Kit["texts"]} texts
 * @param {HTMLElement} status  says how many are shown
 * @param {Listed[]} entries
 * @param {(entry: Listed) => void} onChoose
 * @returns {HTMLElement[]}
 */
function entryList(texts, status, entries, onChoose) {
  status.textContent = entries.length > 0 ? texts.count(entries.length) : texts.empty;
  const rows = entries.map((entry) => ({
    row: kanaRow(entry.reading),
    words: fold(`${entry.question} ${entry.condition} ${entry.reading}`),
    item: el("li", {}, el("button", { type: "button", class: "row", onclick: () => onChoose(entry) }, entryName(entry), icon("arrow"))),
  }));
  const list = el("ul", { class: "rows" }, ...rows.map(({ item }) => item));
  return entries.length > MANY ? [finder(texts, status, list, rows), list] : [list];
}

/**
 * Narrows the list by a row of the kana table and by words.
 * @param {Kit["texts"]} texts
 * @param {HTMLElement} status
 * @param {HTMLElement} list
 * @param {{row: string, words: string, item: HTMLElement}[]} rows
 */
function finder(texts, status, list, rows) {
  let chosen = "";
  const filter = el("input", { type: "search", class: "field", placeholder: texts.filter, "aria-label": texts.filter, autocomplete: "off" });
  const narrow = () => {
    const words = fold(filter.value.trim());
    for (const { row, words: own, item } of rows) item.hidden = (chosen !== "" && row !== chosen) || !own.includes(words);
    const count = rows.filter(({ item }) => !item.hidden).length;
    list.hidden = count === 0;
    status.textContent = count > 0 ? texts.count(count) : texts.noneHere;
  };
  filter.addEventListener("input", narrow);
  const pick = (/** @type {string} */ row) => { chosen = row; narrow(); };
  return el("div", { class: "finder" }, filter, kanaIndex(texts, rows.map(({ row }) => row), pick));
}

/**
 * @param {Kit["texts"]} texts
 * @param {string[]} rows  the row of each entry
 * @param {(row: string) => void} onPick  "" for all
 * @returns {HTMLElement | null} nothing where the entries have no readings
 */
function kanaIndex(texts, rows, onPick) {
  const present = ROWS.map((row) => row.charAt(0)).filter((row) => rows.includes(row));
  if (present.length < 2) return null;
  const button = (/** @type {string} */ row) => el("button", {
    type: "button", class: "kana", "aria-pressed": String(row === ""), onclick: (/** @type {MouseEvent} */ event) => {
      for (const other of index.children) other.setAttribute("aria-pressed", String(other === event.currentTarget));
      onPick(row);
    } }, row || texts.all);
  const index = el("div", { class: "index", role: "group", "aria-label": texts.kanaIndex }, ...["", ...present].map(button));
  return index;
}
