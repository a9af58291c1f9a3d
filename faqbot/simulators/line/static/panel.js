// Beside the phone: whether the bot is reached, what LINE would have refused, and the weather on the line.

import { el } from "./dom.js";

const TROUBLE = {
  could_not_connect: "ボットにつながりません。ボットが動いているか、下のあて先が合っているかを見てください。",
  request_timeout: "ボットの返事が 2 秒以内に来ませんでした。LINE では失敗として数えられます。",
  error_status_code: "ボットが受け取りを断りました。シークレットが合っているかを見てください。",
  unclassified: "ボットとのやりとりに失敗しました。",
};

export class Panel {
  /** @param {HTMLElement} root @param {HTMLElement} opener @param {(act: any) => void} act */
  constructor(root, opener, act) {
    Object.assign(this, { root, opener, act });
    this.state = el("p", { class: "state", role: "status" });
    this.address = el("code", {});
    this.refused = el("ol", { class: "refused" });
    this.block = el("button", { type: "button", onclick: () => act({ kind: this.friend ? "unfollow" : "follow" }) });
    const restart = el("button", { type: "button", onclick: () => act({ kind: "start over" }) }, "友だち追加からやり直す");
    this.unsend = el("button", { type: "button", onclick: () => act({ kind: "unsend", id: this.last }) }, "最後に送ったものを取り消す");
    root.append(
      el("h2", {}, "うしろで起きていること"),
      el("h3", {}, "ボットとのつながり"),
      this.state,
      el("p", { class: "quiet" }, "あて先 ", this.address),
      el("h3", {}, "LINE なら断られた送信"),
      this.refused,
      el("h3", {}, "ためすこと"),
      el("div", { class: "switches" }, weather("通信を 1 秒おそくする", (on) => ({ lag: on ? 1 : 0 })), weather("ボットを待機にする（standby）", (on) => ({ mode: on ? "standby" : "active" })), restart, this.unsend, this.block),
      el("button", { type: "button", class: "close", onclick: () => this.toggle() }, "閉じる"),
    );
    opener.addEventListener("click", () => this.toggle());
  }

  toggle() {
    const open = this.root.classList.toggle("open");
    this.opener.setAttribute("aria-expanded", String(open));
    (open ? this.root.querySelector(".close") : this.opener).focus();
  }

  draw({ webhook, refused, friend, lines }) {
    this.friend = friend;
    this.last = lines.findLast((line) => line.side === "person")?.id;
    this.unsend.disabled = !this.last;
    this.address.textContent = webhook.url;
    this.say(webhook.trouble ? "bad" : webhook.status ? "good" : "", TROUBLE[webhook.trouble] ?? (webhook.status ? "ボットは受け取っています。" : "まだ何も送っていません。"));
    this.block.textContent = friend ? "このアカウントをブロックする" : "ブロックをやめて友だちに追加する";
    this.refused.replaceChildren(...(refused.length ? refused.map(refusal) : [el("li", { class: "none" }, "ありません。")]));
  }

  lost() { this.say("bad", "このページを出しているプログラムが止まっています。faqbot line simulate をもう一度動かしてください。"); }

  say(mood, text) {
    this.state.className = `state ${mood}`;
    if (this.state.textContent !== text) this.state.textContent = text;
    this.opener.classList.toggle("alarm", mood === "bad");
  }
}

const refusal = ({ status, path, message, faults }) =>
  el("li", {}, el("b", {}, `${status} `), el("code", {}, path), el("br"), message, faults.length > 0 && el("ul", {}, ...faults.map((fault) => el("li", {}, `${fault.property ?? ""} ${fault.message}`))));

const weather = (name, given) =>
  el("label", {}, el("input", { type: "checkbox", onchange: ({ target }) => fetch("/simulator/weather", { method: "POST", body: JSON.stringify(given(target.checked)) }) }), name);
