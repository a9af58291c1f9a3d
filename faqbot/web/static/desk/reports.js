// What the city is sent: choose the report and its days, and open it as a spreadsheet or as a page to print.

import { el, fill } from "../dom.js";

const KINDS = [["monthly", "月次報告書"], ["work", "作業報告書"], ["fault", "障害報告書"], ["periodic", "定期報告書"], ["log", "利用記録"]];
const NEEDS_SYSTEM = new Set(["work", "periodic"]);

/** @param {HTMLDialogElement} dialog @param {{name: string, title: string}[]} systems */
export function reports(dialog, systems) {
  const [first, last] = lastMonth(new Date());
  const kind = el("select", { id: "report-kind" }, ...KINDS.map(([value, name]) => el("option", { value }, name)));
  const system = el("select", { id: "report-system" }, el("option", { value: "" }, "すべて"), ...systems.map((each) => el("option", { value: each.name }, each.title)));
  const since = el("input", { id: "report-first", type: "date", value: first });
  const until = el("input", { id: "report-last", type: "date", value: last });
  const told = el("p", { class: "quiet", role: "status" });

  const open = (/** @type {string} */ form) => {
    if (NEEDS_SYSTEM.has(kind.value) && !system.value) return (told.textContent = "この報告書は、システムを 1 つ選んでください。");
    if (!since.value || !until.value || until.value < since.value) return (told.textContent = "初めの日と終わりの日を確かめてください。");
    const query = new URLSearchParams({ first: since.value, last: until.value, system: system.value, form });
    window.open(`/api/v1/desk/report/${kind.value}?${query}`, "_blank", "noopener");
    return (told.textContent = "");
  };
  const field = (/** @type {string} */ name, /** @type {any} */ input) => el("label", { class: "field" }, name, input);
  fill(dialog, el("h2", {}, "報告書"), field("種類", kind), field("システム", system), field("初めの日", since), field("終わりの日", until), told,
    el("p", {}, el("button", { type: "button", onclick: () => open("xlsx") }, "表計算（Excel）"), " ", el("button", { type: "button", onclick: () => open("html") }, "印刷用のページ")));
  dialog.showModal();
  kind.focus();
}

/** @param {Date} today @returns {string[]} the first and the last day of the month before */
function lastMonth(today) {
  const day = (/** @type {Date} */ at) => `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}-${String(at.getDate()).padStart(2, "0")}`;
  return [day(new Date(today.getFullYear(), today.getMonth() - 1, 1)), day(new Date(today.getFullYear(), today.getMonth(), 0))];
}
