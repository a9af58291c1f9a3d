// Every word of ours that a resident reads, by language: 日本語, やさしい日本語 (words apart), English.
// What the bot says of an answer comes from the server (faqbot/desk/wording.py).

const JA = Object.freeze({
  lang: "ja",

  // before the server's own words have come
  title: "質問の窓口",
  greeting: "こんにちは。知りたいことを書いてください。",
  placeholder: "知りたいことを書いてください",

  // the frame
  log: "会話",
  region: "質問と答え",
  input: "質問",
  send: "送る",
  close: "閉じる",
  privacy: "名前・電話番号・マイナンバーは書かないでください。",
  user: "あなた",
  bot: "案内",
  waiting: "さがしています",
  suggestions: "候補",
  suggested: (/** @type {number} */ count) => `候補が${count}件あります。上下の矢印キーでえらべます。`,
  tooLong: (/** @type {number} */ count) => `500文字までで書いてください。（いま${count}文字です）`,

  // language and furigana
  look: "ことばの設定",
  language: "ことば",
  furigana: "種類の名前に、ふりがなをつける",

  // the start and the categories
  examples: "たとえば、こう聞けます",
  categories: "種類からさがす",
  list: "一覧",
  back: "もどる",
  loading: "読みこんでいます",
  count: (/** @type {number} */ count) => `${count}件`,
  filter: "この中からさがす",
  kanaIndex: "五十音でさがす",
  all: "すべて",
  empty: "まだ登録がありません。",
  noneHere: "この中には見つかりません。下のらんから質問してください。",

  // the answer
  note: "注意",
  sample: "これは見本の答えです。",
  sampleMark: "見本",
  source: "出典：",
  asOf: (/** @type {number} */ year, /** @type {number} */ month, /** @type {number} */ day) => `（${year}年${month}月${day}日時点）`,
  newTab: "（新しい画面で開きます）",
  when: "こんなとき：",
  variants: "ちがうときは、こちら",
  others: (/** @type {number} */ count) => `ほかの候補（${count}件）`,
  solved: "解決しましたか？",
  received: (/** @type {string} */ answer) => `「${answer}」と答えました`,
  part: (/** @type {string} */ thing) => `「${thing}」`,

  // choices, days, and whom to phone
  choices: "えらんでください",
  chosen: "えらびました",
  browse: (/** @type {number} */ count) => `種類からえらぶ（${count}）`,
  handoff: "担当の人に聞いてください",
  call: "電話する",
  hours: "受付時間：",

  // when it did not work
  retry: "もう一度送る",
  reload: "もう一度読みこむ",
  waitFor: (/** @type {number} */ seconds) => `（${seconds}秒ほど待ってから送ってください）`,
  problems: {
    offline: "インターネットにつながっていません。つながったら、もう一度送ってください。",
    network: "うまく送れませんでした。電波のよいところで、もう一度送ってください。",
    timeout: "時間がかかっています。すみませんが、もう一度送ってください。",
    busy: "いま、こみ合っています。少し待ってから、もう一度送ってください。",
    large: "文が長すぎます。短くして、もう一度送ってください。",
    invalid: "この文は読めませんでした。書き方をかえて、もう一度送ってください。",
    missing: "見つかりませんでした。もう一度、質問を書いてください。",
    server: "こちらの調子が悪いようです。すみません。少し待ってから、もう一度送ってください。",
  },
});

/** @typedef {typeof JA} Texts */

/** @type {Texts} */
const EASY = Object.freeze({
  ...JA,
  greeting: "こんにちは。知りたいことを 書いてください。",
  placeholder: "知りたいことを 書いてください",
  privacy: "名前や 電話番号、マイナンバーは 書かないでください。",
  tooLong: (count) => `500文字までで 書いてください。（いま ${count}文字です）`,
  furigana: "ごみの 種類などに、ふりがなを つける",
  examples: "たとえば、こう 聞けます",
  categories: "種類から さがす",
  noneHere: "この 中には ありません。下に 質問を 書いてください。",
  sample: "これは 見本（れい）です。",
  variants: "ちがう ときは、こちら",
  others: (count) => `ほかの こたえ（${count}件）`,
  solved: "わかりましたか？",
  received: (answer) => `「${answer}」と こたえました`,
  choices: "えらんでください",
  browse: (count) => `種類から えらぶ（${count}）`,
  handoff: "ここに 聞いてください",
  hours: "電話できる 時間：",
  retry: "もう一度 送る",
  reload: "もう一度 読みこむ",
});

/** @type {Texts} */
const EN = Object.freeze({
  ...JA,
  lang: "en",
  title: "Questions",
  greeting: "Hello. Please write what you would like to know.",
  placeholder: "What would you like to know?",
  log: "Conversation",
  region: "Questions and answers",
  input: "Question",
  send: "Send",
  close: "Close",
  privacy: "Please do not write your name, phone number or My Number.",
  user: "You",
  bot: "Guide",
  waiting: "Looking it up",
  suggestions: "Suggestions",
  suggested: (count) => `${count} suggestions. Choose with the arrow keys.`,
  tooLong: (count) => `Please write at most 500 characters (now ${count}).`,
  look: "Language settings",
  language: "Language",
  furigana: "Show readings (furigana) of category names",
  examples: "For example",
  categories: "Look by category",
  list: "List",
  back: "Back",
  loading: "Loading",
  count: (count) => `${count} found`,
  filter: "Search in this list",
  kanaIndex: "Search by kana",
  all: "All",
  empty: "Nothing is registered yet.",
  noneHere: "Not found here. Please ask below.",
  note: "Note",
  sample: "This is a sample answer.",
  sampleMark: "Sample",
  source: "Source: ",
  asOf: (year, month, day) => ` (as of ${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")})`,
  newTab: " (opens in a new window)",
  when: "If: ",
  variants: "In other cases",
  others: (count) => `Other answers (${count})`,
  solved: "Did this solve it?",
  received: (answer) => `You answered “${answer}”`,
  part: (thing) => `“${thing}”`,
  choices: "Please choose",
  chosen: "Chosen",
  browse: (count) => `Choose by category (${count})`,
  handoff: "Please ask this office",
  call: "Call",
  hours: "Hours: ",
  retry: "Send again",
  reload: "Load again",
  waitFor: (seconds) => ` (please wait about ${seconds} seconds)`,
  problems: {
    offline: "You are offline. Please send again when you are connected.",
    network: "It could not be sent. Please try again where the signal is better.",
    timeout: "This is taking too long. Sorry, please send again.",
    busy: "It is busy just now. Please wait a little and send again.",
    large: "The text is too long. Please make it shorter and send again.",
    invalid: "This text could not be read. Please write it in another way.",
    missing: "Not found. Please write your question again.",
    server: "Something is wrong on our side. Sorry. Please wait a little and send again.",
  },
});

/** @typedef {"ja" | "easy" | "en"} Language */

/** @type {Record<Language, Texts>} */
export const TEXTS = Object.freeze({ ja: JA, easy: EASY, en: EN });

/** As each calls itself, for whoever looks for it. @type {[Language, string, string][]} */
export const LANGUAGES = [["ja", "日本語", "ja"], ["easy", "やさしい日本語", "ja"], ["en", "English", "en"]];
