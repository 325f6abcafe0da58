import { fold } from "./text/fold.ts";
import { fitTable, type Rows, type TableShape } from "./text/table.ts";
import type { Language, Text } from "./text/translate.ts";

/** stdout is the answer, stderr is progress. One language a run; JSON answers have none. */
export interface Output {
  readonly language: Language;
  readonly json: boolean;
  /** Colours and redrawn lines are for a terminal alone, and not where NO_COLOR asks otherwise. */
  readonly colour: boolean;
  /** Of the terminal; Infinity where there is none, so that what is piped keeps its lines. */
  readonly columns: number;
  say(text: Text): void;
  /** Sentences of one's own: broken where the terminal ends. */
  prose(text: string): void;
  /** As it stands, however long: commands, and what other programs say. */
  line(text?: string): void;
  table(rows: Rows, shape?: Partial<Omit<TableShape, "columns">>): void;
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
  const columns = columnsOf(process.stdout, environment);
  const prose = (text: string): void => void process.stdout.write(`${fold(text, columns)}\n`);
  return {
    language,
    json,
    colour,
    pick,
    bold: wrap(1),
    dim: wrap(2),
    columns,
    say: (text) => prose(pick(text)),
    prose,
    table: (rows, { head = false, indent = 0 } = {}) => prose(fitTable(rows, { columns, head, indent })),
    line: (text = "") => void process.stdout.write(`${text}\n`),
    raw: (chunk) => void process.stdout.write(chunk),
    rawError: (chunk) => void process.stderr.write(chunk),
    progress: (text) =>
      void (json || process.stderr.write(`${fold(pick(text), columnsOf(process.stderr, environment))}\n`)),
    answer: (value) => void process.stdout.write(`${JSON.stringify(value, null, 2)}\n`),
  };
}

/** Below it nothing could be read; a terminal that says so has not been asked yet. */
const NARROWEST = 20;

/** How wide a terminal is: it says so itself, or COLUMNS does for one that is only asked for. */
export function columnsOf(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv): number {
  const columns = stream.isTTY === true ? stream.columns : Number(environment["COLUMNS"]);
  return columns >= NARROWEST ? columns : Infinity;
}
