// The list of what was recorded: look for it, take it up again, hand it over, see who changed it.

import { el, fill } from "../dom.js";
import { get, post } from "./api.js";
import { moment } from "./triage.js";

const STATES = new Map([["", "すべて"], ["open", "対応中"], ["escalated", "引き継ぎ"], ["resolved", "解決"]]);
const ACTS = new Map([["recorded", "記録"], ["amended", "訂正"], ["reopened", "再開"], ["handed_over", "引き継ぎ"]]);
const SOON = 30 * 60_000; // milliseconds before a deadline from which it is marked

/** @param {HTMLDialogElement} dialog @param {{title: (system: string) => string, told: (text: string) => void}} desk */
export async function records(dialog, desk) {
  const text = el("input", { type: "search", "aria-label": "記録を探す", placeholder: "質問・作業名・所属", oninput: () => look() });
  const state = el("select", { "aria-label": "状態", onchange: () => look() }, ...[...STATES].map(([key, name]) => el("option", { value: key }, name)));
  const rows = el("div", { class: "rows" });
  const detail = el("div", { class: "detail" });
  fill(dialog, el("h2", {}, "記録"), el("p", {}, text, " ", state), rows, detail);

  const look = async () => {
    const query = { text: text.value.trim(), ...(state.value ? { state: state.value } : {}) };
    const found = await get("inquiries", query);
    fill(rows, ...found.map((/** @type {any} */ each) => el("button", { type: "button", class: "hit", onclick: () => open(each.id) },
      el("span", { class: "tag" }, STATES.get(each.state) ?? ""), el("span", { class: "tag" }, desk.title(each.system)), deadline(each),
      el("strong", {}, `${each.number}　${each.question}`), el("span", { class: "quiet" }, `${moment(each.received_at)}　${each.department}　${each.agent}`))));
  };

  /** @param {string} id */
  const open = async (id) => {
    const { inquiry, links, whole } = await get("inquiry", { id });
    const to = el("input", { "aria-label": "引き継ぐ人のアカウント", size: 12 });
    const act = (/** @type {string} */ path, /** @type {object} */ more = {}) =>
      post(path, { id, version: inquiry.version, ...more }).then(() => (open(id), look())).catch((error) => desk.told(error.message));
    fill(detail, el("h3", {}, `受付番号 ${inquiry.number}`), el("p", {}, inquiry.action), inquiry.notes && el("p", {}, inquiry.notes),
      !whole && el("p", { class: "bad" }, "この記録は、履歴と合いません。管理者に知らせてください。"),
      el("ul", {}, ...links.map((/** @type {any} */ link) => el("li", {}, `${moment(link.at)}　${ACTS.get(link.act)}　${link.by}　${link.digest.slice(0, 8)}`))),
      el("p", {}, inquiry.state !== "open" && el("button", { type: "button", onclick: () => act("reopen") }, "もう一度対応する"), " ",
        to, el("button", { type: "button", onclick: () => act("hand-over", { to: to.value }) }, "この人に引き継ぐ")));
  };
  dialog.showModal();
  text.focus();
  await look();
}

/** @param {any} inquiry @returns a mark that says by when, louder when it is near */
function deadline(inquiry) {
  const at = inquiry.begin_by ?? inquiry.restore_by;
  if (!at) return null;
  const left = Date.parse(at) - Date.now();
  return el("span", { class: left < SOON ? "tag bad" : "tag" }, left < 0 ? `期限を過ぎています ${moment(at)}` : `期限 ${moment(at)}`);
}
