import { stamp } from "../stamp.ts";
import type { Condition, ContainerStatus, PodObject, PodStatus } from "../types.ts";
import { withCondition, type NewCondition } from "./conditions.ts";

/** What containers and address make of a Pod's status. */
export function assembleStatus(
  pod: PodObject,
  containers: readonly ContainerStatus[],
  hostIP: string | undefined,
  nowMs: number,
): PodStatus {
  const { status = {}, spec } = pod;
  const phase = phaseOf(pod, containers);
  const unready = containers.filter((container) => !container.ready).map((container) => container.name);
  const addressed = status.podIP !== undefined;
  const own = conditionsOf(phase, unready, addressed);
  const updated = own.reduce<readonly Condition[]>(
    (list, next) => withCondition(list, next, nowMs, { lastProbeTime: null }),
    status.conditions ?? [],
  );
  const rank = ({ type }: Condition): number => own.findIndex((condition) => condition.type === type);
  const conditions = updated.toSorted((a, b) => rank(a) - rank(b));
  return {
    ...status,
    phase,
    conditions,
    ...(hostIP === undefined || spec.nodeName === undefined ? {} : { hostIP, hostIPs: [{ ip: hostIP }] }),
    startTime: status.startTime ?? stamp(nowMs),
    containerStatuses: containers,
  };
}

function phaseOf({ spec }: PodObject, containers: readonly ContainerStatus[]): NonNullable<PodStatus["phase"]> {
  const ended = containers.filter((container) => container.state.terminated !== undefined);
  if (spec.restartPolicy !== "Always" && ended.length === containers.length) {
    return ended.every((container) => container.state.terminated?.exitCode === 0) ? "Succeeded" : "Failed";
  }
  const started = containers.every(
    (container) =>
      container.state.running !== undefined ||
      container.restartCount > 0 ||
      container.lastState.terminated !== undefined ||
      container.state.terminated !== undefined,
  );
  return started ? "Running" : "Pending";
}

function conditionsOf(
  phase: PodStatus["phase"],
  unready: readonly string[],
  addressed: boolean,
): readonly NewCondition[] {
  const ready: Pick<Condition, "status" | "reason" | "message"> =
    phase === "Succeeded"
      ? { status: "False", reason: "PodCompleted" }
      : unready.length === 0
        ? { status: "True" }
        : {
            status: "False",
            reason: "ContainersNotReady",
            message: `containers with unready status: [${unready.join(" ")}]`,
          };
  return [
    { type: "PodReadyToStartContainers", status: addressed ? "True" : "False" },
    { type: "Initialized", status: "True" },
    { type: "Ready", ...ready },
    { type: "ContainersReady", ...ready },
    { type: "PodScheduled", status: "True" },
  ];
}
