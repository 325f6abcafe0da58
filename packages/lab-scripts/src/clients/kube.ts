import { request as httpsRequest } from "node:https";
import { execOverSocket, type ExecResult, type ExecStreams } from "./exec-socket.ts";
import { readKubeconfig, type Connection } from "./kubeconfig.ts";

/** One answer must come by then; a watch or a followed log has no such limit. */
const REQUEST_TIMEOUT_MS = 15_000;

/** An object as the API gives it; fields are read where they are known. */
export interface KubeResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
    readonly resourceVersion?: string;
  };
  readonly spec?: Record<string, unknown>;
  readonly status?: Record<string, unknown>;
  readonly [field: string]: unknown;
}

/** The API server refused: its own code, reason and sentence. */
export class KubeApiError extends Error {
  override readonly name = "KubeApiError";
  readonly status: number;
  readonly reason: string;

  constructor(status: number, reason: string, sentence: string) {
    super(sentence);
    this.status = status;
    this.reason = reason;
  }
}

export interface KubeRequest {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string;
  /** Called with each piece of a body that goes on; the promise resolves at its end. */
  readonly onChunk?: (chunk: string) => void;
}

export interface KubeClient {
  /** @throws KubeApiError when the answer isn't 2xx */
  text(request: KubeRequest): Promise<string>;
  json<T>(request: KubeRequest): Promise<T>;
  exec(
    pod: { readonly namespace: string; readonly name: string; readonly container?: string },
    command: readonly string[],
    streams: ExecStreams,
  ): Promise<ExecResult>;
}

/**
 * The Kubernetes API with the static credentials of a kubeconfig (token or client certificate), which is what the sandbox
 * and TKE hand out. About as much as the lab needs: the full client library takes longer to load than a check may last.
 */
export function createKubeClient(kubeconfig: string): KubeClient {
  return connectKube(readKubeconfig([{ text: kubeconfig, folder: "." }]).connection);
}

export function connectKube(connection: Connection): KubeClient {
  const text = (request: KubeRequest): Promise<string> => send(connection, request);
  return {
    text,
    json: async <T>(request: KubeRequest) => JSON.parse(await text(request)) as T,
    exec: (pod, command, streams) => {
      const query = new URLSearchParams({
        stdout: "true",
        stderr: String(!streams.terminal),
        stdin: String(Boolean(streams.stdin)),
      });
      if (streams.terminal) query.set("tty", "true");
      if (pod.container) query.set("container", pod.container);
      for (const word of command) query.append("command", word);
      const url = new URL(
        `/api/v1/namespaces/${pod.namespace}/pods/${pod.name}/exec?${query.toString()}`,
        connection.server,
      );
      url.protocol = "wss:";
      const { server: _, ...rest } = connection;
      return execOverSocket(url.href, rest, streams);
    },
  };
}

function send(connection: Connection, request: KubeRequest): Promise<string> {
  const { server, headers, ...tls } = connection;
  const query = request.query ? `?${new URLSearchParams(request.query).toString()}` : "";
  const body =
    request.body === undefined
      ? undefined
      : typeof request.body === "string"
        ? request.body
        : JSON.stringify(request.body);
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest(
      new URL(`${request.path}${query}`, server),
      {
        method: request.method ?? "GET",
        ...tls,
        headers: {
          ...headers,
          accept: request.accept ?? "application/json",
          ...(body === undefined
            ? {}
            : { "content-type": request.contentType ?? "application/json", "content-length": Buffer.byteLength(body) }),
        },
      },
      (response) => {
        const ok = (response.statusCode ?? 0) < 300;
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          if (ok && request.onChunk) request.onChunk(chunk);
          else text += chunk;
        });
        response.on("error", reject);
        response.on("end", () => (ok ? resolve(text) : reject(apiError(response.statusCode ?? 0, text))));
      },
    );
    if (!request.onChunk) {
      outgoing.setTimeout(REQUEST_TIMEOUT_MS, () =>
        outgoing.destroy(new Error(`no answer within ${REQUEST_TIMEOUT_MS} ms`)),
      );
    }
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

function apiError(status: number, body: string): KubeApiError {
  try {
    const answer = JSON.parse(body) as { reason?: string; message?: string };
    return new KubeApiError(status, answer.reason ?? "Unknown", answer.message ?? body);
  } catch {
    return new KubeApiError(status, "Unknown", body.slice(0, 500));
  }
}
