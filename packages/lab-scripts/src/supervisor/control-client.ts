import { LabError } from "../lab-error.ts";
import { message } from "../text/translate.ts";
import type { ControlClient, SupervisorRecord } from "./protocol.ts";

/** Making an account's network or taking it down may take this long on a loaded machine. */
const CALL_TIMEOUT_MS = 60_000;
/** It is answered at once by whoever isn't stopped or stuck. */
const HELLO_TIMEOUT_MS = 10_000;

/** Speaks to a supervisor that is there. @throws LabError `SupervisorGone` when it no longer is */
export function controlClient(record: SupervisorRecord): ControlClient {
  const headers = { authorization: `Bearer ${record.token}` };
  const send = async (method: string, path: string, body?: unknown, timeoutMs = CALL_TIMEOUT_MS): Promise<Response> => {
    try {
      return await fetch(`${record.url}/api${path}`, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (error) {
      throw gone(String((error as Error).cause ?? error));
    }
  };
  const json = async <T>(method: string, path: string, body?: unknown, timeoutMs?: number): Promise<T> => {
    const response = await send(method, path, body, timeoutMs);
    if (!response.ok) throw gone(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const of = (id: string): string => `/accounts/${encodeURIComponent(id)}`;
  return {
    headers,
    hello: () => json("GET", "/hello", undefined, HELLO_TIMEOUT_MS),
    putAccount: (spec) => json("PUT", "/accounts", spec),
    account: async (id) => {
      const response = await send("GET", of(id));
      return response.status === 404 ? null : ((await response.json()) as never);
    },
    removeAccount: async (id) => void (await json("DELETE", of(id))),
    snapshot: (id) => json("GET", `${of(id)}/snapshot?settled`),
    audit: (id) => json("GET", `${of(id)}/audit`),
    counters: (id) => json("GET", `${of(id)}/counters`),
    flows: (id) => json("GET", `${of(id)}/flows`),
    kubeconfig: async (id, cluster, user) => {
      const response = await send("GET", `${of(id)}/kubeconfig?${new URLSearchParams({ cluster, user }).toString()}`);
      if (!response.ok) throw gone(await response.text());
      return response.text();
    },
    nodeExecUrl: (id, node, command, tty, stdin) => {
      const query = new URLSearchParams({
        stdout: "true",
        stderr: String(!tty),
        tty: String(tty),
        stdin: String(stdin),
      });
      for (const word of command) query.append("command", word);
      const url = new URL(`/api${of(id)}/nodes/${encodeURIComponent(node)}/exec?${query.toString()}`, record.url);
      url.protocol = "ws:";
      return url.href;
    },
    stop: async () => void (await json("POST", "/stop")),
  };
}

function gone(reason: string): LabError {
  return new LabError("SupervisorGone", message("supervisor.gone", { reason }), message("supervisor.gone.hint"));
}
