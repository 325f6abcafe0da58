import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { ACTIONS, type Account, FakeRefusal, newAccount } from "./fake-actions.ts";

/** One call as it came in. */
interface Call {
  readonly host: string;
  readonly action: string;
  readonly version: string;
  /** `vpc` of `…/2026-11-22/vpc/tc3_request`. */
  readonly scope: string;
  readonly request: Record<string, unknown>;
}

export interface FakeCloud {
  readonly endpoint: string;
  readonly calls: Call[];
  readonly account: Account;
  /** Names of the calls that changed something, since the last time this was asked. */
  writes(): string[];
  /** The next calls of this action are refused with this code, or (`hang-up`) done and never answered. */
  fail(action: string, how: string, times?: number): void;
  close(): Promise<void>;
}

/** The few calls this engine makes, answered from memory: enough to see what it asks, and to refuse at will. */
export async function startFakeCloud(): Promise<FakeCloud> {
  const calls: Call[] = [];
  const account = newAccount();
  const failures: { action: string; how: string; times: number }[] = [];
  let seen = 0;
  const server = http.createServer((message, response) => {
    void readCall(message).then((call) => {
      calls.push(call);
      const failure = failures.find((one) => one.action === call.action && one.times > 0);
      if (failure !== undefined) failure.times -= 1;
      const answer = answerTo(account, call, failure?.how === "hang-up" ? undefined : failure?.how);
      if (failure?.how === "hang-up") {
        message.socket.destroy();
        return;
      }
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ Response: { ...answer, RequestId: `request-${calls.length}` } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    account,
    writes() {
      const since = calls.slice(seen);
      seen = calls.length;
      return since.map((call) => call.action).filter((action) => !action.startsWith("Describe"));
    },
    fail: (action, how, times = 1) => void failures.push({ action, how, times }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readCall(message: http.IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return {
    host: message.headers.host ?? "",
    action: String(message.headers["x-tc-action"]),
    version: String(message.headers["x-tc-version"]),
    scope: /Credential=[^/]+\/[^/]+\/([^/]+)\//.exec(message.headers.authorization ?? "")?.[1] ?? "",
    request: JSON.parse(Buffer.concat(chunks).toString() || "{}") as Record<string, unknown>,
  };
}

function answerTo(account: Account, { action, request }: Call, refusal: string | undefined): object {
  try {
    if (refusal !== undefined) throw new FakeRefusal(refusal);
    const act = ACTIONS[action];
    if (act === undefined) throw new FakeRefusal("InvalidAction");
    return act(account, request);
  } catch (error) {
    if (error instanceof FakeRefusal) return { Error: { Code: error.code, Message: `no: ${action}` } };
    throw error;
  }
}
