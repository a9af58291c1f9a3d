// Building the page without markup strings: what a bot sends only ever becomes text nodes and attributes.

/**
 * @param {string} tag
 * @param {Record<string, any>} [props] attributes; functions are listeners (`onclick`), `style` is an object, null and false are left out
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {any}
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (name === "style") dress(node, value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return node;
}

function dress(node, style) {
  for (const [name, value] of Object.entries(style)) if (value != null) node.style.setProperty(name, String(value));
}

/** @param {string} path of a drawing 24 wide and high, in lines @returns {SVGElement} */
export function drawing(path) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** @param {string} address as a bot writes it (https) @returns {string} where this machine has the same picture, if it has */
export const picture = (address) => (address.startsWith("data:") ? address : `/simulator/pictures?url=${encodeURIComponent(address)}`);
