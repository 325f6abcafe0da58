import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type AcceptedExec, type ExecSession, startSession } from "./exec-session.ts";
import { serveSpdy } from "./spdy.ts";

const PROTOCOL = "v4.channel.k8s.io";

/** Longest piece of output in one frame. */
const FRAME_BYTES = 64 * 1024;

const NOTHING = new Uint8Array();

/** Runs a command for a client that speaks SPDY: kubectl before 1.29, and later ones when asked to. */
export function execOverSpdy(message: IncomingMessage, socket: Duplex, head: Buffer, exec: AcceptedExec): void {
  const offered = (message.headers["x-stream-protocol-version"] ?? "").toString().split(",");
  if (!offered.some((protocol) => protocol.trim() === PROTOCOL)) {
    socket.end(`HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\nthis server speaks ${PROTOCOL}\n`);
    return;
  }
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: ${PROTOCOL}\r\n\r\n`,
  );

  const streams = new Map<string, number>();
  const expected = [
    "error",
    ...(["stdin", "stdout", "stderr"] as const).filter((name) => exec[name]),
    ...(exec.tty ? ["resize"] : []),
  ];
  let session: ExecSession | null = null;

  const connection = serveSpdy(socket, head, {
    stream(id, headers) {
      streams.set(headers.get("streamtype") ?? "", id);
      if (session === null && expected.every((name) => streams.has(name))) session = begin();
    },
    data(id, chunk, last) {
      if (id === streams.get("stdin")) {
        if (chunk.length > 0) session?.stdin(chunk);
        if (last) session?.endStdin();
      } else if (id === streams.get("resize") && chunk.length > 0) session?.resize(chunk.toString());
    },
    closed: () => session?.abandon(),
  });

  const send = (name: string, chunk: Uint8Array): void => {
    const id = streams.get(name);
    if (id === undefined) return;
    for (let at = 0; at < chunk.length; at += FRAME_BYTES)
      connection.send(id, chunk.subarray(at, at + FRAME_BYTES), false);
  };

  function begin(): ExecSession {
    return startSession(exec, {
      socket,
      stdout: (chunk) => send("stdout", chunk),
      stderr: (chunk) => send("stderr", chunk),
      status(status) {
        send("error", Buffer.from(JSON.stringify(status)));
        for (const id of streams.values()) connection.send(id, NOTHING, true);
        connection.end();
      },
    });
  }
}
