// The desk's own API. Whatever goes wrong arrives as one kind of error: a Refusal.

const ROOT = new URL("../../api/v1/desk/", import.meta.url); // these files are served from <root>/static/desk/
const PATIENCE = 8_000; // milliseconds

/** Why a request brought nothing. `status` is 0 when nothing came back: the connection is down, try again. */
export class Refusal extends Error {
  /** @param {number} status @param {string} detail fit to be shown */
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

let csrf = "";

/** Who is signed in; every change after it carries the session's token. */
export async function me() {
  const answer = await get("me");
  csrf = answer.csrf;
  return answer;
}

/** @param {string} path @param {Record<string, string>} [query] @param {AbortSignal} [signal] */
export function get(path, query = {}, signal) {
  return request(new URL(`${path}?${new URLSearchParams(query)}`, ROOT), {}, signal);
}

/** @param {string} path @param {object} body @param {boolean} [last] the page is being left: let it arrive all the same */
export function post(path, body, last = false) {
  const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrf };
  return request(new URL(path, ROOT), { method: "POST", headers, body: JSON.stringify(body), keepalive: last });
}

/** @param {URL} url @param {RequestInit} init @param {AbortSignal} [signal] @returns {Promise<any>} */
async function request(url, init, signal) {
  const patience = AbortSignal.timeout(PATIENCE);
  let response;
  try {
    response = await fetch(url, { ...init, cache: "no-store", signal: signal ? AbortSignal.any([signal, patience]) : patience });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Refusal(0, "つながりません。書いたものは残っています。つながりしだい送ります。");
  }
  if (response.ok) return response.status === 204 ? null : response.json();
  const problem = await response.json().catch(() => null);
  throw new Refusal(response.status, problem?.detail ?? "うまくいきませんでした。もう一度お試しください。");
}
