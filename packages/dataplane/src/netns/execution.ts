import type { ExecEnd, Execution } from "@podpath/access-path";

/** The execution of a command that never began. */
export function notStarted(reason: "no-such-target", message: string): Execution {
  const ended = Promise.resolve<ExecEnd>({ kind: "not-started", reason, message });
  return { write: () => {}, endInput: () => {}, resize: () => {}, kill: () => {}, ended };
}

/** An execution that can be written to before it has begun: everything is passed on in order. */
export function deferred(starting: Promise<Execution>): Execution {
  const pass = (act: (execution: Execution) => void) => void starting.then(act, () => {});
  return {
    write: (chunk) => pass((execution) => execution.write(chunk)),
    endInput: () => pass((execution) => execution.endInput()),
    resize: (columns, rows) => pass((execution) => execution.resize(columns, rows)),
    kill: () => pass((execution) => execution.kill()),
    ended: starting.then((execution) => execution.ended),
  };
}
