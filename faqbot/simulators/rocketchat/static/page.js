// The page: one room at a time; what the bot sends only ever becomes text nodes and attributes.

const RETRY = 2000; // milliseconds, when the simulator itself does not answer
const byId = (id) => document.getElementById(id);
let waiting = new AbortController(); // for news of the room that is shown
const state = { room: "HELPDESK", version: "", thread: "", editing: "", view: null };

/** @param {string} tag @param {Record<string, any>} [props] functions are listeners @param {...(Node | string | false | null)} children */
function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter(Boolean));
  return node;
}

async function act(what) {
  await fetch(`/simulator/rooms/${state.room}/acts`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(what) });
}

function attachment(given, thread) {
  const title = given.title && (given.title_link ? el("a", { href: given.title_link, rel: "noreferrer" }, given.title) : given.title);
  const node = el("div", { class: "attachment" },
    title && el("strong", {}, title),
    given.text && el("p", {}, given.text),
    given.fields?.length && el("dl", {}, ...given.fields.map((field) => el("div", { class: field.short ? "short" : "" }, el("dt", {}, field.title), el("dd", {}, field.value)))),
    !byId("mobile").checked && given.actions?.length && el("div", { class: `actions ${given.button_alignment ?? ""}` }, ...given.actions.map((action) => el("button", { type: "button", onclick: () => act({ kind: "say", text: action.msg, thread }) }, action.text))),
  );
  if (given.color) node.style.borderColor = given.color;
  return node;
}

function row(message) {
  return el("article", { class: `${message.mine ? "mine" : "theirs"} ${message.thread ? "inside" : ""}` },
    el("header", {}, el("b", {}, message.user), ` ${new Date(message.at).toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit" })}`, message.edited && "（編集ずみ）", message.thread && "　スレッドの返信"),
    message.text && el("p", {}, message.text),
    ...message.attachments.map((each) => attachment(each, message.thread)),
    el("footer", {},
      el("button", { type: "button", onclick: () => compose({ thread: message.thread || message.id }) }, "スレッドで返信"),
      message.mine && el("button", { type: "button", onclick: () => compose({ editing: message.id, text: message.text }) }, "編集"),
    ),
  );
}

function compose({ thread = "", editing = "", text = "" }) {
  Object.assign(state, { thread, editing });
  byId("where").hidden = !(thread || editing);
  byId("where").replaceChildren(editing ? "メッセージを編集しています。" : "スレッドに返信しています。", el("button", { type: "button", onclick: () => compose({}) }, "やめる"));
  byId("text").value = text;
  byId("text").focus();
}

function draw(view) {
  state.view = view;
  byId("rooms").replaceChildren(...view.rooms.map((room) => el("li", {}, el("button", { type: "button", "aria-current": room.id === state.room && "true", onclick: () => enter(room.id) }, room.name ? `# ${room.name}` : "ボットとのダイレクト"))));
  byId("messages").replaceChildren(...view.messages.map(row));
  byId("messages").scrollTop = byId("messages").scrollHeight;
  byId("calls").replaceChildren(...view.calls.map((call) => el("li", {}, call.status ? `${call.status}` : "つながりません", call.tries ? `（${call.tries} 回目のやり直し）` : "", call.posted ? " 投稿しました" : ` ${call.body}`)), ...view.refused.map((each) => el("li", { class: "bad" }, each)));
  byId("text").placeholder = view.words.length ? `${view.words[0]} に続けて書くと、ボットが答えます` : "メッセージ";
}

function enter(room) {
  Object.assign(state, { room, version: "" });
  byId("messages").replaceChildren();
  waiting.abort();
  compose({});
}

byId("mobile").addEventListener("change", () => draw(state.view));
byId("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = byId("text").value;
  if (text.trim()) act(state.editing ? { kind: "edit", id: state.editing, text } : { kind: "say", text, thread: state.thread });
  compose({ thread: state.editing ? "" : state.thread });
});
byId("text").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  byId("form").requestSubmit();
});

async function watch() {
  for (;;) {
    try {
      const room = state.room;
      waiting = new AbortController();
      const answer = await fetch(`/simulator/rooms/${room}?version=${state.version}`, { signal: waiting.signal });
      if (answer.status === 200 && room === state.room) {
        const view = await answer.json();
        state.version = view.version;
        draw(view);
      }
    } catch {
      if (waiting.signal.aborted) continue;
      await new Promise((done) => setTimeout(done, RETRY));
    }
  }
}

watch();
