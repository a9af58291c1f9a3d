// The desk page put together: search, answer, the call in hand, and the keys for all of it.

import { el, fill } from "../dom.js";
import { get, me } from "./api.js";
import { plain, reply, show } from "./answer.js";
import { Call } from "./call.js";
import { listen } from "./keys.js";
import { spelled } from "./phrases.js";
import { owed, records } from "./records.js";
import { reports } from "./reports.js";
import { Search } from "./search.js";
import { moment, triage } from "./triage.js";

const $ = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
const FIELDS = ["department", "channel", "question", "work", "action", "notes", "escalated_to", "cause", "prevention"];
const CHANNELS = ["phone", "mail", "chat"];
const SHOWN = 6_000; // milliseconds that a message stays

const account = await me().catch(() => location.replace("/desk/sign-in"));
const titles = new Map(account.systems.map((/** @type {any} */ each) => [each.name, each.title]));
const title = (/** @type {string} */ system) => String(titles.get(system) ?? system);
const call = new Call(account.now, account.systems[0]?.name ?? "");
let entry = /** @type {any} */ (null);
let departments = /** @type {string[]} */ ([]);

const search = new Search($("search"), $("hits"), {
  title,
  typed: (text) => entry || call.write({ question: text }),
  chosen: (hit, typed) => choose(hit, typed),
});

/** @param {any} hit @param {string} typed */
async function choose(hit, typed) {
  call.write({
    system: hit.system, entry_id: hit.id, question: call.fields.question || typed || hit.question,
    work: `${hit.category || "操作"}の案内`, action: `「${hit.question}」を案内した。`,
  });
  const { id } = call.fields;
  try {
    const found = await get("entry", { system: hit.system, id: hit.id });
    if (call.fields.id !== id || call.fields.entry_id !== hit.id) return; // the call is over, or another answer was chosen
    entry = found;
    show($("answer"), entry, title(hit.system));
  } catch (error) {
    say(error instanceof Error ? error.message : "");
  }
}

/** @param {Record<string, any>} [ending] */
async function finish(ending = {}) {
  await search.settled;
  if (!call.fields.question) return say("質問を書いてから記録してください。");
  const state = ending.state ?? (call.fields.escalated_to ? "escalated" : "resolved");
  call.end({ ...ending, state });
  fresh();
}

function fresh() {
  entry = null;
  fill($("answer"), el("p", { class: "quiet" }, "答えを選ぶと、ここに出ます。"));
  search.clear();
  $("search").focus();
}

async function likelyDepartments() {
  departments = (await get("likely").catch(() => ({ departments }))).departments;
  fill($("departments"), ...departments.map((name, at) => el("button", { type: "button", tabindex: -1, onclick: () => call.write({ department: name }) }, el("kbd", {}, at + 1), name)));
}

/** @param {string} text @param {string} what */
async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without TLS there is no clipboard for scripts but this one.
    const area = el("textarea", {});
    document.body.append(area);
    area.value = text;
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say(`${what}をコピーしました。`);
}

async function why() {
  const hit = search.hits[search.at];
  if (!hit || !search.text) return say("質問を入れると、理由が出ます。");
  const views = await get("why", { system: hit.system, id: hit.id, q: search.text });
  fill($("sheet"), el("h2", {}, `なぜ「${hit.question}」か`),
    el("dl", { class: "keys" }, ...views.flatMap((/** @type {any} */ view) => [el("dt", {}, `${view.view} ${Math.round(view.share * 100)}%`), el("dd", {}, view.pieces.join("　"))])));
  $("sheet").showModal();
}

let hide = 0;
/** @param {string} text */
function say(text) {
  clearTimeout(hide);
  $("told").textContent = text;
  hide = setTimeout(() => ($("told").textContent = ""), SHOWN);
}

/** The form shows what the call is; a field in which somebody is composing is left alone. */
function draw() {
  for (const name of FIELDS) if ($(name).value !== call.fields[name] && !composing) $(name).value = call.fields[name];
  $("fault").hidden = !call.fields.is_fault;
  $("timer").textContent = `${Math.floor(call.seconds / 60)}:${String(call.seconds % 60).padStart(2, "0")}`;
  $("waiting").textContent = call.waiting ? `送信待ち ${call.waiting} 件` : "";
}

let composing = false;
addEventListener("compositionstart", () => (composing = true));
addEventListener("compositionend", () => (composing = false));
for (const name of FIELDS) {
  $(name).addEventListener("input", (/** @type {InputEvent} */ event) => event.isComposing || call.write({ [name]: spelled($(name).value) }));
  $(name).addEventListener("compositionend", () => call.write({ [name]: spelled($(name).value) }));
}
$("department").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
  const likely = departments[Number(event.key) - 1];
  if (!likely || event.isComposing || event.keyCode === 229 || $("department").value) return;
  event.preventDefault();
  call.write({ department: likely });
});

function only(/** @type {number} */ at) {
  const chosen = account.systems[at - 1];
  if (at && !chosen) return;
  search.only(chosen?.name ?? "");
  for (const [n, tab] of [...$("systems").children].entries()) tab.setAttribute("aria-pressed", String(n === at));
  if (chosen) call.system = call.fields.system = chosen.name;
  $("opening").textContent = chosen && !chosen.is_open ? `受付時間外です。${chosen.opens_at ? `次は ${moment(chosen.opens_at)} からです。` : ""}` : "";
}

