// Telephone numbers within a text, as links that dial them.

import { el } from "./dom.js";
import { icon } from "./icons.js";

// 0120-279-338, #8008, and the numbers of three figures that save lives. 「大阪中毒110番」 is a name: there, kanji stand before it.
const NUMBERS = /(?<!\d)0\d{1,4}-\d{1,4}-\d{3,4}(?!\d)|#\d{4}(?!\d)|(?<![\d\p{Script=Han}#.-])(?:110|118|119|171|188|189)(?![\d円.:-])/gu;

/** @param {string} text @returns {string[]} each number once, in order */
export const phonesIn = (text) => [...new Set(text.match(NUMBERS) ?? [])];

/** @param {string} number @returns {string} as an address; a # must be escaped there (RFC 3966) */
export const telephone = (number) => `tel:${number.replace(/[^\d+#]/g, "").replace("#", "%23")}`;

/** @param {string} text @returns {(Node | string)[]} the same, with each number a link */
export function withPhones(text) {
  const parts = /** @type {(Node | string)[]} */ ([]);
  let from = 0;
  for (const { 0: number, index } of text.matchAll(NUMBERS)) {
    parts.push(text.slice(from, index), el("a", { class: "tel", href: telephone(number) }, number));
    from = index + number.length;
  }
  return [...parts, text.slice(from)];
}

/** A large button that dials. @param {string} number @param {string} word */
export function callButton(number, word) {
  return el("a", { class: "call", href: telephone(number) }, icon("phone"), el("span", {}, word), el("strong", {}, number));
}
