import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
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
  const [colours, drawing] = ["colours", "drawing"].map(readStyle) as [string, string];
  const light = declarations(colours, ":root");
  const dark = declarations(colours, 'html[data-theme="dark"]');
  const rules = [drawing, readFileSync(join(SOURCE, "access-path", "picture.css"), "utf8")];
  return [`:root {${light}}`, `@media (prefers-color-scheme: dark) { :root {${dark}} }`, ...rules]
    .join("\n")
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/\s+/g, " ");
}

function readStyle(name: string): string {
  return readFileSync(fileURLToPath(import.meta.resolve(`@podpath/access-path/${name}.css`)), "utf8");
}

/** The custom properties of one block. */
function declarations(css: string, selector: string): string {
  const start = css.indexOf("{", css.indexOf(selector));
  return css.slice(start + 1, css.indexOf("\n}", start));
}
