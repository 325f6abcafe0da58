import type { Language, Text } from "./text/translate.ts";

/** stdout is the answer, stderr is progress. One language a run; JSON answers have none. */
export interface Output {
  readonly language: Language;
  readonly json: boolean;
  /** Colours and redrawn lines are for a terminal alone, and not where NO_COLOR asks otherwise. */
  readonly colour: boolean;
  say(text: Text): void;
  line(text?: string): void;
  raw(chunk: string | Uint8Array): void;
  rawError(chunk: string | Uint8Array): void;
  progress(text: Text): void;
  answer(value: unknown): void;
  pick(text: Text): string;
  bold(text: string): string;
  dim(text: string): string;
}

export function createOutput(language: Language, json: boolean, environment: NodeJS.ProcessEnv): Output {
  const colour = process.stdout.isTTY === true && !environment["NO_COLOR"] && !json;
  const wrap = (code: number) => (text: string) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const pick = (text: Text): string => text[language];
  return {
    language,
    json,
    colour,
    pick,
    bold: wrap(1),
    dim: wrap(2),
    say: (text) => void process.stdout.write(`${pick(text)}\n`),
    line: (text = "") => void process.stdout.write(`${text}\n`),
    raw: (chunk) => void process.stdout.write(chunk),
    rawError: (chunk) => void process.stderr.write(chunk),
    progress: (text) => void (json || process.stderr.write(`${pick(text)}\n`)),
    answer: (value) => void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`),
  };
}
