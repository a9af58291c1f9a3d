// Below the talk: what one writes with, and the rich menu in its place.

import { drawing, el } from "./dom.js";
import { STICKERS } from "./talk.js";

const KEYBOARD = "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M18 10h.01M7 14h.01M17 14h.01M10 14h4";
const MENU = "M4 5h7v6H4zM13 5h7v6h-7zM4 13h7v6H4zM13 13h7v6h-7z";
const PLUS = "M12 5v14M5 12h14";
const SMILE = "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM8.5 10h.01M15.5 10h.01M8 14.5c2 2.4 6 2.4 8 0";
const SEND = "M4 12l16-8l-6 16l-3-6z";
const CAMERA = "M4 8h4l2-3h4l2 3h4v11H4zM12 10.5a3 3 0 1 0 0 6a3 3 0 0 0 0-6z";
const PIN = "M12 21c-4-5-7-8-7-11.5a7 7 0 0 1 14 0C19 13 16 16 12 21zM12 7.5a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 0 0 0-4.4z";
const PLACE = { latitude: 35.681236, longitude: 139.767125, title: "東京駅", address: "東京都千代田区丸の内1丁目" };

export class Bottom {
  /** @param {HTMLElement} root @param {(act: any) => void} act @param {(action: any) => void} tap */
  constructor(root, act, tap) {
    Object.assign(this, { root, act, tap, menu: null, mode: "keyboard", tray: "" });
    this.input = el("textarea", { rows: 1, maxlength: 5000, placeholder: "メッセージを書く", "aria-label": "メッセージ", oninput: () => this.grow(), onkeydown: (event) => this.key(event) });
    this.file = el("input", { type: "file", accept: "image/png,image/jpeg", hidden: true, onchange: () => this.sendPicture() });
  }

  draw(menu, friend) {
    const news = menu?.id !== this.menu?.id;
    if (news) {
      const before = this.menu;
      this.menu = menu;
      if (!menu) this.mode = "keyboard";
      else if (!before) this.mode = menu.selected ? "menu" : "closed";
    }
    if (news || friend !== this.friend || !this.root.firstChild) { this.friend = friend; this.fill(); }
  }

  /** @param {string} option LINE's inputOption @param {string} [text] */
  show(option, text) {
    this.mode = { closeRichMenu: "closed", openRichMenu: "menu" }[option] ?? "keyboard";
    if (!this.menu) this.mode = "keyboard";
    this.fill();
    if (this.mode === "keyboard") { this.input.value = text ?? this.input.value; this.grow(); this.input.focus(); }
  }

  fill() {
    if (!this.friend) return void this.root.replaceChildren(el("p", { class: "blocked" }, "このアカウントをブロックしています。"));
    this.root.replaceChildren(...(this.mode === "keyboard" ? [this.composer(), this.file, this.drawer()] : [this.bar(), this.mode === "menu" ? this.picture() : ""]).filter(Boolean));
  }

  bar() {
    const open = this.mode === "menu";
    return el(
      "div",
      { class: "bar" },
      round(KEYBOARD, "文字を打つ", () => this.turn("keyboard")),
      el("button", { type: "button", class: "chatbar", "aria-expanded": String(open), onclick: () => this.turn(open ? "closed" : "menu") }, this.menu.chatBarText, el("span", { "aria-hidden": "true" }, open ? " ▾" : " ▴")),
    );
  }

  picture() {
    const { size, areas, id, name } = this.menu;
    const percent = (part, whole) => `${(100 * part) / whole}%`;
    const buttons = areas.map(({ bounds, action }, at) =>
      el("button", {
        type: "button",
        "aria-label": action.label ?? action.text ?? `ボタン ${at + 1}`,
        style: { left: percent(bounds.x, size.width), top: percent(bounds.y, size.height), width: percent(bounds.width, size.width), height: percent(bounds.height, size.height) },
        onclick: () => this.tap(action),
      }),
    );
    return el("div", { class: "menu", role: "group", "aria-label": name, style: { "aspect-ratio": `${size.width} / ${size.height}` } }, el("img", { src: `/simulator/menus/${id}/picture`, alt: "" }), ...buttons);
  }

  composer() {
    const send = el("button", { type: "submit", class: "round send", "aria-label": "送る" }, drawing(SEND));
    return el(
      "form",
      { class: "composer", onsubmit: (event) => { event.preventDefault(); this.sendText(); } },
      this.menu && round(MENU, "メニューを出す", () => this.turn("menu")),
      round(PLUS, "写真や場所を送る", () => this.toggle("more"), this.tray === "more"),
      this.input,
      round(SMILE, "スタンプを送る", () => this.toggle("stickers"), this.tray === "stickers"),
      send,
    );
  }

  drawer() {
    if (this.tray === "stickers") return el("div", { class: "tray" }, ...STICKERS.map((each) => el("button", { type: "button", class: "sticker", onclick: () => this.sendSticker(each) }, each.words)));
    if (this.tray !== "more") return null;
    return el("div", { class: "tray" }, way(CAMERA, "写真", () => this.choosePicture()), way(PIN, `場所（${PLACE.title}）`, () => this.sendPlace()));
  }

  turn(mode) { this.mode = mode; this.tray = ""; this.fill(); if (mode === "keyboard") this.input.focus(); }
  toggle(tray) { this.tray = this.tray === tray ? "" : tray; this.fill(); }
  grow() { this.input.style.height = "auto"; this.input.style.height = `${Math.min(this.input.scrollHeight, 120)}px`; }
  key(event) { if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.sendText(); } }

  sendText() {
    if (!this.input.value.trim()) return;
    this.act({ kind: "text", text: this.input.value });
    this.input.value = "";
    this.grow();
  }

  sendSticker(each) { this.toggle("stickers"); this.act({ kind: "sticker", package: each.package, sticker: each.sticker, keywords: each.keywords }); }
  sendPlace() { this.tray = ""; this.fill(); this.act({ kind: "location", ...PLACE }); }
  choosePicture() { if (this.mode !== "keyboard") this.turn("keyboard"); this.file.click(); }

  sendPicture() {
    const [chosen] = this.file.files;
    if (!chosen) return;
    const reader = new FileReader();
    reader.onload = () => this.act({ kind: "image", data: reader.result });
    reader.readAsDataURL(chosen);
    this.file.value = "";
    this.tray = "";
    this.fill();
  }
}

const round = (path, name, onclick, pressed) => el("button", { type: "button", class: "round", "aria-label": name, title: name, "aria-pressed": pressed === undefined ? null : String(pressed), onclick }, drawing(path));
const way = (path, name, onclick) => el("button", { type: "button", class: "way", onclick }, drawing(path), name);
