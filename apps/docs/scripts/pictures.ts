import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Picture } from "../src/access-path/Picture.tsx";
import { STATES, type StateName } from "../src/access-path/states.ts";
import { messagesOf, type Locale } from "../src/messages/messages.ts";

const SOURCE = join(import.meta.dirname, "..", "src");

/** The pictures that Markdown outside the site shows, by file name under docs/images. */
export const PICTURES: Readonly<Record<string, { readonly state: StateName; readonly locale: Locale }>> = {
  "access-path.zh.svg": { state: "blocked", locale: "zh-Hans" },
  "access-path.en.svg": { state: "blocked", locale: "en" },
  "access-path-fixed.zh.svg": { state: "fixed", locale: "zh-Hans" },
  "access-path-fixed.en.svg": { state: "fixed", locale: "en" },
};

/** One state as a file of its own: the page's component with the page's colours, both themes inside. */
export function renderPicture(state: StateName, locale: Locale): string {
  const props = { lesson: STATES[state](), messages: messagesOf(locale), css: pictureCss() };
  return `${renderToStaticMarkup(createElement(Picture, props))}\n`;
}

/** An image can't read the page's custom properties or its theme, so it brings them along and follows the reader's system. */
function pictureCss(): string {
  const tokens = readFileSync(join(SOURCE, "css", "tokens.css"), "utf8");
  const light = declarations(tokens, ":root");
  const dark = declarations(tokens, 'html[data-theme="dark"]');
  const rules = ["drawing.css", "picture.css"].map((name) => readFileSync(join(SOURCE, "access-path", name), "utf8"));
  return [`:root {${light}}`, `@media (prefers-color-scheme: dark) { :root {${dark}} }`, ...rules]
    .join("\n")
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/\s+/g, " ");
}

/** The custom properties of one block, those of the theme underneath left out. */
function declarations(css: string, selector: string): string {
  const start = css.indexOf("{", css.indexOf(selector));
  const block = css.slice(start + 1, css.indexOf("\n}", start)).replace(/\/\*[^]*?\*\//g, "");
  return block
    .split(";")
    .filter((line) => /^\s*--(?!ifm|doc)/.test(line))
    .join(";");
}
