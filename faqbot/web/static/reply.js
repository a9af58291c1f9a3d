// From a Reply to what stands in the conversation: one drawing for each shape.

import { alarmCard } from "./alarm.js";
import { answerCard, handoffCard } from "./card.js";
import { daysCard } from "./days.js";
import { el } from "./dom.js";
import { choices, conditionList, foldedChoices, otherCandidates, questionList, solvedQuestion, variantList } from "./options.js";

/** @typedef {import("./api.js").Reply} Reply */
/** @typedef {import("./api.js").Candidate} Candidate */
/** @typedef {import("./card.js").Kit} Kit */
/** @typedef {import("./dom.js").Child} Child */

/** @param {string} message @param {string} [language] of the reply: `en`, or a Japanese */
export const bubble = (message, language = "ja") => message && el("div", { class: "bubble", lang: language === "en" ? "en" : null }, el("p", {}, message));

/** @type {Record<string, (kit: Kit, reply: Reply) => Child[]>} */
const DRAWINGS = {
  answer: drawAnswer,
  candidates: (kit, reply) => [said(reply), questionList(kit, reply.options)],
  condition: (kit, reply) => [said(reply), conditionList(kit, reply.options)],
  several: (kit, reply) => [said(reply), ...reply.parts.map((part) => drawPart(kit, part))],
  handoff: drawHandoff,
  days: (kit, reply) => [daysCard(kit, reply), choices(kit, reply.options)],
  talk: (kit, reply) => [said(reply), foldedChoices(kit, reply.options)],
  alarm: (kit, { answer }) => [answer && alarmCard(kit, answer)],
};

/** @param {Kit} kit @param {Reply} reply @returns {Child[]} a shape that we do not know yet is said, with what can be tapped (menu and areas are that) */
export function drawReply(kit, reply) {
  return (DRAWINGS[reply.shape] ?? drawChoices)(kit, reply);
}

/** @param {Reply} reply */
const said = ({ message, language }) => bubble(message, language);

/** @param {Kit} kit @param {Reply} reply */
function drawChoices(kit, reply) {
  return [said(reply), choices(kit, reply.options)];
}

/** @param {Kit} kit @param {Reply} reply @returns {Child[]} */
function drawAnswer(kit, reply) {
  const { turn, answer, candidates, options } = reply;
  if (!answer) return drawChoices(kit, reply);
  const { variants, others } = besides(answer, candidates);
  const rates = options.filter(isRating);
  return [
    said(reply),
    answerCard(kit, answer,
      turn && variantList(kit, turn, variants),
      turn && otherCandidates(kit, turn, others),
      solvedQuestion(kit, rates)),
    choices(kit, options.filter((option) => !isRating(option))),
  ];
}

/** @param {Kit} kit @param {Reply} reply @returns {Child[]} */
function drawHandoff(kit, reply) {
  const { turn, handoff, candidates: [reason, ...rest], options } = reply;
  const variants = reply.known_unknown ? besides(reason, rest).variants : [];
  return [
    said(reply),
    reply.known_unknown && reason && answerCard(kit, reason, turn && variantList(kit, turn, variants)),
    handoff && handoffCard(kit, handoff),
    choices(kit, options),
  ];
}

/** One of several things: what was asked, then its own reply. @param {Kit} kit @param {Reply} part */
function drawPart(kit, part) {
  const answered = part.shape === "answer";
  const named = part.answer?.question === part.query; // then the card says it
  const children = drawReply(kit, answered ? { ...part, message: "" } : part);
  return el("section", { class: "part", "aria-label": part.query }, !named && el("p", { class: "over" }, kit.texts.part(part.query)), ...children);
}

/** @param {import("./api.js").Option} option */
const isRating = ({ action }) => action.do === "solved" || action.do === "unsolved";

/**
 * The candidates besides the entry that is shown: the same thing under other conditions, and other things.
 * @param {Candidate} shown
 * @param {Candidate[]} candidates
 */
function besides(shown, candidates) {
  const rest = candidates.filter(({ id }) => id !== shown.id);
  const isVariant = (/** @type {Candidate} */ { question }) => question === shown.question;
  return { variants: rest.filter(isVariant), others: rest.filter((other) => !isVariant(other)) };
}
