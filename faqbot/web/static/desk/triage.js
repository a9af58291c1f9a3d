// The fault sheet: from a symptom, one question at a time, to whom to call, by when, and what to send. Digits choose.

import { el, fill } from "../dom.js";
import { get, post } from "./api.js";

/**
 * @param {HTMLDialogElement} dialog @param {any} fields of the call
 * @param {{took: (target: any, found: any) => void, copy: (text: string, what: string) => void}} desk
 */
export async function triage(dialog, fields, desk) {
  const sheet = await get("triage", { system: fields.system });
  if (!sheet) return;
  const steps = new Map(sheet.steps.map((/** @type {any} */ step) => [step.id, step]));
  const targets = new Map(sheet.targets.map((/** @type {any} */ target) => [target.name, target]));

  /** The focus goes with the content: digits are heard inside the dialog only. @param {...any} parts */
  const draw = (...parts) => fill(dialog, ...parts).querySelector("[data-digit]")?.focus();

  /** @param {string} ask @param {string} hint @param {any[]} ways */
  const question = (ask, hint, ways) =>
    draw(el("h2", {}, ask), hint && el("p", { class: "quiet" }, hint),
      ...ways.map((way, at) => el("button", { type: "button", "data-digit": at + 1, onclick: () => go(way.to) }, el("kbd", {}, at + 1), ` ${way.say}`)));

  /** @param {string} to */
  const go = async (to) => {
    const step = steps.get(to);
    if (step) return question(step.ask, step.hint, step.ways);
    const target = targets.get(to);
    const found = await post("fault", { ...fields, target: target.name });
    draw(...consequence(target, found, desk),
      el("button", { type: "button", "data-digit": 1, onclick: () => (dialog.close(), desk.took(target, found)) }, el("kbd", {}, "1"), " 記録に入れる"),
      found.message && el("button", { type: "button", "data-digit": 2, onclick: () => desk.copy(found.message, "連絡文") }, el("kbd", {}, "2"), " 連絡文をコピー"));
  };
  dialog.onkeydown = (event) => {
    const button = /** @type {HTMLElement | null} */ (dialog.querySelector(`[data-digit="${event.key}"]`));
    if (button) (event.preventDefault(), button.click());
  };
  dialog.showModal();
  question("どんな症状ですか", "", sheet.symptoms);
}

/** @param {any} target @param {any} found @param {any} desk */
function consequence(target, found, desk) {
  const { contact } = found;
  return [
    el("h2", {}, target.name, target.in_scope ? "（対象）" : "（対象外）"),
    el("p", { class: "lead" }, target.say),
    el("p", {}, `連絡先: ${[contact.department, contact.phone || "電話番号は未登録", contact.hours].filter(Boolean).join("　")}`),
    target.report_at_once && el("p", { class: "note" }, "すぐに報告してください。"),
    found.begin_by && el("p", { class: "note" }, `作業開始の期限: ${moment(found.begin_by)}`),
    found.restore_by && el("p", { class: "note" }, `復旧の期限: ${moment(found.restore_by)}`),
    target.sample && el("p", { class: "note" }, `見本: ${target.sample}`),
    found.message && el("pre", {}, found.message),
  ];
}

/** @param {string} at @returns {string} as a clock on the wall shows it */
export function moment(at) {
  return new Date(at).toLocaleString("ja-JP", { month: "numeric", day: "numeric", weekday: "short", hour: "numeric", minute: "2-digit", timeZone: "Asia/Tokyo" });
}
