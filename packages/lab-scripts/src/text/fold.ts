import { stripVTControlCharacters } from "node:util";
import { displayWidth } from "@podpath/checker";

/**
 * What a line may be broken between: a Latin word, one Chinese character, or a command with its verb, a Pod with its letter. An opening mark stays with what
 * follows it, a closing one with what it follows. Libraries that wrap for terminals break at spaces alone, and Chinese has none.
 */
const UNIT =
  /\s+|[（「“]*(?:\.\/lab [\w-]+|Pod [AB](?!\w)|\p{Script=Han}|[^\s\p{Script=Han}，。；：、！？（）「」“”]+)?[，。；：、！？）」”]*/gu;

/** The mark or label that a line begins with: what goes on stands under the text behind it. */
const LABEL = /^\s*(?:[✓✗·→–▲▼·] |\d\. |\S+(?: \S+)?\s{2,})?/u;

/** A line to be typed as it stands. */
const COMMAND = /^\s*(?:\$ |\.\/lab |kubectl )/;

/** Breaks lines that are wider than the terminal between words, or between Chinese characters. Infinity leaves all as they are. */
export function fold(text: string, columns: number): string {
  if (columns === Infinity) return text;
  return text
    .split("\n")
    .map((line) => foldLine(line, columns))
    .join("\n");
}

function foldLine(line: string, columns: number): string {
  const plain = stripVTControlCharacters(line);
  if (displayWidth(plain) <= columns || COMMAND.test(plain)) return line;
  const margin = " ".repeat(marginOf(plain, columns));
  const lines: string[] = [];
  let [now, width, begun] = ["", 0, false];
  for (const [unit] of line.matchAll(UNIT)) {
    const wide = displayWidth(stripVTControlCharacters(unit));
    if (begun && width + wide > columns && unit.trim() !== "") {
      lines.push(now.trimEnd());
      [now, width, begun] = [margin, margin.length, false];
    }
    now += unit;
    width += wide;
    begun ||= width > margin.length;
  }
  return [...lines, now.trimEnd()].join("\n");
}

/** Where a line goes on: behind its label, unless that would leave less than half of the terminal, or a little further in. */
function marginOf(plain: string, columns: number): number {
  const label = displayWidth(LABEL.exec(plain)![0]);
  const indent = /^\s*/.exec(plain)![0].length;
  if (label > indent && label <= columns / 2) return label;
  return COLUMNS.test(plain) ? indent + FURTHER : indent;
}

/** Set in columns, though the first is too wide to stand under the next. */
const COLUMNS = /\S\s{2,}\S/;
const FURTHER = 4;
