import { ageOf } from "../printing/age.ts";
import { AGE, NAME, text, wide } from "../printing/columns.ts";
import { podStatusWord } from "../printing/pod-status.ts";
import type { PodObject } from "../types.ts";
import { defaultPod } from "../defaults/pod.ts";
import { validatePod } from "../validation/pod.ts";
import { defineResource } from "./definition.ts";
import type { KubeObject } from "../cluster-objects.ts";

const pod = (object: KubeObject): PodObject => object as PodObject;

export const pods = defineResource({
  group: "",
  version: "v1",
  kind: "Pod",
  plural: "pods",
  shortNames: ["po"],
  categories: ["all"],
  namespaced: true,
  hasStatus: true,
  actions: ["log", "exec", "attach", "portforward", "binding", "eviction"],
  defaults: defaultPod,
  validate: validatePod,
  fields: {
    "spec.nodeName": (object) => pod(object).spec.nodeName ?? "",
    "spec.restartPolicy": (object) => pod(object).spec.restartPolicy ?? "",
    "spec.schedulerName": (object) => pod(object).spec.schedulerName ?? "",
    "spec.serviceAccountName": (object) => pod(object).spec.serviceAccountName ?? "",
    "spec.hostNetwork": (object) => String(pod(object).spec.hostNetwork ?? false),
    "status.phase": (object) => pod(object).status?.phase ?? "",
    "status.podIP": (object) => pod(object).status?.podIP ?? "",
    "status.nominatedNodeName": () => "",
  },
  columns: [
    NAME,
    text("Ready", (object) => readyCount(pod(object))),
    text("Status", (object) => podStatusWord(pod(object))),
    text("Restarts", (object, nowMs) => restarts(pod(object), nowMs)),
    AGE,
    wide("IP", (object) => pod(object).status?.podIP ?? "<none>"),
    wide("Node", (object) => pod(object).spec.nodeName ?? "<none>"),
    wide("Nominated Node", () => "<none>"),
    wide("Readiness Gates", () => "<none>"),
  ],
});

function readyCount(object: PodObject): string {
  const ready = object.status?.containerStatuses?.filter(
    (status) => status.ready && status.state.running !== undefined,
  );
  return `${ready?.length ?? 0}/${object.spec.containers.length}`;
}

/** `2 (41s ago)`: kubectl tells when the last one was. */
function restarts(object: PodObject, nowMs: number): string {
  const statuses = object.status?.containerStatuses ?? [];
  const count = statuses.reduce((sum, status) => sum + status.restartCount, 0);
  const ended = statuses
    .map((status) => status.lastState.terminated?.finishedAt)
    .filter((stamp) => stamp !== undefined);
  return count === 0 || ended.length === 0 ? String(count) : `${count} (${ageOf(ended.sort().at(-1), nowMs)} ago)`;
}
