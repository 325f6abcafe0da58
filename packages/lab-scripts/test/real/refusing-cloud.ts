import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A cloud that refuses what it is told to, and passes everything else on. */
export interface RefusingCloud {
  readonly endpoint: string;
  /** The next calls of this action are refused with this code. */
  refuse(action: string, code: string, times?: number): void;
  /** No longer refused. */
  serve(action: string): void;
  /** Every call that came, as CAM names it: `vpc:CreateVpc`. */
  readonly called: ReadonlySet<string>;
  /** Calls that changed something, since the last time this was asked. */
  writes(): readonly string[];
}

export async function startRefusingCloud(behind: string): Promise<RefusingCloud> {
  const refusals: { action: string; code: string; times: number }[] = [];
  let writes: string[] = [];
  const called = new Set<string>();
  const { hostname, port } = new URL(behind);
  const server = createServer((message, response) => {
    const action = String(message.headers["x-tc-action"]);
    called.add(`${(message.headers.host ?? "").split(".")[0]}:${action}`);
    if (!action.startsWith("Describe") && !action.startsWith("Get")) writes.push(action);
    const refusal = refusals.find((one) => one.action === action && one.times > 0);
    if (refusal) {
      refusal.times -= 1;
      message.resume();
      response.setHeader("content-type", "application/json");
      const Error = { Code: refusal.code, Message: `${action} is refused` };
      response.end(JSON.stringify({ Response: { Error, RequestId: "00000000-0000-4000-8000-000000000000" } }));
      return;
    }
    const { method, url: path, headers } = message;
    const onward = httpRequest({ host: hostname, port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    message.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    called,
    refuse: (action, code, times = 1) => void refusals.push({ action, code, times }),
    serve: (action) => refusals.filter((one) => one.action === action).forEach((one) => (one.times = 0)),
    writes() {
      const since = writes;
      writes = [];
      return since;
    },
  };
}
