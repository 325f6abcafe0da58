import { table } from "../../text/table.ts";
import type { Output } from "../../output.ts";
import type { Block } from "./blocks.ts";

export const MARKS = { passed: "✓", stopped: "✗", doubt: "?", quiet: "·", unreached: " " } as const;
export const VERDICT_MARKS = { open: "✓", blocked: "✗", unknown: "?" } as const;

/** The report as lines for a terminal. */
export function printBlocks(blocks: readonly Block[], { bold, dim }: Pick<Output, "bold" | "dim">): string {
  return blocks.map((block) => printBlock(block, bold, dim)).join("");
}

type Style = Output["bold"];

function printBlock(block: Block, bold: Style, dim: Style): string {
  switch (block.kind) {
    case "title":
      return `${bold(block.text)}\n`;
    case "verdict":
      return `${bold(`${VERDICT_MARKS[block.verdict]} ${block.text}`)}\n`;
    case "heading":
      return `\n${bold(block.text)}\n`;
    case "text":
      return `${block.quiet ? dim(block.text) : `  ${block.text}`}\n`;
    case "picture":
      return "";
    case "hops":
      return block.hops
        .map(({ state, text }) => `  ${MARKS[state]} ${state === "unreached" ? dim(text) : text}\n`)
        .join("");
    case "list":
      return block.items
        .map(({ text, below }) => `  - ${text}\n${below.map((line) => `      ${line}\n`).join("")}`)
        .join("");
    case "code":
      return `  ${dim(`# ${block.label}`)}\n${block.text.replace(/^/gm, "  ")}\n`;
    case "table":
      return `${table([block.head, ...block.rows].map(([first = "", ...rest]) => [`  ${first}`, ...rest]))}\n`;
    default:
      return block satisfies never;
  }
}
