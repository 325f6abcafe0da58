/**
 * The few forms of grep and awk that the guide's pipes are made of, for a machine that has neither (Windows). Fields and lines
 * are taken as the programs take them; anything else is refused, so that nothing is quietly done otherwise.
 */

export interface Filtered {
  readonly text: string;
  /** grep's 1 when no line is left. */
  readonly status: number;
}

/** @returns null where the words are more than this knows */
export function filterText([program, ...words]: readonly string[], text: string): Filtered | null {
  const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  if (program === "grep") return grep(words, lines);
  return program === "awk" ? awk(words, lines) : null;
}

/** `grep WORD`, `grep -v WORD`; the word is taken literally, as those of the guide are meant. */
function grep(words: readonly string[], lines: readonly string[]): Filtered | null {
  const inverted = words[0] === "-v";
  const [word, ...more] = inverted ? words.slice(1) : words;
  if (word === undefined || more.length > 0 || /^-|[\\^$.*[\]]/.test(word)) return null;
  const kept = lines.filter((line) => line.includes(word) !== inverted);
  return { text: join(kept), status: kept.length > 0 ? 0 : 1 };
}

/** `awk '{print $N}'`, `awk -FX '{print $N}'`, `awk '{printf "…"$N"…"}'`. */
function awk(words: readonly string[], lines: readonly string[]): Filtered | null {
  const separator = words[0]?.startsWith("-F") ? words[0].slice(2) : null;
  const [program, ...more] = separator === null ? words : words.slice(1);
  if (program === undefined || more.length > 0 || separator === "") return null;
  const statement = /^\{\s*(print|printf)\s+(.+?)\s*\}$/s.exec(program);
  const pieces = statement && piecesOf(statement[2]!);
  if (!statement || !pieces) return null;
  const end = statement[1] === "print" ? "\n" : "";
  const render = (line: string): string => {
    const fields = separator === null ? line.trim().split(/\s+/) : line.split(separator);
    return pieces
      .map((piece) => (typeof piece === "string" ? piece : piece === 0 ? line : (fields[piece - 1] ?? "")))
      .join("");
  };
  return { text: lines.map((line) => `${render(line)}${end}`).join(""), status: 0 };
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", "\\": "\\", '"': '"' };

/** `"podA:"$1"\t"` → texts and numbers of fields; null: something else is in it. */
function piecesOf(expression: string): readonly (string | number)[] | null {
  const pieces: (string | number)[] = [];
  const token = /\s*(?:\$(\d+)|"((?:[^"\\]|\\.)*)")\s*/gy;
  while (token.lastIndex < expression.length) {
    const found = token.exec(expression);
    if (!found) return null;
    const [, field, text] = found;
    pieces.push(
      field === undefined
        ? text!.replaceAll(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? letter)
        : Number(field),
    );
  }
  return pieces;
}

function join(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
