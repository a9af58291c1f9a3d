// Building DOM without markup strings: data only ever becomes text nodes and attributes, never HTML.

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * @param {string} tag
 * @param {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} [props]
 *   attributes; `onclick` and the like are listeners; `true` is an empty attribute; null, undefined and false are left out
 * @param {...Child} children
 * @returns {any} the element (`any`, so that callers need no casts to HTMLInputElement and the like)
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : String(value));
  }
  return fill(node, ...children);
}

/**
 * Gives an element new children; those that are null, undefined, false or "" are left out.
 * @template {Element} T
 * @param {T} node
 * @param {...Child} children
 * @returns {T}
 */
export function fill(node, ...children) {
  node.replaceChildren(.../** @type {(Node | string)[]} */ (children.filter(Boolean)));
  return node;
}

/**
 * Paints an element in a category's colour, with the ink (white or black) that reads better on it: 4.5:1 at least.
 * @template {HTMLElement} T
 * @param {T} node
 * @param {string | undefined} colour as #rrggbb; anything else leaves the neutral colour of chat.css
 * @returns {T}
 */
export function paint(node, colour) {
  if (!colour || !/^#[0-9a-f]{6}$/i.test(colour)) return node;
  node.style.setProperty("--cat", colour);
  node.style.setProperty("--cat-ink", luminance(colour) > 0.179 ? "#000000" : "#ffffff");
  return node;
}

/** @param {string} colour #rrggbb @returns {number} relative luminance (WCAG 2), 0 to 1; black and white ink tie at 0.179 */
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
