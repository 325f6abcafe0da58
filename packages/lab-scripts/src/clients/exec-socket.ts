import { WebSocket } from "ws";

/** Kubernetes' remote-command protocol: one channel byte before the data of each frame. */
const CHANNEL = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 } as const;
const PROTOCOLS = ["v5.channel.k8s.io", "v4.channel.k8s.io"];
/** A server that doesn't answer the upgrade by then is not there. */
const UPGRADE_TIMEOUT_MS = 10_000;

/** Where a remote command's input comes from and its output goes to. */
export interface ExecStreams {
  readonly stdin?: NodeJS.ReadableStream;
  readonly stdout: (chunk: Uint8Array) => void;
  readonly stderr: (chunk: Uint8Array) => void;
  /** A terminal: its size now, and a way to hear of changes. @returns stops telling */
  readonly terminal?: {
    size(): { columns: number; rows: number };
    onResize(listener: () => void): () => void;
  };
  /** Gives up waiting: the connection is closed, which ends the command. */
  readonly signal?: AbortSignal;
}

/** The command's exit status, or why it did not run to its end. */
export type ExecResult =
  | { readonly kind: "exited"; readonly status: number }
  | { readonly kind: "failed"; readonly reason: string; readonly message: string };

/** Runs one command over an exec WebSocket (the sandbox's and TKE's API servers alike) and passes its streams through. */
export function execOverSocket(
  url: string,
  connection: {
    readonly headers: Record<string, string>;
    readonly ca?: string;
    readonly cert?: string;
    readonly key?: string;
  },
  streams: ExecStreams,
): Promise<ExecResult> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, PROTOCOLS, { ...connection, handshakeTimeout: UPGRADE_TIMEOUT_MS });
    socket.binaryType = "nodebuffer";
    let result: ExecResult | null = null;
    const cleanUps: (() => void)[] = [];
    const finish = (end: ExecResult): void => {
      if (result) return;
      result = end;
      for (const cleanUp of cleanUps) cleanUp();
      socket.terminate();
      resolve(end);
    };
    socket.on("open", () => cleanUps.push(...attach(socket, streams)));
    socket.on("message", (data: Buffer) => {
      const rest = data.subarray(1);
      if (data[0] === CHANNEL.stdout) streams.stdout(rest);
      else if (data[0] === CHANNEL.stderr) streams.stderr(rest);
      else if (data[0] === CHANNEL.error) finish(parseStatus(rest.toString("utf8")));
    });
    socket.on("unexpected-response", (_request, response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (body += chunk));
      response.on("end", () => finish(refused(response.statusCode ?? 0, body)));
    });
    socket.on("error", (error: Error) =>
      finish({ kind: "failed", reason: "ConnectionFailed", message: error.message }),
    );
    socket.on("close", () =>
      finish({ kind: "failed", reason: "ConnectionClosed", message: "the server closed the connection" }),
    );
    if (streams.signal) {
      const abort = (): void => finish({ kind: "failed", reason: "Aborted", message: "given up" });
      if (streams.signal.aborted) abort();
      streams.signal.addEventListener("abort", abort, { once: true });
      cleanUps.push(() => streams.signal!.removeEventListener("abort", abort));
    }
  });
}

function attach(socket: WebSocket, streams: ExecStreams): (() => void)[] {
  const cleanUps: (() => void)[] = [];
  const send = (channel: number, data: Uint8Array | string): void => {
    if (socket.readyState === WebSocket.OPEN)
      socket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(data as string)]));
  };
  const { stdin, terminal } = streams;
  if (stdin) {
    const onData = (chunk: Buffer | string): void => send(CHANNEL.stdin, chunk);
    const onEnd = (): void => send(CHANNEL.close, Uint8Array.of(CHANNEL.stdin));
    stdin.on("data", onData);
    stdin.once("end", onEnd);
    cleanUps.push(() => {
      stdin.off("data", onData);
      stdin.off("end", onEnd);
      stdin.pause();
    });
  }
  if (terminal) {
    const sendSize = (): void => {
      const { columns, rows } = terminal.size();
      send(CHANNEL.resize, JSON.stringify({ Width: columns, Height: rows }));
    };
    sendSize();
    cleanUps.push(terminal.onResize(sendSize));
  }
  return cleanUps;
}

interface KubeStatus {
  readonly status?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly details?: { readonly causes?: readonly { readonly reason?: string; readonly message?: string }[] };
}

function parseStatus(text: string): ExecResult {
  let status: KubeStatus;
  try {
    status = JSON.parse(text) as KubeStatus;
  } catch {
    return { kind: "failed", reason: "BadStatus", message: text.slice(0, 500) };
  }
  if (status.status === "Success") return { kind: "exited", status: 0 };
  const exitCode = status.details?.causes?.find((cause) => cause.reason === "ExitCode")?.message;
  if (exitCode !== undefined) return { kind: "exited", status: Number(exitCode) };
  return { kind: "failed", reason: status.reason ?? "Failure", message: status.message ?? text.slice(0, 500) };
}

function refused(httpStatus: number, body: string): ExecResult {
  try {
    const status = JSON.parse(body) as KubeStatus;
    return {
      kind: "failed",
      reason: status.reason ?? `Http${httpStatus}`,
      message: status.message ?? body.slice(0, 500),
    };
  } catch {
    return { kind: "failed", reason: `Http${httpStatus}`, message: body.slice(0, 500) };
  }
}