function openTriage() {
  triage($("dialog"), call.fields.received_at ? call.fields : { ...call.fields, received_at: call.now().toISOString(), started_at: call.now().toISOString() }, {
    copy,
    took: (target, found) => call.write({
      target: target.name, is_fault: true, ...(found.passes_on ? { escalated_to: found.contact.department } : {}), action: call.fields.action || target.say,
    }),
  }).catch((error) => say(error.message));
}

/** @type {import("./keys.js").Key[]} */
const KEYS = [
  { keys: "Enter", what: "選んだ答えを開き、記録に入れる（検索の欄で）", code: "", act: () => {} },
  { keys: "↑ ↓", what: "候補を選ぶ", code: "", act: () => {} },
  { keys: "Ctrl+Enter", what: "記録して、次の受付へ（引き継ぎ先があれば引き継ぎ、なければ解決）", code: "Enter", ctrl: true, act: () => finish() },
  { keys: "Ctrl+Shift+Enter", what: "対応中として記録する", code: "Enter", ctrl: true, shift: true, act: () => finish({ state: "open" }) },
  { keys: "Alt+U", what: "答えがないので、未回答の票に入れて記録する", code: "KeyU", act: () => finish({ state: "open", unanswered: true }) },
  { keys: "Alt+S", what: "検索の欄へ", code: "KeyS", act: () => $("search").select() },
  { keys: "Alt+K", what: "所属の欄へ（数字で、よくある所属が入る）", code: "KeyK", act: () => $("department").focus() },
  { keys: "Alt+C", what: "受付方法を変える（電話・メール・チャット）", code: "KeyC", act: () => call.write({ channel: CHANNELS[(CHANNELS.indexOf(call.fields.channel) + 1) % CHANNELS.length] }) },
  { keys: "Alt+B", what: "特記事項の欄へ", code: "KeyB", act: () => $("notes").focus() },
  { keys: "Alt+Y", what: "答えを文章としてコピーする", code: "KeyY", act: () => entry && copy(plain(entry), "答え") },
  { keys: "Alt+M", what: "答えをメールの返事としてコピーする", code: "KeyM", act: () => entry && copy(reply(entry, account.display_name), "返事") },
  { keys: "Alt+W", what: "なぜこの候補か", code: "KeyW", act: () => why() },
  { keys: "Alt+T", what: "故障の切り分け", code: "KeyT", act: openTriage },
  { keys: "Alt+L", what: "記録の一覧", code: "KeyL", act: () => records($("dialog"), { title, told: say, colleagues: account.colleagues }) },
  { keys: "Alt+R", what: "報告書", code: "KeyR", act: () => reports($("dialog"), account.systems) },
  { keys: "Alt+N", what: "書きかけを捨てて、新しい受付", code: "KeyN", act: () => (call.discard(), fresh()) },
  { keys: "Alt+0", what: "すべてのシステムから探す", code: "Digit0", act: () => only(0) },
  ...account.systems.map((/** @type {any} */ each, /** @type {number} */ at) => ({ keys: `Alt+${at + 1}`, what: `${each.title}だけから探す`, code: `Digit${at + 1}`, act: () => only(at + 1) })),
  { keys: "::", what: "定型文（::かくにん　::おりかえし　::かいけつ など）", code: "", act: () => {} },
  { keys: "?", what: "この一覧（検索の欄が空のとき）", code: "", act: () => {} },
];

call.addEventListener("change", draw);
call.addEventListener("told", (event) => {
  const { recorded, refused, why } = /** @type {CustomEvent} */ (event).detail;
  likelyDepartments();
  if (!search.text) search.look();
  if (recorded) return say(`受付番号 ${recorded.number} を記録しました。${recorded.ticket_id ? "未回答の票に入れました。" : ""}`);
  if (!call.fields.received_at) call.write(refused);
  say(`記録できませんでした。${why}`);
});
call.addEventListener("shut", () => say("サインインが切れました。別のタブでサインインすると、送信待ちの記録を自動で送ります。このタブは閉じないでください。"));
setInterval(draw, 1000);
const remind = () => owed().then((line) => ($("owed").textContent = line)).catch(() => {});
setInterval(remind, 60_000);
remind();
listen(KEYS, $("sheet"));
fill($("who"), `${account.display_name}`);
fill($("systems"), ...["すべて", ...account.systems.map((/** @type {any} */ each) => each.title)].map((name, at) =>
  el("button", { type: "button", tabindex: -1, "aria-pressed": String(at === 0), onclick: () => only(at) }, el("kbd", {}, String(at)), name)));
await call.resume();
if (call.fields.question) $("search").value = call.fields.question;
if (call.fields.entry_id) {
  entry = await get("entry", { system: call.fields.system, id: call.fields.entry_id }).catch(() => null);
  if (entry) show($("answer"), entry, title(entry.system));
}
draw();
search.look();
likelyDepartments();
document.body.dataset.ready = "true";
