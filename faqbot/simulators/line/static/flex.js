// Flex Messages, by the sizes and rules of "Flex Message elements" and "Flex Message layout" in LINE's documentation.

import { el, picture } from "./dom.js";

const WIDTHS = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 386 };
const TYPE = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const SPACE = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const IMAGE = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220, full: "100%" };
const BORDER = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };
const SIDES = { Top: "top", Bottom: "bottom", Start: "inline-start", End: "inline-end" };

const measure = (value, scale) => (value == null ? null : typeof scale[value] === "number" ? `${scale[value]}px` : (scale[value] ?? value));

/** @param {any} contents a bubble or a carousel @param {string} alt @param {(action: any) => void} tap @returns {HTMLElement} */
export function flex(contents, alt, tap) {
  if (contents.type === "bubble") return el("div", { class: "flex wide", role: "group", "aria-label": alt || null }, bubble(contents, tap));
  const bubbles = contents.contents.map((each) => bubble(each, tap));
  return el("div", { class: "flex wide carousel", role: "group", "aria-label": alt, tabindex: 0 }, ...bubbles);
}

function bubble(given, tap) {
  const blocks = ["header", "hero", "body", "footer"].filter((name) => given[name]);
  const parts = blocks.flatMap((name, at) => {
    const style = given.styles?.[name] ?? {};
    const block = el("div", { class: `block ${name}`, style: { "background-color": style.backgroundColor } }, component(given[name], "vertical", tap));
    return style.separator && at ? [line(style.separatorColor), block] : [block];
  });
  const node = el("div", { class: "bubble-flex", dir: given.direction ?? "ltr", style: { width: `${WIDTHS[given.size ?? "mega"]}px` } }, ...parts);
  return given.action ? tappable(node, given.action, tap) : node;
}

const PARTS = { box, text, button, image, icon, separator: () => line(), filler: () => el("span", { class: "filler" }) };

/** @param {any} given @param {string} layout of the box around it */
function component(given, layout, tap) {
  const node = PARTS[given.type]?.(given, tap, layout) ?? el("span", {}, `（${given.type}）`);
  placed(node, given, layout);
  return given.action && given.type !== "button" ? tappable(node, given.action, tap) : node;
}

/** Where it is and how much room it takes: margins, shares, offsets. */
function placed(node, given, layout) {
  const along = layout === "vertical" ? "margin-top" : "margin-inline-start";
  if (given.margin) node.style.setProperty(along, measure(given.margin, SPACE));
  const rigid = layout === "vertical" || ["icon", "separator", "span"].includes(given.type) || given.width;
  const share = given.flex ?? (rigid && given.type !== "filler" ? 0 : 1);
  node.style.flex = share ? `${share} 1 0` : "0 0 auto";
  if (!share && layout !== "vertical" && given.type === "text") node.style.maxWidth = "100%";
  if (given.position === "absolute") node.style.position = "absolute";
  for (const [side, name] of Object.entries(SIDES)) if (given[`offset${side}`]) node.style.setProperty(`inset-${name === "top" || name === "bottom" ? `block-${name === "top" ? "start" : "end"}` : name}`, measure(given[`offset${side}`], SPACE));
  if (given.gravity && layout !== "vertical") node.style.alignSelf = { top: "flex-start", center: "center", bottom: "flex-end" }[given.gravity];
}

function box(given, tap) {
  const parts = given.contents.map((each) => component(each, given.layout, tap));
  const { background } = given;
  const node = el("div", {
    class: `box ${given.layout}`,
    style: {
      gap: measure(given.spacing, SPACE),
      padding: measure(given.paddingAll, SPACE),
      "background-color": given.backgroundColor,
      "background-image": background && `linear-gradient(${background.angle}, ${background.startColor}, ${background.centerColor ? `${background.centerColor} ${background.centerPosition ?? "50%"}, ` : ""}${background.endColor})`,
      "border-color": given.borderColor,
      "border-width": measure(given.borderWidth ?? (given.borderColor ? "normal" : null), BORDER),
      "border-radius": measure(given.cornerRadius, SPACE),
      width: given.width,
      "max-width": given.maxWidth,
      height: given.height,
      "max-height": given.maxHeight,
      "justify-content": given.justifyContent,
      "align-items": given.alignItems,
    },
  }, ...parts);
  for (const [side, name] of Object.entries(SIDES)) if (given[`padding${side}`]) node.style.setProperty(`padding-${name}`, measure(given[`padding${side}`], SPACE));
  return node;
}

const inked = (given) => ({
  "font-size": measure(given.size ?? (given.type === "span" ? null : "md"), TYPE),
  "font-weight": { bold: 700, regular: 400 }[given.weight],
  "font-style": given.style === "italic" ? "italic" : null,
  "text-decoration": given.decoration,
  color: given.color,
});

function text(given) {
  const node = el("p", { class: given.wrap ? "wrapped" : "cut", style: { ...inked(given), "text-align": given.align } });
  if (given.lineSpacing) node.style.lineHeight = `calc(1.35em + ${given.lineSpacing})`;
  if (given.wrap && given.maxLines) { node.classList.add("clamped"); node.style.setProperty("-webkit-line-clamp", String(given.maxLines)); }
  node.append(...(given.contents?.length ? given.contents.map(span) : [given.text ?? ""]));
  return node;
}

const span = (given) => el("span", { style: inked(given) }, given.text);

function button(given, tap) {
  const style = given.style ?? "link";
  const ground = style === "link" ? { color: given.color } : { "background-color": given.color };
  return el("button", { type: "button", class: `button ${style} ${given.height ?? "md"}`, style: ground, onclick: () => tap(given.action) }, given.action.label ?? "");
}

function image(given) {
  const ratio = (given.aspectRatio ?? "1:1").replace(":", " / ");
  const frame = el("div", { class: "image", style: { width: measure(given.size ?? "md", IMAGE), "aspect-ratio": ratio, "background-color": given.backgroundColor, "align-self": { start: "flex-start", end: "flex-end" }[given.align] ?? "center" } });
  frame.append(shown(given.url, given.aspectMode ?? "fit"));
  return frame;
}

function icon(given) {
  const size = measure(given.size ?? "md", TYPE);
  return el("span", { class: "icon", style: { height: size, width: size } }, shown(given.url, "fit"));
}

/** A picture, or where it cannot be had on this machine a quiet box. */
function shown(url, mode) {
  return el("img", { src: picture(url), alt: "", style: { "object-fit": mode === "cover" ? "cover" : "contain" }, onerror: ({ target }) => target.replaceWith(el("span", { class: "missing" }, "画像")) });
}

const line = (colour) => el("hr", { style: { "border-color": colour } });

function tappable(node, action, tap) {
  node.classList.add("tappable");
  node.setAttribute("role", "button");
  node.setAttribute("tabindex", "0");
  if (action.label) node.setAttribute("aria-label", action.label);
  node.addEventListener("click", () => tap(action));
  node.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); tap(action); } });
  return node;
}
