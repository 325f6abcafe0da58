import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** What becomes of a call on its way to the cloud: the code that it is refused with, or null: passed on. */
export type Verdict = (action: string, seen: number) => string | null;

/** The cloud's API with some calls refused: what a CAM policy, or a busy cloud, does. */
export async function refusingProxy(
  endpoint: string,
  verdict: Verdict,
): Promise<{ endpoint: string; calls: string[] }> {
  const target = new URL(endpoint);
  const calls: string[] = [];
  const server = createServer((incoming, response) => {
    const action = String(incoming.headers["x-tc-action"]);
    const code = verdict(action, calls.filter((one) => one === action).length);
    calls.push(action);
    if (code === null) passOn(target, incoming, response);
    else refuse(code, incoming, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls };
}

function passOn(target: URL, incoming: IncomingMessage, response: ServerResponse): void {
  const { method = "POST", url = "/", headers } = incoming;
  const outgoing = httpRequest({ host: target.hostname, port: target.port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  incoming.pipe(outgoing);
}

function refuse(code: string, incoming: IncomingMessage, response: ServerResponse): void {
  incoming.resume();
  incoming.on("end", () => {
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({ Response: { Error: { Code: code, Message: "refused on the way" }, RequestId: "r" } }),
    );
  });
}
