import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Picture } from "../src/access-path/Picture.tsx";
import { STATES, type StateName } from "../src/access-path/states.ts";
import { messagesOf, type Locale } from "../src/messages/messages.ts";

const SOURCE = join(import.meta.dirname, "..", "src");

const LANGUAGES = { zh: "zh-Hans", en: "en" } as const satisfies Record<string, Locale>;

/** Every state in both languages, by file name under docs/images: for Markdown outside the site, slides and handouts. */
export const PICTURES: Readonly<Record<string, { readonly state: StateName; readonly locale: Locale }>> =
  Object.fromEntries(
    (Object.keys(STATES) as StateName[]).flatMap((state) =>
      Object.entries(LANGUAGES).map(([language, locale]) => [fileOf(state, language), { state, locale }]),
    ),
  );

/** The picture that everybody knows the drill by has the short name. */
function fileOf(state: StateName, language: string): string {
  return state === "blocked" ? `access-path.${language}.svg` : `access-path-${state}.${language}.svg`;
}

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
