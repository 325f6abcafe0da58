import type { WorkloadEvent } from "@podpath/access-path";
import { stamp } from "../stamp.ts";
import type { ContainerSpec, ContainerStatus, PodObject } from "../types.ts";

/** One step of a container, and what is to be told of it. */
export interface Step {
  readonly status: ContainerStatus;
  readonly events: readonly ContainerEvent[];
  /** Look again then: a restart is due. */
  readonly againAfterMs: number | null;
}

export interface ContainerEvent {
  readonly type: "Normal" | "Warning";
  readonly reason: string;
  readonly message: string;
}

/** Wait before the second restart; it doubles with each, up to the limit. @source kubelet MaxContainerBackOff */
const BACK_OFF_MS = 10_000;
const BACK_OFF_LIMIT_MS = 300_000;
/** A container that ran this long starts again at once. */
const HEALTHY_MS = 600_000;

/** The status a container begins with. */
export function creating(container: ContainerSpec, reason = "ContainerCreating", message?: string): ContainerStatus {
  return {
    name: container.name,
    image: container.image,
    imageID: "",
    ready: false,
    started: false,
    restartCount: 0,
    state: { waiting: { reason, ...(message === undefined ? {} : { message }) } },
    lastState: {},
  };
}

/** @param workload what the data plane said last of this incarnation; undefined: nothing yet */
export function nextStep(
  pod: PodObject,
  container: ContainerSpec,
  old: ContainerStatus | undefined,
  workload: WorkloadEvent | undefined,
  nowMs: number,
): Step {
  const before = old ?? creating(container);
  if (workload === undefined) return still(before);
  switch (workload.state.kind) {
    case "running":
      return running(pod, container, before, nowMs);
    case "waiting":
      return waiting(container, before, workload.state.reason, workload.state.message);
    case "exited":
      return exited(pod, container, before, workload.state.status, nowMs);
    default:
      return workload.state satisfies never;
  }
}

function still(status: ContainerStatus, againAfterMs: number | null = null): Step {
  return { status, events: [], againAfterMs };
}

function running(pod: PodObject, container: ContainerSpec, before: ContainerStatus, nowMs: number): Step {
  if (before.state.running !== undefined && before.image === container.image) return still(before);
  const normal = (reason: string, message: string): ContainerEvent => ({ type: "Normal", reason, message });
  return {
    status: {
      ...before,
      image: container.image,
      containerID: `podpath://${pod.metadata.uid}/${container.name}/${before.restartCount}`,
      ready: true,
      started: true,
      state: { running: { startedAt: stamp(nowMs) } },
    },
    events: [
      normal("Pulled", `Container image "${container.image}" already present on machine`),
      normal("Created", `Created container ${container.name}`),
      normal("Started", `Started container ${container.name}`),
    ],
    againAfterMs: null,
  };
}

function waiting(container: ContainerSpec, before: ContainerStatus, reason: string, message: string): Step {
  const { waiting: already } = before.state;
  if (already?.reason === reason && already.message === message) return still(before);
  const pulling = /image/i.test(reason);
  const told = pulling ? `Failed to pull image "${container.image}": ${message}` : message;
  const events: ContainerEvent[] = [{ type: "Warning", reason: "Failed", message: told }];
  if (pulling) events.push({ type: "Warning", reason: "Failed", message: `Error: ${reason}` });
  const status = {
    ...before,
    image: container.image,
    ready: false,
    started: false,
    state: { waiting: { reason, message } },
  };
  return { status, events, againAfterMs: null };
}

function exited(
  pod: PodObject,
  container: ContainerSpec,
  before: ContainerStatus,
  exitCode: number,
  nowMs: number,
): Step {
  if (before.state.waiting?.reason === "CrashLoopBackOff") return restartWhenDue(before, nowMs);
  if (before.state.terminated !== undefined) return still(before);
  const terminated = {
    exitCode,
    reason: exitCode === 0 ? "Completed" : "Error",
    startedAt: before.state.running?.startedAt ?? stamp(nowMs),
    finishedAt: stamp(nowMs),
  };
  const ended = { ...before, ready: false, started: false };
  const { restartPolicy = "Always" } = pod.spec;
  if (restartPolicy === "Never" || (restartPolicy === "OnFailure" && exitCode === 0)) {
    return still({ ...ended, state: { terminated } });
  }
  const delay = backOff({ ...ended, lastState: { terminated } });
  if (delay === 0) return still(restarted({ ...ended, lastState: { terminated } }));
  const message = `back-off ${delay / 1000}s restarting failed container=${container.name} pod=${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`;
  const told = `Back-off restarting failed container ${container.name} in pod ${pod.metadata.name}_${pod.metadata.namespace}(${pod.metadata.uid})`;
  return {
    status: { ...ended, state: { waiting: { reason: "CrashLoopBackOff", message } }, lastState: { terminated } },
    events: [{ type: "Warning", reason: "BackOff", message: told }],
    againAfterMs: delay,
  };
}

function restartWhenDue(status: ContainerStatus, nowMs: number): Step {
  const left = Date.parse(status.lastState.terminated?.finishedAt ?? "") + backOff(status) - nowMs;
  return left > 0 ? still(status, left) : still(restarted(status));
}

/** The count goes up, and with it the Pod's incarnation: that is what makes the data plane start it again. */
function restarted(status: ContainerStatus): ContainerStatus {
  return { ...status, restartCount: status.restartCount + 1, state: { waiting: { reason: "ContainerCreating" } } };
}

/** The first restart comes at once. */
function backOff({ restartCount, lastState }: ContainerStatus): number {
  const { startedAt = "", finishedAt = "" } = lastState.terminated ?? {};
  const ranWell = Date.parse(finishedAt) - Date.parse(startedAt) >= HEALTHY_MS;
  if (restartCount === 0 || ranWell) return 0;
  return Math.min(BACK_OFF_LIMIT_MS, BACK_OFF_MS * 2 ** (restartCount - 1));
}
