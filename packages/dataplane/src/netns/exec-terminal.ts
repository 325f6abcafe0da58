import type { ExecEnd, Execution, OutputSink } from "@podpath/access-path";
import { commandArguments, endOf, RUN_ON_TERMINAL, type Command } from "./command.ts";
import type { Lab } from "./lab.ts";
import type { Terminal } from "./spawn.ts";

/** What a terminal sends for "end of input" when it is typed at the start of a line: Ctrl-D. */
const END_OF_INPUT = Buffer.from("\u0004");

/** Run a command on a terminal: everything that it prints arrives as `stdout`. */
export async function execOnTerminal(
  lab: Lab,
  command: Command,
  terminal: Terminal,
  sink: OutputSink,
): Promise<Execution> {
  const splitter = new ReportSplitter((chunk) => sink.stdout(chunk));
  /** Somebody types ahead: until the command has its own terminal, the one outside would echo it into the report. */
  const afterReport = (act: () => void): void => void splitter.reported.then(act);
  const env = { TERM: "xterm-256color", ...command.env };
  const argv = commandArguments(lab, { ...command, env }, RUN_ON_TERMINAL);
  const process = await lab.runOnTerminal(argv, terminal, (chunk) => splitter.take(chunk));
  const end = async (): Promise<ExecEnd> => {
    const status = await process.exited;
    return endOf(status, splitter.report, command);
  };
  return {
    write: (chunk) => afterReport(() => process.write(chunk)),
    endInput: () => afterReport(() => process.write(END_OF_INPUT)),
    resize: (columns, rows) => process.resize(columns, rows),
    kill: () => process.kill(),
    ended: end(),
  };
}

/** On a terminal there is one stream, so the finder's report is its first line. */
class ReportSplitter {
  report = "";
  readonly reported: Promise<void>;
  #isReported = false;
  #tell = () => {};
  readonly #rest: (chunk: Uint8Array) => void;

  constructor(rest: (chunk: Uint8Array) => void) {
    this.#rest = rest;
    this.reported = new Promise((resolve) => (this.#tell = resolve));
  }

  take(chunk: Uint8Array): void {
    if (this.#isReported) return this.#rest(chunk);
    const end = chunk.indexOf(0x0a);
    this.report += Buffer.from(end < 0 ? chunk : chunk.subarray(0, end)).toString();
    if (end < 0) return;
    this.#isReported = true;
    this.#tell();
    if (end + 1 < chunk.length) this.#rest(chunk.subarray(end + 1));
  }
}
