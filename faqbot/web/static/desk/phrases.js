// Canned phrases: `::` and a word become a whole sentence in any field of the form.

export const PHRASES = new Map(Object.entries({
  "::かくにん": "確認して折り返します。",
  "::おりかえし": "本日中に折り返す約束をした。",
  "::かいけつ": "案内のとおりに操作し、解決した。",
  "::さいきどう": "再起動し、正常に動くことを確かめた。",
  "::ひきつぎ": "切り分けの結果、対象外のため引き継いだ。",
  "::じかんがい": "受付時間外のため、次の受付時間に対応することを伝えた。",
  "::なし": "特になし。",
}));

/** @param {string} text @returns {string} with every phrase written out */
export function spelled(text) {
  if (!text.includes("::") && !text.includes("：：")) return text;
  let made = text.replaceAll("：：", "::");
  for (const [short, long] of PHRASES) made = made.replaceAll(short, long);
  return made === text.replaceAll("：：", "::") ? text : made;
}
