import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { drawPath, escapeMarkup as escape, printSvg, TALL, WIDE } from "@podpath/access-path/drawing";
import { message, type Language } from "../../text/translate.ts";
import type { Found } from "../diagnose-cluster.ts";
import type { Block } from "./blocks.ts";
import { pictureOf } from "./picture.ts";
import { MARKS, VERDICT_MARKS } from "./terminal.ts";

/** Nothing is fetched and nothing runs: whatever the report's texts hold, a browser is told so too. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** The report as one file: the picture that the guide would draw, and the same in words under it. */
export function toHtml(blocks: readonly Block[], found: Found, language: Language): string {
  const title = blocks.find((block) => block.kind === "title")?.text ?? "PodPath";
  return `<!doctype html>
<html lang="${language === "zh" ? "zh-Hans" : "en"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
<style>${styles()}</style>
</head>
<body>
<main>
${blocks.map((block) => printBlock(block, found, language)).join("\n")}
</main>
<footer><p>${escape(message("diagnose.footer")[language])}</p></footer>
</body>
</html>
`;
}

function printBlock(block: Block, found: Found, language: Language): string {
  switch (block.kind) {
    case "title":
      return `<h1>${escape(block.text)}</h1>`;
    case "verdict":
      return `<p class="verdict ${block.verdict}"><span aria-hidden="true">${VERDICT_MARKS[block.verdict]}</span> ${escape(block.text)}</p>`;
    case "heading":
      return `<h2>${escape(block.text)}</h2>`;
    case "text":
      return `<p${block.quiet ? ' class="soft"' : ""}>${escape(block.text)}</p>`;
    case "picture": {
      const drawing = pictureOf(found, language);
      const pictures = [WIDE, TALL].map((layout) => printSvg(drawPath({ ...drawing, layout })));
      return `<figure role="img" aria-label="${escape(block.caption)}">${pictures.join("")}</figure>`;
    }
    case "hops":
      return `<ol class="hops">${block.hops
        .map(
          ({ state, text }) =>
            `<li class="${state}"><span aria-hidden="true">${MARKS[state]}</span> ${escape(text)}</li>`,
        )
        .join("")}</ol>`;
    case "list":
      return `<ul>${block.items.map(({ text, below }) => `<li>${escape(text)}${nested(below)}</li>`).join("")}</ul>`;
    case "code":
      return `<p class="label">${escape(block.label)}</p><pre tabindex="0"><code>${escape(block.text)}</code></pre>`;
    case "table":
      return `<div class="table" tabindex="0" role="region" aria-label="${escape(block.head.join(", "))}"><table><thead>${row(block.head, "th")}</thead><tbody>${block.rows.map((cells) => row(cells, "td")).join("")}</tbody></table></div>`;
    default:
      return block satisfies never;
  }
}

function nested(lines: readonly string[]): string {
  return lines.length === 0 ? "" : `<ul>${lines.map((line) => `<li>${escape(line)}</li>`).join("")}</ul>`;
}

function row(cells: readonly string[], tag: "th" | "td"): string {
  const open = tag === "th" ? '<th scope="col">' : "<td>";
  return `<tr>${cells.map((cell) => `${open}${escape(cell)}</${tag}>`).join("")}</tr>`;
}

/** The guide's colours and drawing, following the reader's system and turning to paper when printed. */
function styles(): string {
  const [colours, drawing, report] = [
    import.meta.resolve("@podpath/access-path/colours.css"),
    import.meta.resolve("@podpath/access-path/drawing.css"),
    new URL("report.css", import.meta.url),
  ].map((file) => readFileSync(fileURLToPath(file), "utf8").replace(/\/\*[^]*?\*\//g, "")) as [string, string, string];
  const dark = colours.slice(colours.indexOf('html[data-theme="dark"]'));
  const light = colours.slice(0, colours.length - dark.length);
  const night = dark.replace('html[data-theme="dark"]', ":root");
  return [light, `@media screen and (prefers-color-scheme: dark) { ${night} }`, drawing, report]
    .join("\n")
    .replace(/\s+/g, " ");
}
