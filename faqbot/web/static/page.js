// The page of its own (/): one conversation over the whole window. The phone's back gesture leaves the category view, not the page.

import { mountChat } from "./chat.js";

/** @returns {string} the collection asked for in the address, or the server's default */
function collection() {
  const asked = new URLSearchParams(location.search).get("collection") ?? "";
  return /^[\w-]{1,64}$/.test(asked) ? asked : document.body.dataset.collection ?? "";
}

const root = /** @type {HTMLElement} */ (document.getElementById("chat"));

const chat = mountChat(root, {
  collection: collection(),
  headingLevel: 1,
  onTitle: (title) => { document.title = title; },
  onBrowse: (open) => {
    if (open && !history.state?.browse) history.pushState({ browse: true }, "");
    if (!open && history.state?.browse) history.back();
  },
});

addEventListener("popstate", () => chat.closeBrowse());
