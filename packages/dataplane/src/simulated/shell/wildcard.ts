import { resolvePath, type Files } from "../files.ts";

/** A run of characters of a word; quoted ones are no wildcards. */
export interface Piece {
  readonly text: string;
  readonly quoted: boolean;
}

/** `*`, `?` and `[…]` as a regular expression for a whole text. */
export function wildcardPattern(pieces: readonly Piece[]): RegExp {
  const body = pieces.map(({ text, quoted }) => (quoted ? literal(text) : wild(text))).join("");
  return new RegExp(`^${body}$`, "u");
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

function wild(text: string): string {
  return text.replace(/\[(!?)([^\]]+)\]|[\s\S]/gu, (whole, not: string | undefined, set: string | undefined) => {
    if (set !== undefined) return `[${not === "!" ? "^" : ""}${set.replace(/[\\^[]/g, "\\$&")}]`;
    if (whole === "*") return "[\\s\\S]*";
    if (whole === "?") return "[\\s\\S]";
    return literal(whole);
  });
}

/** Paths that a pattern stands for, sorted; hidden files are not shown. Written as the pattern was, relative or absolute. */
export function matchFiles(pieces: readonly Piece[], files: Files, folder: string): string[] {
  const steps = splitAtSlashes(pieces);
  const absolute = steps.length > 1 && steps[0]!.every(({ text }) => text === "");
  let found = [absolute ? "/" : ""];
  for (const step of absolute ? steps.slice(1) : steps) {
    const pattern = wildcardPattern(step);
    found = found.flatMap((base) =>
      files
        .list(resolvePath(folder, base === "" ? "." : base))
        .filter((name) => !name.startsWith(".") && pattern.test(name))
        .map((name) => (base === "" || base === "/" ? `${base}${name}` : `${base}/${name}`)),
    );
  }
  return found;
}

function splitAtSlashes(pieces: readonly Piece[]) {
  const steps: Piece[][] = [[]];
  for (const { text, quoted } of pieces) {
    for (const [index, part] of text.split("/").entries()) {
      if (index > 0) steps.push([]);
      steps.at(-1)!.push({ text: part, quoted });
    }
  }
  return steps;
}
