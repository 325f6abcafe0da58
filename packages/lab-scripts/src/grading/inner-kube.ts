import type { Emulator, HttpRequest, HttpResponse } from "@podpath/emulator";
import { KubeApiError, type KubeClient, type KubeRequest } from "../clients/kube.ts";

/** The Kubernetes API of a sandbox in this very process, through the same front door as over the network: tokens are checked. */
export function innerKube(emulator: Emulator, token: string): KubeClient {
  const text = async (request: KubeRequest): Promise<string> => {
    const { status, body } = await emulator.handleKube(toHttp(request, token));
    const answer = textOf(body);
    if (status < 300) return answer;
    throw refusal(status, answer);
  };
  return {
    text,
    json: async <T>(request: KubeRequest) => JSON.parse(await text(request)) as T,
    exec: async (pod, command, streams) => {
      const query = new URLSearchParams({ stdout: "true", stderr: "true" });
      if (pod.container) query.set("container", pod.container);
      for (const word of command) query.append("command", word);
      const path = `/api/v1/namespaces/${pod.namespace}/pods/${pod.name}/exec`;
      const opening = emulator.openKubeExec(toHttp({ method: "POST", path }, token, query.toString()));
      if (opening.kind === "refused")
        return { kind: "failed", reason: "Refused", message: textOf(opening.response.body) };
      if (opening.kind === "forwarding") throw new Error("an exec was answered as a port-forward");
      const execution = opening.start({ stdout: streams.stdout, stderr: streams.stderr });
      execution.endInput();
      streams.signal?.addEventListener("abort", () => execution.kill());
      const end = await execution.ended;
      if (end.kind === "exited") return end;
      return { kind: "failed", reason: end.reason, message: end.message };
    },
  };
}

/** A body that goes on (a watch) is nothing that a replay or a check asks for. */
export function textOf(body: HttpResponse["body"]): string {
  if (typeof body === "string") return body;
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : "";
}

function toHttp(request: KubeRequest, token: string, query?: string): HttpRequest {
  const { method = "GET", path, body, contentType = "application/json", accept = "application/json" } = request;
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  return {
    method,
    path,
    query: query ?? new URLSearchParams(request.query).toString(),
    headers: { host: "127.0.0.1", authorization: `Bearer ${token}`, accept, "content-type": contentType },
    body: new TextEncoder().encode(text),
  };
}

function refusal(status: number, answer: string): KubeApiError {
  try {
    const { reason = "Unknown", message = answer } = JSON.parse(answer) as { reason?: string; message?: string };
    return new KubeApiError(status, reason, message);
  } catch {
    return new KubeApiError(status, "Unknown", answer.slice(0, 500));
  }
}
