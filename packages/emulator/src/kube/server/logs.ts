import type { DataPlane } from "@podpath/access-path";
import type { HttpResponse } from "../../http.ts";
import type { HostedCluster } from "../../kube-host.ts";
import type { Runtime } from "../../runtime.ts";
import { decodeUtf8Loosely } from "../../text.ts";
import { systemComponent } from "../conventions.ts";
import { KubeError } from "../kube-error.ts";
import type { PodObject } from "../types.ts";
import { containerOf } from "./container.ts";
import { newPart } from "./new-part.ts";
import type { Query } from "./query.ts";
import { getObject } from "./read.ts";
import { text, warningHeader } from "./respond.ts";
import type { ResourceRoute } from "./route.ts";

/** How soon a follower sees what was written. */
const FOLLOW_EVERY_MS = 250;

/**
 * `pods/<name>/log`: what the container has written so far, and with `follow` what it goes on to write. Lines carry no
 * time of their own, so `timestamps` is refused, and `since` shows everything with a warning.
 *
 * @throws KubeError BadRequest while the container hasn't started
 */
export function podLog(
  cluster: HostedCluster,
  route: ResourceRoute,
  query: Query,
  runtime: Pick<Runtime, "after">,
): HttpResponse {
  const objects = cluster.objects;
  const pod = getObject(objects, route) as PodObject;
  const container = containerOf(pod, query.one("container"));
  if (query.flag("timestamps")) {
    throw new KubeError("BadRequest", "this lab keeps no time of a log line: leave --timestamps out");
  }
  if (query.flag("previous")) {
    throw new KubeError(
      "BadRequest",
      `previous terminated container "${container}" in pod "${pod.metadata.name}" not found`,
    );
  }
  requireStarted(pod, container);
  const since = query.one("sinceSeconds") ?? query.one("sinceTime");
  const headers = warningHeader(
    since === undefined ? [] : ["this lab keeps no time of a log line: all lines are shown"],
  );
  const read = readerOf(cluster, pod, container);
  const first = limited(read(), query);
  if (!query.flag("follow")) return text(200, first, headers);
  const exists = (): boolean =>
    objects.get("pods", pod.metadata.namespace!, pod.metadata.name)?.metadata.uid === pod.metadata.uid;
  return {
    ...text(200, "", headers),
    body: { start: (write, end) => follow(read, first, exists, runtime, write, end) },
  };
}

function readerOf(cluster: HostedCluster, pod: PodObject, container: string): () => string {
  const component = systemComponent(pod);
  if (component !== undefined)
    return () =>
      cluster
        .systemLog(component)
        .map((line) => `${line}\n`)
        .join("");
  const dataPlane: DataPlane = cluster.dataPlane;
  return () => decodeUtf8Loosely(dataPlane.logs(pod.metadata.uid, container));
}

function requireStarted(pod: PodObject, container: string): void {
  const status = pod.status?.containerStatuses?.find((candidate) => candidate.name === container);
  const reason = status === undefined ? "ContainerCreating" : status.state.waiting?.reason;
  if (pod.spec.nodeName === undefined) {
    throw new KubeError("BadRequest", `pod ${pod.metadata.name} does not have a host assigned`);
  }
  if (reason !== undefined && status?.lastState.terminated === undefined) {
    const why =
      reason === "ContainerCreating" ? "is waiting to start: ContainerCreating" : `is waiting to start: ${reason}`;
    throw new KubeError("BadRequest", `container "${container}" in pod "${pod.metadata.name}" ${why}`);
  }
}

/** The last `tailLines` lines, at most `limitBytes` characters. */
function limited(log: string, query: Query): string {
  const tail = query.one("tailLines");
  const lines = log.split("\n");
  const kept = tail === undefined ? log : lines.slice(Math.max(0, lines.length - 1 - Number(tail))).join("\n");
  const limit = query.one("limitBytes");
  return limit === undefined ? kept : kept.slice(0, Number(limit));
}

function follow(
  read: () => string,
  first: string,
  exists: () => boolean,
  runtime: Pick<Runtime, "after">,
  write: (chunk: string) => void,
  end: () => void,
): () => void {
  let seen = read();
  let stop = (): void => {};
  const look = (): void => {
    const now = read();
    const more = newPart(seen, now);
    seen = now;
    if (more !== "") write(more);
    if (exists()) stop = runtime.after(FOLLOW_EVERY_MS, look);
    else end();
  };
  if (first !== "") write(first);
  stop = runtime.after(FOLLOW_EVERY_MS, look);
  return () => stop();
}
