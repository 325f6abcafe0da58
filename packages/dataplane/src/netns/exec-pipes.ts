import { closeSync } from "node:fs";
import { once } from "node:events";
import type { ExecEnd, Execution, OutputSink } from "@podpath/access-path";
import { commandArguments, endOf, RUN_WITH_PIPES, type Command } from "./command.ts";
import type { Lab } from "./lab.ts";
import { within } from "./wait.ts";

/** After a command has ended, something that it left behind may hold its output open for ever. */
const DRAIN_MS = 200;
const REPORT_FD = 3;

/** Run a command with pipes: its output and its errors apart, its input until `endInput`. */
export async function execWithPipes(
  lab: Lab,
  command: Command,
  takesInput: boolean,
  sink: OutputSink,
): Promise<Execution> {
  const input = takesInput ? await lab.pipes.takeInput() : null;
  const output = await lab.pipes.takeOutput();
  const errors = await lab.pipes.takeOutput();
  const stdio = [input?.childFd ?? "ignore", output.childFd, errors.childFd, "pipe"] as const;
  const process = lab.runOutside(commandArguments(lab, command, RUN_WITH_PIPES), stdio);
  for (const pipe of [input, output, errors]) if (pipe !== null) closeSync(pipe.childFd);
  output.stream.on("data", (chunk: Uint8Array) => sink.stdout(chunk));
  errors.stream.on("data", (chunk: Uint8Array) => sink.stderr(chunk));
  let report = "";
  const reports = process.pipes[REPORT_FD]!.on(
    "data",
    (chunk: Uint8Array) => (report += Buffer.from(chunk).toString()),
  );
  const drained = Promise.all([output.stream, errors.stream, reports].map((stream) => once(stream, "close")));
  const end = async (): Promise<ExecEnd> => {
    const status = await process.exited;
    await within(drained, DRAIN_MS, "the rest of the output").catch(() => {});
    input?.stream.destroy();
    return endOf(status, report, command);
  };
  return {
    write: (chunk) => void input?.stream.write(chunk),
    endInput: () => void input?.stream.end(),
    resize: () => {},
    kill: () => process.kill(),
    ended: end(),
  };
}
