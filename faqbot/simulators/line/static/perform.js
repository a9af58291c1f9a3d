// What happens when something is tapped: on the phone itself, or by telling the bot.

import { el } from "./dom.js";

/** @param {any} action LINE's action object @param {{act: Function, bottom: any}} hands */
export function perform(action, { act, bottom }) {
  switch (action.type) {
    case "uri":
      return notice(`電話では、次のものが開きます。\n${action.uri}`);
    case "clipboard":
      navigator.clipboard?.writeText(action.clipboardText);
      return notice("文字を写しました。");
    case "camera":
    case "cameraRoll":
      return bottom.choosePicture();
    case "location":
      return bottom.sendPlace();
    case "datetimepicker":
      return pick(action, (chosen) => act({ kind: "tap", action, chosen }));
    default:
      if (action.inputOption) bottom.show(action.inputOption, action.fillInText);
      return act({ kind: "tap", action });
  }
}

/** @param {string} text said in passing, over the talk */
export function notice(text) {
  const note = el("div", { class: "notice", role: "status" }, text);
  document.querySelector(".phone")?.append(note);
  setTimeout(() => note.remove(), 6000);
}

function pick(action, done) {
  const type = { date: "date", time: "time", datetime: "datetime-local" }[action.mode];
  const input = el("input", { type, min: action.min, max: action.max, value: action.initial, "aria-label": action.label ?? "日時" });
  const dialog = el(
    "dialog",
    { class: "picker", onclose: () => dialog.remove() },
    el("form", { method: "dialog", onsubmit: () => input.value && done(input.value) }, input, el("button", {}, "決める")),
  );
  document.body.append(dialog);
  dialog.showModal();
}
