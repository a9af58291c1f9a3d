// The list of what was recorded: look for it, put it right, take it up again, hand it over, see who changed it.

import { el, fill } from "../dom.js";
import { get, post } from "./api.js";
import { spelled } from "./phrases.js";
import { moment } from "./triage.js";

const STATES = new Map([["open", "対応中"], ["escalated", "引き継ぎ"], ["resolved", "解決"]]);
const ACTS = new Map([["recorded", "記録"], ["amended", "訂正"], ["reopened", "再開"], ["handed_over", "引き継ぎ"]]);
const TEXTS = [["department", "所属"], ["work", "作業名"], ["action", "作業内容（障害の対処）"], ["notes", "特記事項"], ["escalated_to", "引き継ぎ先"], ["cause", "原因"], ["prevention", "再発防止"]];
const SOON = 30 * 60_000; // milliseconds before a deadline from which it is marked

/** @param {HTMLDialogElement} dialog @param {{title: (system: string) => string, told: (text: string) => void, colleagues: Record<string, string>}} desk */
export async function records(dialog, desk) {
  const text = el("input", { type: "search", "aria-label": "記録を探す", placeholder: "質問・作業名・所属", oninput: () => look() });
  const state = el("select", { "aria-label": "状態", onchange: () => look() }, ...[["", "すべて"], ...STATES].map(([key, name]) => el("option", { value: key }, name)));
  const rows = el("div", { class: "rows" });
  const detail = el("div", { class: "detail" });
  fill(dialog, el("h2", {}, "記録"), el("p", {}, text, " ", state), rows, detail);

  let asked = 0;
  const look = async () => {
    const mine = ++asked;
    const found = await get("inquiries", { text: text.value.trim(), ...(state.value ? { state: state.value } : {}) });
    if (mine !== asked) return; // a later question has overtaken this one
    fill(rows, ...found.map((/** @type {any} */ each) => el("button", { type: "button", class: "hit", onclick: () => open(each.id) },
      el("span", { class: "tag" }, STATES.get(each.state) ?? ""), el("span", { class: "tag" }, desk.title(each.system)), each.after_hours && el("span", { class: "tag" }, "時間外"), deadline(each),
      el("strong", {}, `${each.number}　${each.question}`), el("span", { class: "quiet" }, `${moment(each.received_at)}　${each.department}　${each.agent}`))));
  };

  /** @param {string} id */
  const open = async (id) => {
    const { inquiry, links, whole } = await get("inquiry", { id });
    const act = (/** @type {string} */ path, /** @type {object} */ body) =>
      post(path, body).then(() => (desk.told("記録を変えました。"), open(id), look())).catch((error) => desk.told(error.message));
    fill(detail, el("h3", {}, `受付番号 ${inquiry.number}　${inquiry.question}`), !whole && el("p", { class: "bad" }, "この記録は、履歴と合いません。管理者に知らせてください。"),
      editor(inquiry, act), others(inquiry, act, desk.colleagues),
      el("ul", {}, ...links.map((/** @type {any} */ link) => el("li", {}, `${moment(link.at)}　${ACTS.get(link.act)}　${link.by}　${link.digest.slice(0, 8)}`))));
  };
  dialog.showModal();
  text.focus();
  await look();
}

/** What may be put right, and the state. @param {any} inquiry @param {(path: string, body: object) => void} act */
function editor(inquiry, act) {
  const fields = TEXTS.map(([name, label]) => [name, label, el("textarea", { rows: 1 })]);
  for (const [name, , area] of fields) area.value = inquiry[name];
  const state = el("select", {}, ...[...STATES].map(([key, name]) => el("option", { value: key, selected: key === inquiry.state }, name)));
  const fault = el("input", { type: "checkbox" });
  fault.checked = inquiry.is_fault;
  const save = () => {
    const texts = Object.fromEntries(fields.map(([name, , area]) => [name, spelled(area.value)]));
    const finished_at = state.value === "open" ? null : inquiry.finished_at;
    act("amend", { ...inquiry, ...texts, state: state.value, is_fault: fault.checked, finished_at });
  };
  return el("div", { class: "edit" }, ...fields.map(([, label, area]) => el("label", { class: "field" }, label, area)),
    el("label", { class: "field" }, "状態", state), el("label", {}, fault, " 障害"), el("button", { type: "button", onclick: save }, "直して保存"));
}

/**
 * Taking it up again and handing it over.
 * @param {any} inquiry @param {(path: string, body: object) => void} act @param {Record<string, string>} colleagues names to be shown, by account
 */
function others(inquiry, act, colleagues) {
  const names = Object.entries(colleagues).filter(([account]) => account !== inquiry.agent);
  const to = el("select", { "aria-label": "引き継ぐ人" }, ...names.map(([account, name]) => el("option", { value: account }, name)));
  const here = { id: inquiry.id, version: inquiry.version };
  return el("p", {}, inquiry.state !== "open" && el("button", { type: "button", onclick: () => act("reopen", here) }, "もう一度対応する"), " ",
    names.length > 0 && to, " ", names.length > 0 && el("button", { type: "button", onclick: () => act("hand-over", { ...here, to: to.value }) }, "この人に引き継ぐ"));
}

/** What is still owed, in one line; empty if nothing presses. @returns {Promise<string>} */
export async function owed() {
  const [open, passed] = await Promise.all([get("inquiries", { state: "open" }), get("inquiries", { state: "escalated" })]);
  const near = [...open, ...passed].filter((/** @type {any} */ each) => due(each) && due(each) - Date.now() < SOON);
  const over = near.filter((/** @type {any} */ each) => due(each) < Date.now()).length;
  if (near.length) return `期限が近い記録 ${near.length} 件${over ? `（過ぎたもの ${over} 件）` : ""}。Alt+L で開けます。`;
  return open.length ? `対応中 ${open.length} 件` : "";
}

/** @param {any} inquiry @returns {number} the nearest deadline in milliseconds; 0 if there is none */
function due(inquiry) {
  return Date.parse(inquiry.begin_by ?? inquiry.restore_by ?? "") || 0;
}

/** @param {any} inquiry @returns a mark that says by when, louder when it is near */
function deadline(inquiry) {
  const at = due(inquiry);
  if (!at) return null;
  const left = at - Date.now();
  const said = moment(new Date(at).toISOString());
  return el("span", { class: left < SOON ? "tag bad" : "tag" }, left < 0 ? `期限を過ぎています ${said}` : `期限 ${said}`);
}
