import type { Execution } from "@podpath/access-path";
import type { Duplex } from "node:stream";
import { exitStatus, type ExecOpening } from "../kube/server/exec.ts";

export type AcceptedExec = Extract<ExecOpening, { kind: "accepted" }>;

/** Bytes that may wait for a client before the command is told to wait, and how few let it go on. */
const UNREAD = { pause: 4 * 1024 * 1024, cutOff: 64 * 1024 * 1024 } as const;

/** The client's side of a running command, whatever protocol carries it. */
export interface ExecPeer {
  /** The connection that everything goes through. */
  readonly socket: Duplex;
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
  const { socket } = peer;
  let over = false;
  let paused = false;
  let started: Execution | null = null; // output may come while the command is being started
  const execution = exec.start({
    stdout: (chunk) => exec.stdout && hand(() => peer.stdout(chunk)),
    stderr: (chunk) => exec.stderr && hand(() => peer.stderr(chunk)),
  });
  started = execution;
  if (paused) execution.pause?.();
  socket.on("drain", () => {
    if (paused) execution.resume?.();
    paused = false;
  });

  /** A reader that is slow makes the command wait; where that can't be done, one that is too slow is cut off. */
  function hand(send: () => void): void {
    send();
    if (socket.writableLength > UNREAD.cutOff) socket.destroy();
    if (paused || socket.writableLength < UNREAD.pause) return;
    paused = true;
    started?.pause?.();
  }

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
