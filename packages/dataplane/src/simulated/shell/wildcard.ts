import { resolvePath, type Files } from "../files.ts";

/** A run of characters of a word; quoted ones are no wildcards. */
export interface Piece {
  readonly text: string;
  readonly quoted: boolean;
}

/** `*`, or what one character must be. */
type Step = "star" | ((character: string) => boolean);

/** `*`, `?` and `[…]`, for a whole text. Time grows with text and pattern, whatever they are. */
export function wildcard(pieces: readonly Piece[]): (text: string) => boolean {
  const steps = pieces.flatMap(({ text, quoted }) => (quoted ? Array.from(text, itself) : wild(text)));
  return (text) => fits(steps, Array.from(text));
}

function itself(character: string): Step {
  return (one) => one === character;
}

function wild(text: string): Step[] {
  return Array.from(text.matchAll(/\[(!?)(\]?[^\]]*)\]|[\s\S]/gu), ([whole, not, set]): Step => {
    if (set !== undefined) return (one) => inSet(one, set) === (not === "");
    if (whole === "*") return "star";
    return whole === "?" ? () => true : itself(whole);
  });
}

function inSet(one: string, set: string): boolean {
  for (const [, from = "", to = from] of set.matchAll(/([\s\S])(?:-([\s\S]))?/gu))
    if (from <= one && one <= to) return true;
  return false;
}

/** A star takes as little as it can, and one character more whenever that leads nowhere; only the last star need be asked. */
function fits(steps: readonly Step[], text: readonly string[]): boolean {
  let [step, at] = [0, 0];
  let star: { readonly step: number; at: number } | null = null;
  while (at < text.length) {
    const now = steps[step];
    if (now === "star") {
      star = { step: step + 1, at };
      step++;
    } else if (now?.(text[at]!) === true) {
      step++;
      at++;
    } else if (star === null) return false;
    else [step, at] = [star.step, ++star.at];
  }
  return steps.slice(step).every((rest) => rest === "star");
}

/** Paths that a pattern stands for, sorted; hidden files are not shown. Written as the pattern was, relative or absolute. */
export function matchFiles(pieces: readonly Piece[], files: Files, folder: string): string[] {
  const steps = splitAtSlashes(pieces);
  const absolute = steps.length > 1 && steps[0]!.every(({ text }) => text === "");
  let found = [absolute ? "/" : ""];
  for (const step of absolute ? steps.slice(1) : steps) {
    const isWanted = wildcard(step);
    found = found.flatMap((base) =>
      files
        .list(resolvePath(folder, base === "" ? "." : base))
        .filter((name) => !name.startsWith(".") && isWanted(name))
        .map((name) => (base === "" || base === "/" ? `${base}${name}` : `${base}/${name}`)),
    );
  }
  return found;
}

function splitAtSlashes(pieces: readonly Piece[]): Piece[][] {
  const steps: Piece[][] = [[]];
  for (const { text, quoted } of pieces) {
    for (const [index, part] of text.split("/").entries()) {
      if (index > 0) steps.push([]);
      steps.at(-1)!.push({ text: part, quoted });
    }
  }
  return steps;
}
