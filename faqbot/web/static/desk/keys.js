// Every key of the desk in one table, which the sheet behind `?` shows. Keys go by their place (`code`): with Alt, a Mac types other letters.

import { el, fill } from "../dom.js";

/** @typedef {{keys: string, what: string, code: string, ctrl?: boolean, shift?: boolean, act: (event: KeyboardEvent) => void}} Key */

/** @param {Key[]} table @param {HTMLDialogElement} sheet */
export function listen(table, sheet) {
  addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "?" && !isTyping(event)) return toggle(event, table, sheet);
    const key = table.find((each) => each.code === event.code && Boolean(each.ctrl) === (event.ctrlKey || event.metaKey) && Boolean(each.ctrl) !== event.altKey && Boolean(each.shift) === event.shiftKey);
    if (!key || document.querySelector("dialog[open]")) return; // behind an open dialog nobody records by mistake
    event.preventDefault();
    key.act(event);
  });
}

/** A question mark that belongs to a text is no command. @param {KeyboardEvent} event */
function isTyping(event) {
  const field = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement ? event.target : null;
  return Boolean(field?.value);
}

/** @param {KeyboardEvent} event @param {Key[]} table @param {HTMLDialogElement} sheet */
function toggle(event, table, sheet) {
  event.preventDefault();
  if (sheet.open) return sheet.close();
  const rows = table.filter((key) => key.what).flatMap((key) => [el("dt", {}, el("kbd", {}, key.keys)), el("dd", {}, key.what)]);
  fill(sheet, el("h2", {}, "キーの一覧"), el("dl", { class: "keys" }, ...rows), el("p", { class: "quiet" }, "Esc で閉じます。"));
  sheet.showModal();
}
