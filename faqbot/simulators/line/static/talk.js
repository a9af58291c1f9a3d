// The talk: bubbles of both sides, the time beside them, the dots while the bot is thinking.

import { el, picture } from "./dom.js";
import { flex } from "./flex.js";

export const STICKERS = [
  { package: "446", sticker: "1988", keywords: ["ありがとう"], words: "ありがとう！" },
  { package: "446", sticker: "1989", keywords: ["わかりました"], words: "わかりました" },
  { package: "446", sticker: "1990", keywords: ["おねがいします"], words: "おねがいします" },
  { package: "446", sticker: "1991", keywords: ["こまった"], words: "こまった…" },
];

export class Talk {
  /** @param {HTMLElement} root @param {(action: any) => void} tap */
  constructor(root, tap) {
    this.root = root;
    this.tap = tap;
    this.drawn = new Map();
    this.hint = el("p", { class: "hint" }, "まだ何も話していません。下のメニューを押すか、文字を書いてください。");
    this.dots = el("div", { class: "row bot" }, face(), el("div", { class: "bubble dots", role: "status", "aria-label": "ボットが返事を用意しています" }, el("i"), el("i"), el("i")));
  }

  /** @param {any[]} lines @param {number} loading seconds that the dots still show */
  draw(lines, loading) {
    const there = new Set(lines.map((line) => line.number));
    for (const [number, node] of this.drawn) if (!there.has(number)) { node.remove(); this.drawn.delete(number); }
    this.grown = false;
    if (lines.length) this.hint.remove();
    else this.root.append(this.hint);
    for (const line of lines) if (!this.drawn.has(line.number)) this.add(line);
    this.wait(loading);
  }

  add(line) {
    const node = row(line, this.tap);
    this.drawn.set(line.number, node);
    this.root.append(node);
    this.grown = true;
  }

  wait(seconds) {
    clearTimeout(this.timer);
    this.dots.remove();
    if (seconds <= 0) return;
    this.root.append(this.dots);
    this.grown = true;
    this.timer = setTimeout(() => this.dots.remove(), seconds * 1000);
  }

  /** After everything has its place: the newest is in sight. */
  settle() {
    if (this.grown) this.root.scrollTop = this.root.scrollHeight;
  }
}

/** Only the newest message's quick replies show, and they go when anything newer comes. */
export function drawQuickReplies(root, last, tap) {
  const items = last?.message.quickReply?.items ?? [];
  const key = items.length ? String(last.number) : "";
  if (root.dataset.of === key) return;
  root.dataset.of = key;
  root.replaceChildren(...items.map(({ action, imageUrl }) => chip(action, imageUrl, tap)));
  root.scrollLeft = 0;
}

const chip = (action, imageUrl, tap) =>
  el("button", { type: "button", onclick: () => tap(action) }, imageUrl && el("img", { src: picture(imageUrl), alt: "", onerror: gone }), action.label);

const gone = (event) => event.target.remove();
const face = () => el("span", { class: "face", "aria-hidden": "true" });

function row(line, tap) {
  const bot = line.side === "bot";
  const time = new Date(line.at * 1000).toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit" });
  const who = el("span", { class: "hidden" }, bot ? "ボット: " : "あなた: ");
  const stamp = el("span", { class: "stamp" }, ...(bot ? [] : ["既読", el("br")]), time);
  const body = content(line, tap);
  return el("div", { class: `row ${line.side}${body.matches(".wide") ? " full" : ""}` }, bot && face(), who, body, stamp);
}

function content({ message, id }, tap) {
  switch (message.type) {
    case "text":
      return el("div", { class: "bubble" }, ...linked(message.text));
    case "flex":
      return flex(message.contents, message.altText, tap);
    case "sticker":
      return sticker(message);
    case "image":
      return el("img", { class: "photo", src: message.originalContentUrl ? picture(message.originalContentUrl) : `/simulator/contents/${id}`, alt: "写真" });
    case "location":
      return el("div", { class: "bubble place" }, el("b", {}, message.title ?? "場所"), message.address, el("small", {}, `北緯 ${message.latitude} 東経 ${message.longitude}`));
    case "template":
      return template(message.template, tap);
    default:
      return el("div", { class: "bubble" }, `（${message.type}）`);
  }
}

function sticker(message) {
  const known = STICKERS.find((each) => each.sticker === message.stickerId);
  return el("div", { class: "sticker", role: "img", "aria-label": `スタンプ ${known?.words ?? ""}` }, known?.words ?? "スタンプ");
}

function linked(text) {
  const parts = text.split(/(https?:\/\/[\w!?/+\-~=;.,*&@#$%()'[\]:]+)/);
  return parts.map((part, at) => (at % 2 ? el("span", { class: "address" }, part) : part));
}

/** Templates are shown as the Flex that looks alike. */
function template(given, tap) {
  const text = (words, more) => ({ type: "text", text: words, wrap: true, size: "sm", ...more });
  const bubble = ({ title, text: words, actions }) => ({
    type: "bubble",
    size: "kilo",
    body: { type: "box", layout: "vertical", spacing: "sm", contents: [...(title ? [text(title, { weight: "bold", size: "md" })] : []), text(words)] },
    footer: { type: "box", layout: "vertical", contents: actions.map((action) => ({ type: "button", height: "sm", action })) },
  });
  const shown = given.type === "carousel" ? { type: "carousel", contents: given.columns.map(bubble) } : bubble(given);
  return flex(shown, "", tap);
}
