// The HTTP contract (/api/v1) as four functions. Whatever goes wrong arrives as one kind of error: a Problem.

/** @typedef {{id: string, question: string, condition: string, text: string, category: string, score?: number}} Candidate */
/** @typedef {Candidate & {source_title: string, source_url: string, checked_on: string | null, sample: boolean}} Answer */
/** @typedef {{department: string, phone: string, hours: string, note: string, open: boolean | null, opening: string}} Handoff */
/** @typedef {{do: string, turn: string, target: string}} Action  to be sent as it came */
/** @typedef {{label: string, hint: string, action: Action}} Option  `hint`: a category's short name */
/** @typedef {{id: string, question: string, condition: string, category: string}} Suggestion */
/** @typedef {{id: string, question: string, condition: string, reading: string}} Listed */
/** @typedef {{name: string, short: string, reading: string, icon: string, colour: string, description: string, count: number}} Category */
/**
 * @typedef {object} Reply
 * @property {string} turn  "" where nothing was kept
 * @property {string} query
 * @property {string} shape  what to draw (reply.js)
 * @property {string} message
 * @property {Answer | null} answer
 * @property {Candidate[]} candidates
 * @property {Option[]} options
 * @property {Handoff | null} handoff
 * @property {boolean} known_unknown  the first candidate says what is not known
 * @property {Reply[]} parts  a reply to each of several things
 * @property {string[]} days  as 2026-11-20
 * @property {boolean} sample  the days are made up
 * @property {boolean | null} remembered
 * @property {import("./texts.js").Language} language
 */
/**
 * @typedef {object} Guide
 * @property {string} collection
 * @property {string} title
 * @property {string} greeting
 * @property {string} placeholder
 * @property {string[]} examples
 * @property {Category[]} categories
 * @property {Listed[]} [entries]
 */

const ROOT = new URL("../api/v1/", import.meta.url); // these files are served from <root>/static/
const PATIENCE = 10_000; // milliseconds

/** Why a request brought nothing. `detail` is the server's own Japanese sentence, fit to show, or empty. */
export class Problem extends Error {
  /**
   * @param {"offline" | "network" | "timeout" | "busy" | "large" | "invalid" | "missing" | "server"} kind
   * @param {string} [detail]
   * @param {number} [wait] seconds after which the server asks to be tried again; 0 if it did not say
   */
  constructor(kind, detail = "", wait = 0) {
    super(detail || kind);
    this.kind = kind;
    this.detail = detail;
    this.wait = wait;
  }
}

/** @param {unknown} error @returns {Problem} a Problem as it is; anything else is a mistake of ours, told to the console */
export function asProblem(error) {
  if (error instanceof Problem) return error;
  console.error(error);
  return new Problem("server");
}

/**
 * @param {string} collection
 * @param {() => {session: string, language: string}} who  as of now
 */
export function createApi(collection, who) {
  return {
    /** @param {string} text @returns {Promise<Reply>} */
    ask: (text) => post("ask", { collection, text, ...who() }),

    /** @param {Action} action @returns {Promise<Reply>} */
    act: (action) => post("act", { collection, action, ...who() }),

    /** @param {string} q @param {AbortSignal} signal @returns {Promise<Suggestion[]>} */
    suggest: async (q, signal) => (await get("suggest", { collection, q }, signal)).suggestions ?? [],

    /** @param {string} [category] with its entries @returns {Promise<Guide>} */
    guide: (category) => get("categories", category ? { collection, category } : { collection }),
  };
}

/** @typedef {ReturnType<typeof createApi>} Api */

/** @param {string} path @param {Record<string, string>} query @param {AbortSignal} [signal] */
function get(path, query, signal) {
  return request(new URL(`${path}?${new URLSearchParams(query)}`, ROOT), {}, signal);
}

/** @param {string} path @param {object} body */
function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return request(new URL(path, ROOT), { method: "POST", headers, body: JSON.stringify(body) });
}

/**
 * @param {URL} url
 * @param {RequestInit} init
 * @param {AbortSignal} [signal] the caller's own wish to stop
 * @returns {Promise<any>}
 */
async function request(url, init, signal) {
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, PATIENCE);
  signal?.addEventListener("abort", stop);
  try {
    const response = await fetch(url, { ...init, credentials: "omit", cache: "no-store", signal: controller.signal });
    if (!response.ok) throw await refusal(response);
    return await response.json();
  } catch (error) {
    throw error instanceof Problem ? error : failure(error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** @param {unknown} error what fetch or json() threw */
function failure(error) {
  if (error instanceof SyntaxError) return new Problem("server");
  if (error instanceof DOMException && error.name === "AbortError") return new Problem("timeout");
  return new Problem(navigator.onLine === false ? "offline" : "network");
}

/** @type {Record<number, Problem["kind"]>} */
const KINDS = { 404: "missing", 413: "large", 422: "invalid", 429: "busy", 503: "busy" };

/** @param {Response} response an error, with a body of application/problem+json if the server itself made it */
async function refusal(response) {
  const problem = await response.json().catch(() => null);
  const detail = typeof problem?.detail === "string" ? problem.detail : "";
  return new Problem(KINDS[response.status] ?? "server", detail, Number(response.headers.get("Retry-After")) || 0);
}
