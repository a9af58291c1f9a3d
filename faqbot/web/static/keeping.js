// What this browser keeps: how the page should look, and the session's token if (and only if) the resident asked to be remembered.

const SESSION = "faqbot.session";
const LOOK = "faqbot.look";

/** @typedef {{language: import("./texts.js").Language | "", furigana: boolean}} Look */

/** The token that ties the turns of one conversation together. */
export class Session {
  constructor() {
    this.token = read(SESSION) || newToken();
  }

  /** Keeps the token, or forgets it and takes a new one. @param {boolean | null} remembered as a reply says it; null: nothing changes */
  heed(remembered) {
    if (remembered === null || remembered === undefined) return;
    if (!remembered) this.token = newToken();
    write(SESSION, remembered ? this.token : null);
  }
}

/** @returns {Look} */
export function readLook() {
  const [language, furigana] = read(LOOK).split(" ");
  const known = language === "ja" || language === "easy" || language === "en";
  return { language: known ? language : "", furigana: furigana === "furigana" };
}

/** @param {Look} look */
export function keepLook({ language, furigana }) {
  write(LOOK, `${language} ${furigana ? "furigana" : ""}`);
}

/** @returns {string} unguessable (crypto.randomUUID needs https; this does not) */
function newToken() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} key @returns {string} "" where nothing is kept, or the browser keeps nothing */
function read(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} key @param {string | null} value null: no longer */
function write(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing (private windows, blocked storage) asks for the area again the next time.
  }
}
