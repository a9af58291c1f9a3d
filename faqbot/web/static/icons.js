// The icons of icons.svg, copied into the page: <use href> may not reach another origin, and the widget lives on one.

const SVG = "http://www.w3.org/2000/svg";

/** @type {Promise<Map<string, Element>> | undefined} */
let sprite;

/** Reads icons.svg once. Never fails: without icons the words still stand. @returns {Promise<Map<string, Element>>} */
async function readSprite() {
  try {
    const response = await fetch(new URL("icons.svg", import.meta.url), { credentials: "omit" });
    const drawing = new DOMParser().parseFromString(await response.text(), "image/svg+xml");
    return new Map([...drawing.querySelectorAll("symbol")].map((symbol) => [symbol.id, symbol]));
  } catch {
    return new Map();
  }
}

/**
 * A decorative icon (the word always stands beside it), drawn as soon as the sprite is here.
 * @param {string} name an unknown name is drawn as the question mark
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  sprite ??= readSprite();
  sprite.then((symbols) => {
    const symbol = symbols.get(name) ?? symbols.get("question");
    for (const shape of symbol?.children ?? []) svg.append(document.importNode(shape, true));
  });
  return svg;
}
