import type { Execution } from "@podpath/access-path";
import { exitStatus, type ExecOpening } from "../kube/server/exec.ts";

export type AcceptedExec = Extract<ExecOpening, { kind: "accepted" }>;

/** The client's side of a running command, whatever protocol carries it. */
export interface ExecPeer {
  stdout(chunk: Uint8Array): void;
  stderr(chunk: Uint8Array): void;
  /** The command has ended: tell its status, then end all streams. */
  status(status: object): void;
}

/** What the client may do; safe after the command's end. */
export interface ExecSession {
  stdin(chunk: Uint8Array): void;
  endStdin(): void;
  /** @param message such as `{"Width":80,"Height":24}` */
  resize(message: string): void;
  /** The client has gone: nothing may go on running for it. */
  abandon(): void;
}

/** Starts the command and ties it to the client. */
export function startSession(exec: AcceptedExec, peer: ExecPeer): ExecSession {
  const execution: Execution = exec.start({
    stdout: (chunk) => exec.stdout && peer.stdout(chunk),
    stderr: (chunk) => exec.stderr && peer.stderr(chunk),
  });
  let over = false;
  void execution.ended.then(
    (end) => {
      if (!over) peer.status(exitStatus(end));
      over = true;
    },
    (error: unknown) => {
      if (!over) peer.status(exitStatus({ kind: "not-started", reason: "not-permitted", message: String(error) }));
      over = true;
    },
  );
  return {
    stdin: (chunk) => !over && exec.stdin && execution.write(chunk),
    endStdin: () => !over && execution.endInput(),
    resize(message) {
      const size = parseSize(message);
      if (!over && size !== null) execution.resize(size.columns, size.rows);
    },
    abandon() {
      if (over) return;
      over = true;
      execution.kill();
    },
  };
}

/** Go reads JSON's names in any case, so clients write them in theirs: kubectl `Width`, client-node `width`. */
function parseSize(message: string): { readonly columns: number; readonly rows: number } | null {
  try {
    const sent = Object.entries(JSON.parse(message) as object).map(
      ([name, value]) => [name.toLowerCase(), value] as const,
    );
    const { width: columns, height: rows } = Object.fromEntries(sent) as Readonly<Record<string, unknown>>;
    return isCount(columns) && isCount(rows) ? { columns, rows } : null;
  } catch {
    return null;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value < 65_536;
}
