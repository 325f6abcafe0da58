import type { Execution, ExecEnd, OutputSink } from "@podpath/access-path";
import type { HttpRequest, HttpResponse } from "../../http.ts";
import type { HostedCluster } from "../../kube-host.ts";
import { KubeError } from "../kube-error.ts";
import type { PodObject } from "../types.ts";
import { requireRunning } from "./container.ts";
import type { Forwarding } from "./port-forward.ts";
import type { Query } from "./query.ts";
import { getObject } from "./read.ts";
import type { ResourceRoute } from "./route.ts";

/** What came of a request whose connection becomes streams; those are the business of the server that holds the connection. */
export type ExecOpening =
  | { readonly kind: "refused"; readonly response: HttpResponse }
  | {
      readonly kind: "accepted";
      readonly stdin: boolean;
      readonly stdout: boolean;
      readonly stderr: boolean;
      readonly tty: boolean;
      /** Starts the command; call once. */
      start(sink: OutputSink): Execution;
    }
  | Forwarding;

export type OpenExec = (request: HttpRequest) => ExecOpening;

/** A terminal's size until the client tells its own. */
const TERMINAL = { columns: 80, rows: 24 } as const;

/** @throws KubeError NotFound, BadRequest */
export function openExec(cluster: HostedCluster, route: ResourceRoute, query: Query): ExecOpening {
  const pod = getObject(cluster.objects, route) as PodObject;
  const container = requireRunning(pod, query.one("container"));
  const command = query.all("command");
  if (command.length === 0) throw new KubeError("BadRequest", "you must specify at least 1 command for the container");
  const tty = query.flag("tty");
  const stdin = query.flag("stdin");
  const target = { kind: "pod", uid: pod.metadata.uid, container } as const;
  return {
    kind: "accepted",
    stdin,
    stdout: query.flag("stdout"),
    stderr: query.flag("stderr") && !tty,
    tty,
    start: (sink) => cluster.dataPlane.exec({ target, command, stdin, ...(tty ? { tty: TERMINAL } : {}) }, sink),
  };
}

/** How a command ended, as the `v1 Status` that goes over the error channel. */
export function exitStatus(end: ExecEnd, command = "command"): object {
  if (end.kind === "not-started") {
    return {
      metadata: {},
      status: "Failure",
      message: `error executing ${command} in container: ${end.message}`,
      reason: "InternalError",
      code: 500,
    };
  }
  if (end.status === 0) return { metadata: {}, status: "Success" };
  return {
    metadata: {},
    status: "Failure",
    message: `command terminated with non-zero exit code: exit status ${end.status}`,
    reason: "NonZeroExitCode",
    details: { causes: [{ reason: "ExitCode", message: String(end.status) }] },
  };
}
