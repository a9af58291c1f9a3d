// The call in hand: what has been written of it, and how it reaches the server whatever the connection does.
//
// A call gets its id here, so that sending it twice is sending it once. What the server has not confirmed stays in the tab's
// sessionStorage, which a reload keeps and closing the tab throws away.

import { Refusal, get, me, post } from "./api.js";

const OUTBOX = "faqbot-desk-outbox";
const DRAFT = "faqbot-desk-draft";
const PAUSE = 400; // milliseconds without typing until a draft is sent
const AGAIN = 3_000; // milliseconds until what could not be sent is tried again

export class Call extends EventTarget {
  /** @param {string} now the server's clock @param {string} system the first one, until an answer says which */
  constructor(now, system) {
    super();
    this.skew = Date.parse(now) - Date.now();
    this.system = system;
    this.fields = this.#blank();
    this.typing = 0;
    this.sending = false;
    addEventListener("online", () => this.flush());
    addEventListener("pagehide", () => this.#keep(true));
    setInterval(() => this.flush(), AGAIN);
  }

  /** The server's time, as this clock shows it. */
  now() {
    return new Date(Date.now() + this.skew);
  }

  /** Seconds since the call came in; 0 before anything was typed. */
  get seconds() {
    return this.fields.received_at ? Math.max(0, Math.round((this.now().getTime() - Date.parse(this.fields.received_at)) / 1000)) : 0;
  }

  /** How many calls still wait to be sent. */
  get waiting() {
    return this.#outbox().length;
  }

  /** Write something down; the first word starts the clock. @param {Record<string, any>} changes */
  write(changes) {
    const now = this.now().toISOString();
    const started = this.fields.received_at ? {} : { received_at: now, started_at: now };
    Object.assign(this.fields, started, changes);
    sessionStorage.setItem(DRAFT, JSON.stringify(this.fields));
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.#keep(), PAUSE);
    this.#tell();
  }

  /** The call is over: it goes into the outbox, and a fresh one begins. @param {Record<string, any>} ending */
  end(ending) {
    clearTimeout(this.typing);
    const done = { ...this.fields, ...ending, finished_at: this.now().toISOString() };
    this.#post([...this.#outbox(), done]);
    this.renew();
    this.flush();
  }

  /** Throw the call away. */
  discard() {
    const { id, received_at } = this.fields;
    if (received_at) post("discard", { id, version: 0 }).catch(() => {});
    this.renew();
  }

  renew() {
    clearTimeout(this.typing);
    sessionStorage.removeItem(DRAFT);
    this.fields = this.#blank();
    this.#tell();
  }

  /** After a reload: what this tab still has, or else the newest draft that the server has. */
  async resume() {
    const here = sessionStorage.getItem(DRAFT);
    const waiting = new Set(this.#outbox().map((each) => each.id));
    const kept = here ? JSON.parse(here) : (await get("drafts").catch(() => [])).find((/** @type {any} */ each) => !waiting.has(each.id));
    if (kept) this.write(kept);
  }

  /** Send what waits, in order. What the server refuses for good is handed back as it was. */
  async flush() {
    if (this.sending) return;
    this.sending = true;
    try {
      for (let [first] = this.#outbox(); first; [first] = this.#outbox()) {
        const told = await this.#send(first);
        if (told === null) break;
        this.#post(this.#outbox().slice(1));
        this.dispatchEvent(new CustomEvent("told", { detail: told }));
      }
    } finally {
      this.sending = false;
      this.#tell();
    }
  }

  /** @param {any} done @returns {Promise<object | null>} null: not now */
  async #send(done) {
    try {
      return { recorded: await post("record", done) };
    } catch (error) {
      const status = error instanceof Refusal ? error.status : 0;
      if (status === 0 || status >= 500) return null;
      if (status === 401 || status === 403) {
        // The session has ended. Once somebody has signed in again, in another tab, its token is another one.
        await me().catch(() => this.dispatchEvent(new Event("shut")));
        return null;
      }
      return { refused: done, why: error instanceof Error ? error.message : "" };
    }
  }

  async #keep(last = false) {
    if (!this.fields.received_at) return;
    await post("draft", { ...this.fields, state: "draft" }, last).catch(() => {});
  }

  #outbox() {
    return JSON.parse(sessionStorage.getItem(OUTBOX) ?? "[]");
  }

  /** @param {object[]} calls */
  #post(calls) {
    sessionStorage.setItem(OUTBOX, JSON.stringify(calls));
  }

  #blank() {
    return {
      id: token(), system: this.system, received_at: "", started_at: "", channel: "phone", department: "", question: "",
      entry_id: "", work: "", action: "", notes: "", escalated_to: "", target: "", is_fault: false, cause: "", prevention: "",
    };
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}

/** 128 random bits; crypto.randomUUID is missing where there is no TLS. */
function token() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
