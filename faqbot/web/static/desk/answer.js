// The answer pane: what to say, step by step, and whether one may say it. Also the answer as text and as a reply by mail.

import { el, fill } from "../dom.js";

const WARNING = /^(注意|だめなとき|禁止)[:：]/;
const STEP = /^\d+[.．]\s*/;

/** @param {HTMLElement} pane @param {any} entry @param {string} title of its system */
export function show(pane, entry, title) {
  const lines = entry.text.split("\n").filter(Boolean);
  fill(pane,
    el("p", {}, el("span", { class: "tag" }, title), el("span", { class: "tag" }, entry.category), entry.scope && el("span", { class: "tag strong" }, entry.scope)),
    el("h2", {}, entry.question, entry.condition && `（${entry.condition}）`),
    entry.sample && el("p", { class: "note" }, "見本の答えです。市の値かどうかを確かめてから伝えてください。"),
    entry.known_unknown && el("p", { class: "note" }, "答えがわからないと登録されています。下の連絡先につないでください。"),
    ...body(lines),
    el("dl", { class: "facts" }, ...facts(entry)));
}

/** @param {string[]} lines the first one is the definite sentence */
function body(lines) {
  const parts = [];
  let steps = [];
  for (const [at, line] of lines.entries()) {
    if (STEP.test(line)) steps.push(el("li", {}, line.replace(STEP, "")));
    if (!STEP.test(line) || at === lines.length - 1) {
      if (steps.length) parts.push(el("ol", {}, ...steps));
      steps = [];
    }
    if (!STEP.test(line)) parts.push(el("p", { class: WARNING.test(line) ? "note" : at === 0 ? "lead" : null }, line));
  }
  return parts;
}

/** @param {any} entry */
function facts(entry) {
  const { contact } = entry;
  const rows = [
    ["担当", [contact.department, contact.phone, contact.hours].filter(Boolean).join("　")],
    ["引き継ぎ先", entry.escalate],
    ["出典", entry.source_title],
    ["最終確認日", entry.checked_on ?? "記録なし"],
    ["版", [entry.edition, `第${entry.version}版`].filter(Boolean).join("　")],
  ];
  return rows.flatMap(([name, text]) => (text ? [el("dt", {}, name), el("dd", {}, text)] : []));
}

/** @param {any} entry @returns {string} for a chat, or to be read out */
export function plain(entry) {
  return `${entry.question}\n\n${entry.text}`;
}

/** @param {any} entry @param {string} from who answers @returns {string} for a mail */
export function reply(entry, from) {
  return `お問い合わせありがとうございます。\n\n「${entry.question}」について、お答えします。\n\n${entry.text}\n\nご不明な点がありましたら、このメールへの返信でお知らせください。\n\n${from}\n`;
}
