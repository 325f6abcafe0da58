import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Emulator } from "@podpath/emulator";
import { execOverWebSocket, type AcceptedExec } from "@podpath/emulator/node";

/** A terminal's size until the client tells its own. */
const TERMINAL = { columns: 80, rows: 24 } as const;

/** `/api/accounts/:id/nodes/:name/exec`: what logging in to the machine is on a real cluster. */
export function openNodeExec(emulator: Emulator, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const [, , accounts, id = "", nodes, name = "", verb] = url.pathname.split("/").map(decodeURIComponent);
  const known = emulator.accounts().some((account) => account.id === id);
  if (accounts !== "accounts" || nodes !== "nodes" || verb !== "exec" || !known) {
    socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n");
    return;
  }
  const flag = (option: string): boolean => url.searchParams.get(option) === "true";
  const tty = flag("tty");
  const exec: AcceptedExec = {
    kind: "accepted",
    stdin: flag("stdin"),
    stdout: true,
    stderr: !tty,
    tty,
    start: (sink) =>
      emulator.dataPlane(id).exec(
        {
          target: { kind: "node", name },
          command: url.searchParams.getAll("command"),
          stdin: flag("stdin"),
          ...(tty ? { tty: TERMINAL } : {}),
        },
        sink,
      ),
  };
  execOverWebSocket(request, socket, head, exec);
}
