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
  /** @param message `{"Width":80,"Height":24}` */
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

function parseSize(message: string): { readonly columns: number; readonly rows: number } | null {
  try {
    const { Width: columns, Height: rows } = JSON.parse(message) as { Width?: unknown; Height?: unknown };
    const fits = (n: unknown): n is number => Number.isInteger(n) && (n as number) > 0 && (n as number) < 65_536;
    return fits(columns) && fits(rows) ? { columns, rows } : null;
  } catch {
    return null;
  }
}
