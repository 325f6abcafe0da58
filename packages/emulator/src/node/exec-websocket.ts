import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type RawData, type ServerOptions, type WebSocket } from "ws";
import { type AcceptedExec, startSession } from "./exec-session.ts";

/** First byte of every message. 255 closes the channel that the second byte names (v5). */
const CHANNEL = { stdin: 0, stdout: 1, stderr: 2, error: 3, resize: 4, close: 255 } as const;

/** In the order of preference. Only v5 can tell the end of stdin. */
const PROTOCOLS = ["v5.channel.k8s.io", "v4.channel.k8s.io"];

/**
 * kubectl begins to read before it has made its streams, and warns of a message that comes in between, as one on loopback may
 * under load. A command's own output takes longer than that to begin.
 */
const GREETING_MS = 25;

const OPTIONS: ServerOptions & { readonly closeTimeout: number /* not in the types yet */ } = {
  noServer: true,
  maxPayload: 4 * 1024 * 1024,
  closeTimeout: 600_000, // a slow reader may take its time with what a command that has ended left behind
  handleProtocols: (offered) => PROTOCOLS.find((protocol) => offered.has(protocol)) ?? false,
};

const server = new WebSocketServer(OPTIONS);

/** Runs a command for a client that speaks WebSocket: kubectl since 1.29, @kubernetes/client-node. */
export function execOverWebSocket(message: IncomingMessage, socket: Duplex, head: Buffer, exec: AcceptedExec): void {
  const offered = (message.headers["sec-websocket-protocol"] ?? "").split(",").map((protocol) => protocol.trim());
  if (!PROTOCOLS.some((protocol) => offered.includes(protocol))) {
    socket.end(
      `HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\nunsupported protocols ${offered.join(", ")}; this server speaks ${PROTOCOLS.join(", ")}\n`,
    );
    return;
  }
  server.handleUpgrade(message, socket, head, (client) => connect(client, socket, exec));
}

function connect(client: WebSocket, socket: Duplex, exec: AcceptedExec): void {
  const send = (channel: number, chunk: Uint8Array): void => {
    if (client.readyState !== client.OPEN) return;
    client.send(Buffer.concat([Buffer.from([channel]), chunk]));
  };
  let greeted = false;
  /** Real servers open every channel with an empty message; clients wait for it. */
  const greet = (): void => {
    if (greeted) return;
    greeted = true;
    for (const name of ["stdin", "stdout", "stderr"] as const) if (exec[name]) send(CHANNEL[name], Buffer.alloc(0));
  };
  const greeting = setTimeout(greet, GREETING_MS);

  const session = startSession(exec, {
    socket,
    stdout(chunk) {
      greet();
      send(CHANNEL.stdout, chunk);
    },
    stderr(chunk) {
      greet();
      send(CHANNEL.stderr, chunk);
    },
    status(status) {
      greet();
      send(CHANNEL.error, Buffer.from(JSON.stringify(status)));
      client.close(1000);
    },
  });
  client.on("message", (data: RawData) => {
    const bytes = data as Buffer; // ws hands out Buffers unless told otherwise
    const channel = bytes[0];
    const payload = bytes.subarray(1);
    if (channel === CHANNEL.stdin) session.stdin(payload);
    else if (channel === CHANNEL.resize) session.resize(payload.toString());
    else if (channel === CHANNEL.close && payload[0] === CHANNEL.stdin) session.endStdin();
  });
  client.on("close", () => {
    clearTimeout(greeting);
    session.abandon();
  });
  client.on("error", () => client.terminate());
}
