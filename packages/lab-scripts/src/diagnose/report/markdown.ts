import { printMarkdown } from "@podpath/access-path/formats";
import type { Block } from "./blocks.ts";
import { MARKS, VERDICT_MARKS } from "./terminal.ts";

/** The report as Markdown for an issue or a chat: no picture, everything else. */
export function toMarkdown(blocks: readonly Block[]): string {
  return blocks
    .map(printBlock)
    .filter((text) => text !== "")
    .join("\n");
}

function printBlock(block: Block): string {
  switch (block.kind) {
    case "title":
      return `# ${escapeText(block.text)}\n`;
    case "verdict":
      return `**${VERDICT_MARKS[block.verdict]} ${escapeText(block.text)}**\n`;
    case "heading":
      return `## ${escapeText(block.text)}\n`;
    case "text":
      return `${escapeText(block.text)}\n`;
    case "picture":
      return "";
    case "hops":
      return block.hops
        .map(({ state, text }, index) =>
          `${index + 1}. ${MARKS[state].trim()} ${escapeText(text)}\n`.replace("  ", " "),
        )
        .join("");
    case "list":
      return block.items
        .map(({ text, below }) => `- ${escapeText(text)}\n${below.map((line) => `  - ${escapeText(line)}\n`).join("")}`)
        .join("");
    case "code": {
      const fence = "`".repeat(Math.max(3, ...[...block.text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
      return `${escapeText(block.label)}:\n\n${fence}${block.language}\n${block.text}\n${fence}\n`;
    }
    case "table":
      return printMarkdown([block.head, ...block.rows].map((row) => row.map(escapeText)));
    default:
      return block satisfies never;
  }
}

/** What a cloud's or a cluster's answer holds is text, whatever it looks like. */
function escapeText(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~]/g, (character) => (character === "<" ? "&lt;" : `\\${character}`));
}
