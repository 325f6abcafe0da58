import type { Execution } from "@podpath/access-path";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Forwarding } from "../kube/server/port-forward.ts";
import { serveSpdy } from "./spdy.ts";

const PROTOCOL = "portforward.k8s.io";

/** Connections of one client at a time. */
const CONNECTIONS = 100;

const NOTHING = new Uint8Array();

/** One connection: a stream for its bytes, one for what went wrong. */
interface Tunnel {
  readonly port: number;
  error: number | null;
  data: number | null;
  execution: Execution | null;
}

/** Carries connections for `kubectl port-forward`. */
export function portForwardOverSpdy(
  message: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  forwarding: Forwarding,
): void {
  const offered = (message.headers["x-stream-protocol-version"] ?? "").toString();
  if (!offered.includes(PROTOCOL)) {
    socket.end(`HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\nthis server speaks ${PROTOCOL}\n`);
    return;
  }
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: ${PROTOCOL}\r\n\r\n`,
  );
  const tunnels = new Map<string, Tunnel>();
  const byStream = new Map<number, Tunnel>();
  const connection = serveSpdy(socket, head, {
    stream(id, headers) {
      if (tunnels.size > CONNECTIONS) socket.destroy();
      const request = headers.get("requestid") ?? "";
      const tunnel = tunnels.get(request) ?? {
        port: Number(headers.get("port")),
        error: null,
        data: null,
        execution: null,
      };
      tunnels.set(request, tunnel);
      if (headers.get("streamtype") === "error") tunnel.error = id;
      else {
        tunnel.data = id;
        byStream.set(id, tunnel);
      }
      if (tunnel.error !== null && tunnel.data !== null) open(request, tunnel, tunnel.error, tunnel.data);
    },
    data(id, chunk, last) {
      const execution = byStream.get(id)?.execution;
      if (chunk.length > 0) execution?.write(chunk);
      if (last) execution?.endInput();
    },
    closed() {
      for (const { execution } of tunnels.values()) execution?.kill();
    },
  });

  function open(request: string, tunnel: Tunnel, error: number, data: number): void {
    const { port } = tunnel;
    const close = (why: string | null): void => {
      if (why !== null) connection.send(error, Buffer.from(`error forwarding port ${port}: ${why}`), false);
      for (const stream of [error, data]) connection.send(stream, NOTHING, true);
      tunnels.delete(request);
      byStream.delete(data);
    };
    if (!Number.isInteger(port) || port < 1 || port > 65_535) return close("no such port");
    if (tunnels.size > CONNECTIONS) return close(`more than ${CONNECTIONS} connections at once`);
    let complaint = "";
    const execution = forwarding.connect(port, {
      stdout: (chunk) => connection.send(data, chunk, false),
      stderr: (chunk) => (complaint += Buffer.from(chunk).toString().slice(0, 1000)),
    });
    tunnel.execution = execution;
    void execution.ended.then(
      (end) => {
        if (end.kind === "not-started") close(end.message);
        else close(end.status === 0 ? null : complaint.trim() || `exit status ${end.status}`);
      },
      (reason: unknown) => close(String(reason)),
    );
  }
}
