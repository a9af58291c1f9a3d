// Collection days: a leaf of the calendar for each, in the years that Japanese calendars count (or western ones, in English).

import { el } from "./dom.js";

/** @typedef {import("./card.js").Kit} Kit */
/** @typedef {import("./api.js").Reply} Reply */

/** The server's sentences: a head, a line beginning with ・ for each date or category, and what else is to be said. */
const ITEM = /^・(?:(\S+) )?(.+)$/;

/** @param {Kit} kit @param {Reply} reply of the shape `days` */
export function daysCard(kit, { message, days, sample }) {
  const [head, ...rest] = message.split("\n");
  const items = rest.filter((line) => ITEM.test(line));
  const notes = rest.filter((line) => !ITEM.test(line));
  return el("article", { class: "card days" },
    el("div", { class: "body" },
      el(kit.heading, { class: "title" }, el("span", {}, head), sample && el("span", { class: "sample" }, kit.texts.sampleMark)),
      days.length > 0 ? leaves(kit, days, items) : plain(items),
      ...notes.map((note) => el("p", { class: "small" }, note))));
}

/** @param {Kit} kit @param {string[]} days as 2026-11-20 @param {string[]} items  「・あした 11月21日（土）」: how near each is */
function leaves({ texts }, days, items) {
  return el("ol", { class: "leaves" }, ...days.map((day, at) => {
    const { month, date, weekday, full } = words(day, texts.lang);
    const near = items.length === days.length && ITEM.exec(items[at])?.[1];
    return el("li", {},
      el("span", { class: "leaf", "aria-hidden": "true" }, el("span", {}, month), el("strong", {}, date), el("span", {}, weekday)),
      el("time", { datetime: day }, near && el("span", { class: "near" }, near), full));
  }));
}

/** @param {string[]} items */
function plain(items) {
  return items.length > 0 && el("ul", { class: "points" }, ...items.map((item) => el("li", {}, item.slice(1))));
}

/** A date is a date: it is read, and said, at no place in particular. @param {string} day @param {string} language */
function words(day, language) {
  const at = new Date(`${day}T00:00:00Z`);
  const locale = language === "ja" ? "ja-JP-u-ca-japanese" : "en-GB";
  const said = (/** @type {Intl.DateTimeFormatOptions} */ form) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...form }).format(at);
  const weekday = said({ weekday: "short" });
  const date = said({ era: language === "ja" ? "long" : undefined, year: "numeric", month: "long", day: "numeric" });
  return {
    month: said({ month: "short" }),
    date: String(at.getUTCDate()),
    weekday,
    full: language === "ja" ? `${date}（${weekday}）` : `${weekday}, ${date}`,
  };
}
