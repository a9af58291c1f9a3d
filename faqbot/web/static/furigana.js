// The reading of a category's name, set above its kanji: the kana of the name say which part of the reading belongs to which kanji.

import { el } from "./dom.js";

/** @typedef {import("./api.js").Category} Category */
/** @typedef {{text: string, kana: string}} Piece  kana: "" where the text is its own reading */

const KANA = /^[ぁ-ゖァ-ヺー]+$/;
const HAN = /\p{Script=Han}/u;
const PIECES = /[ぁ-ゖァ-ヺー]+|[^ぁ-ゖァ-ヺー（）]+/g;

/** @param {string} text @returns {string} in hiragana */
const hiragana = (text) => text.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

/**
 * @param {string} text
 * @param {string} reading in hiragana; what stands in brackets need not be in it
 * @returns {Piece[] | null} null where the one is not the reading of the other
 */
export function align(text, reading) {
  const [head] = text.split("（");
  const pieces = head.match(PIECES) ?? [];
  const pattern = pieces.map((piece) => (HAN.test(piece) ? "(.+?)" : KANA.test(piece) ? hiragana(piece) : "")).join("");
  const found = reading && new RegExp(`^${pattern}$`).exec(hiragana(reading));
  if (!found) return null;
  const kana = found.slice(1);
  const aligned = pieces.map((piece) => ({ text: piece, kana: HAN.test(piece) ? kana.shift() ?? "" : "" }));
  return [...aligned, { text: text.slice(head.length), kana: "" }];
}

/** The name's pieces, if the label is the name or the beginning of it; else the label's own. @param {string} label @param {Category} category */
function piecesOf(label, { name, reading }) {
  const whole = align(name, reading);
  if (label === name || !whole) return label === name ? whole : align(label, reading);
  const first = /** @type {Piece[]} */ ([]);
  for (const piece of whole) {
    const left = label.slice(first.map(({ text }) => text).join("").length);
    if (left && left.startsWith(piece.text)) first.push(piece);
  }
  return first.map(({ text }) => text).join("") === label ? first : null;
}

/**
 * @param {import("./card.js").Kit} kit
 * @param {string} label the category's name, or its short one
 * @param {Category | undefined} category
 * @returns {Node} the label, with its readings where they are wanted. They are drawn (chat.css) and not written: who hears the
 *   page, copies from it or searches in it gets the plain label.
 */
export function withReading(kit, label, category) {
  const pieces = kit.furigana && category && piecesOf(label, category);
  if (!pieces || !pieces.some(({ kana }) => kana)) return document.createTextNode(label);
  return el("span", {}, el("span", { class: "sr" }, label), el("span", { "aria-hidden": "true" }, ...pieces.map(({ text, kana }) =>
    (kana ? el("ruby", {}, text, el("rt", { "data-kana": kana })) : text))));
}
