// What can be tapped. An option's action goes back to the server as it came (kit.tap). An earlier choice stays usable, since thumbs slip;
// the one that was made is marked. What can be said only once (solved, none of these) goes when it has been received.

import { categoryChip, entryLabel, entryName, swatch } from "./card.js";
import { el } from "./dom.js";
import { withReading } from "./furigana.js";
import { icon } from "./icons.js";

/** @typedef {import("./api.js").Option} Option */
/** @typedef {import("./api.js").Candidate} Candidate */
/** @typedef {import("./card.js").Kit} Kit */

const FOLDED_FROM = 5;
/** A label of at most this width (a kana counts two) is a chip, a wider one a row. */
const CHIP = 24;

/** @param {string} label */
const width = (label) => [...label].reduce((sum, char) => sum + (char.charCodeAt(0) > 0xff ? 2 : 1), 0);

/** @param {Kit} kit @param {Option} option @param {string} look  classes @param {...import("./dom.js").Child} content */
function choice(kit, option, look, ...content) {
  const button = el("button", { type: "button", class: look, onclick: () => kit.tap(option, () => mark(kit, button)) }, ...content);
  return button;
}

/** Marks what was chosen, alone of its group. @param {Kit} kit @param {HTMLElement} button */
function mark({ texts }, button) {
  for (const old of button.closest(".choices")?.querySelectorAll(".chosen") ?? []) {
    old.classList.remove("chosen");
    old.querySelector(".sign")?.remove();
  }
  button.classList.add("chosen");
  button.append(el("span", { class: "sign" }, icon("check"), el("span", { class: "sr" }, texts.chosen)));
}

/** None of these: said once. @param {Kit} kit @param {Option} option */
function none(kit, option) {
  const button = el("button", { type: "button", class: "row none", onclick: () => kit.tap(option, () => button.closest("li")?.remove()) }, option.label);
  return button;
}

/** @param {Option} option */
const isNone = ({ action }) => action.do === "none";

/** Questions, one of which may be meant. @param {Kit} kit @param {Option[]} options */
export function questionList(kit, options) {
  return el("div", { class: "card choices" }, el("ul", { class: "rows", "aria-label": kit.texts.choices }, ...options.map((option) => el("li", {},
    isNone(option) ? none(kit, option) : choice(kit, option, "row", el("span", { class: "question" }, option.label), icon("arrow"))))));
}

/** The conditions that decide, each with the category that it leads to. @param {Kit} kit @param {Option[]} options */
export function conditionList(kit, options) {
  return el("ul", { class: "conditions choices", "aria-label": kit.texts.choices }, ...options.map((option) => el("li", {},
    isNone(option) ? none(kit, option) : choice(kit, option, "condition-button", el("span", { class: "question" }, option.label), categoryChip(kit, option.hint)))));
}

/** Whatever else can be tapped: categories as tiles, short words as chips; where any is an entry or long, all of them are rows. @param {Kit} kit @param {Option[]} options */
export function choices(kit, options) {
  if (options.length === 0) return null;
  const box = el("div", { class: "choices mixed" });
  const words = options.some(isWide) ? "row" : "chip";
  let run = "";
  for (const option of options) {
    const look = option.hint ? "tile" : words;
    if (look !== run) box.append(el("ul", { class: look === "row" ? "rows card" : look === "tile" ? "tiles" : "chips", "aria-label": kit.texts.choices }));
    run = look;
    box.lastElementChild.append(el("li", {}, drawn(kit, option, look)));
  }
  return box;
}

/** The same, folded where it would be a wall. @param {Kit} kit @param {Option[]} options */
export function foldedChoices(kit, options) {
  if (options.length < FOLDED_FROM) return choices(kit, options);
  return el("details", { class: "folded" }, el("summary", { class: "example" }, icon("list"), kit.texts.browse(options.length)), choices(kit, options));
}

/** @param {Option} option */
const isWide = ({ label, hint, action }) => !hint && (action.do === "entry" || width(label) > CHIP);

/** @param {Kit} kit @param {Option} option @param {"tile" | "row" | "chip"} look */
function drawn(kit, option, look) {
  const { label, hint } = option;
  const category = kit.category(label);
  if (look === "tile") return choice(kit, option, "category", swatch(category), el("span", { class: "name" }, withReading(kit, hint, category)));
  if (look === "row") return choice(kit, option, "row", el("span", { class: "question" }, withReading(kit, label, category)), icon("arrow"));
  return choice(kit, option, "example", withReading(kit, label, category));
}

/** 解決しましたか？ @param {Kit} kit @param {Option[]} options */
export function solvedQuestion(kit, options) {
  const { texts } = kit;
  if (options.length === 0) return null;
  const foot = el("div", { class: "foot", role: "group", "aria-label": texts.solved }, el("p", {}, texts.solved));
  for (const option of options) {
    const received = () => foot.replaceChildren(el("p", { class: "done" }, icon("check"), texts.received(option.label)));
    foot.append(el("button", { type: "button", class: "button", onclick: () => kit.tap(option, received) }, option.label));
  }
  return foot;
}

/** A candidate as an option: its entry is what the question of a turn means. @param {string} turn @param {Candidate} candidate @returns {Option} */
const chosen = (turn, candidate) => ({ label: entryLabel(candidate), hint: "", action: { do: "choose", turn, target: candidate.id } });

/** @param {Kit} kit @param {string} turn @param {Candidate[]} candidates */
function candidateRows(kit, turn, candidates) {
  return el("ul", { class: "rows" }, ...candidates.map((candidate) => el("li", {},
    choice(kit, chosen(turn, candidate), "row", entryName(candidate), categoryChip(kit, candidate.category)))));
}

/** The same thing under other conditions: in plain sight, for the answer above is wrong there. @param {Kit} kit @param {string} turn @param {Candidate[]} variants */
export function variantList(kit, turn, variants) {
  if (variants.length === 0) return null;
  return el("div", { class: "variants choices" }, el("p", { class: "over" }, kit.texts.variants), candidateRows(kit, turn, variants));
}

/** @param {Kit} kit @param {string} turn @param {Candidate[]} others */
export function otherCandidates(kit, turn, others) {
  if (others.length === 0) return null;
  return el("details", { class: "others choices" }, el("summary", {}, icon("arrow"), kit.texts.others(others.length)), candidateRows(kit, turn, others));
}
