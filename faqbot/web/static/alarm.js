// Somebody is in danger: one calm card, with a large button to dial under each sentence that names a number.

import { answerText, readAnswer, source } from "./card.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { callButton, phonesIn, withPhones } from "./phone.js";

/** @typedef {import("./card.js").Kit} Kit */

/** Police, coast guard, fire brigade and ambulance: where one of them is the first thing to do, the card is red; else it is there for talking, and blue. */
const RESCUE = new Set(["110", "118", "119"]);

/** @param {Kit} kit @param {import("./api.js").Answer} answer @returns {HTMLElement} role=alert: screen readers read it before anything else */
export function alarmCard(kit, answer) {
  const urgent = phonesIn(readAnswer(answer.text).lead).some((number) => RESCUE.has(number));
  return el("div", { role: "alert" }, el("article", { class: urgent ? "card alarm urgent" : "card alarm" },
    el("div", { class: "band" }, icon(urgent ? "warning" : "phone"), el(kit.heading, { class: "title" }, answer.question)),
    el("div", { class: "body" }, dialled(kit, answerText(kit, answer.text)), source(kit, answer))));
}

/** Makes each number in an answer's text a link, and a button where it is first named. @param {Kit} kit @param {HTMLElement} prose */
function dialled({ texts }, prose) {
  const known = new Set();
  for (const line of prose.querySelectorAll("p, li")) {
    const numbers = phonesIn(line.textContent ?? "").filter((number) => !known.has(number));
    linkIn(line);
    for (const number of numbers) known.add(number);
    const buttons = numbers.map((number) => callButton(number, texts.call));
    if (line.matches("li")) line.append(...buttons);
    else line.after(...buttons);
  }
  return prose;
}

/** @param {Element} line */
function linkIn(line) {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  const texts = /** @type {Text[]} */ ([]);
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
  for (const text of texts) text.replaceWith(...withPhones(text.data));
}
