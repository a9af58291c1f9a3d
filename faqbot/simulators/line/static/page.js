// The page: asks for the talk again and again, and draws what has changed.

import { Bottom } from "./bottom.js";
import { Panel } from "./panel.js";
import { perform } from "./perform.js";
import { drawQuickReplies, Talk } from "./talk.js";

const HOME = `/simulator/talks/${encodeURIComponent(new URLSearchParams(location.search).get("user") ?? "me")}`;
const RETRY = 2000; // milliseconds, when the simulator itself does not answer

/** @param {Record<string, unknown>} act what the person does (phone.py) */
async function act(act) {
  await fetch(`${HOME}/acts`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(act) });
}

const byId = (id) => document.getElementById(id);
const bottom = new Bottom(byId("bottom"), act, (action) => tap(action));
const tap = (action) => perform(action, { act, bottom });
const talk = new Talk(byId("talk"), tap);
const panel = new Panel(byId("panel"), byId("open-panel"), act);

function draw(view) {
  talk.draw(view.lines, view.loading);
  drawQuickReplies(byId("quick"), view.lines.at(-1), tap);
  bottom.draw(view.menu, view.friend);
  panel.draw(view);
  talk.settle();
}

async function watch() {
  for (let version = ""; ; ) {
    try {
      const answer = await fetch(`${HOME}?version=${version}`);
      if (answer.status === 200) {
        const view = await answer.json();
        version = view.version;
        draw(view);
      }
    } catch {
      panel.lost();
      await new Promise((done) => setTimeout(done, RETRY));
    }
  }
}

watch();
