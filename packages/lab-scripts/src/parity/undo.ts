import { setTimeout as sleep } from "node:timers/promises";
import { isCloudError, type CloudClient } from "../clients/cloud.ts";
import { KubeApiError, type KubeClient } from "../clients/kube.ts";
import type { LabFolder } from "../lab-folder.ts";
import { readPages } from "../real-cluster/read-pages.ts";

/** The way back from one change, written down before the change is made. Safe to repeat. */
export type UndoStep =
  /** Binds exactly these groups, in this order. */
  | { readonly kind: "bind"; readonly eniId: string; readonly groups: readonly string[] }
  /** By its name: when it is written down there is no id yet. */
  | { readonly kind: "delete-group"; readonly name: string }
  | { readonly kind: "delete-pod"; readonly namespace: string; readonly name: string };

export interface UndoRecord {
  readonly version: 1;
  readonly startedAt: string;
  /** In the order of the changes; undone from the last. */
  readonly steps: readonly UndoStep[];
}

/** An interface lets go of a group a while after it is bound to others. */
const GROUP_TRIES = 6;
const GROUP_PAUSE_MS = 5_000;

export function isUndoRecord(value: unknown): value is UndoRecord {
  const record = value as Partial<UndoRecord> | null;
  return record?.version === 1 && Array.isArray(record.steps);
}

/** The list of ways back, on disk. */
export interface UndoLog {
  note(step: UndoStep): void;
  /** Takes back everything noted since `mark`, newest first. */
  backTo(mark: number): Promise<void>;
  mark(): number;
}

export function openUndoLog(
  folder: LabFolder,
  cloud: CloudClient,
  kube: KubeClient,
  pauseMs = GROUP_PAUSE_MS,
): UndoLog {
  const known = folder.readJson("parity.json", isUndoRecord);
  const startedAt = known?.startedAt ?? new Date().toISOString();
  let steps: readonly UndoStep[] = known?.steps ?? [];
  const keep = (next: readonly UndoStep[]): void => {
    steps = next;
    if (steps.length === 0) folder.remove("parity.json");
    else folder.writeJson("parity.json", { version: 1, startedAt, steps } satisfies UndoRecord);
  };
  return {
    note: (step) => keep([...steps, step]),
    mark: () => steps.length,
    async backTo(mark) {
      while (steps.length > mark) {
        await undo(steps.at(-1)!, cloud, kube, pauseMs);
        keep(steps.slice(0, -1));
      }
    },
  };
}

async function undo(step: UndoStep, cloud: CloudClient, kube: KubeClient, pauseMs: number): Promise<void> {
  switch (step.kind) {
    case "bind":
      await bindExactly(cloud, step.eniId, step.groups);
      return;
    case "delete-group":
      await deleteGroup(cloud, step.name, pauseMs);
      return;
    case "delete-pod":
      await deletePod(kube, step);
      return;
    default:
      step satisfies never;
  }
}

/** An interface that is gone needs no groups; ids are read first, since unbinding takes those that are bound. */
export async function bindExactly(cloud: CloudClient, eniId: string, groups: readonly string[]): Promise<void> {
  const [found] = await findInterface(cloud, eniId);
  if (!found) return;
  const bound = found.GroupSet ?? [];
  if (bound.join() === groups.join()) return;
  if (groups.length > 0) {
    const request = { NetworkInterfaceId: eniId, SecurityGroupIds: [...groups] };
    await cloud.call("vpc", "ModifyNetworkInterfaceAttribute", request);
    return;
  }
  await cloud.call("vpc", "DisassociateNetworkInterfaceSecurityGroups", {
    NetworkInterfaceIds: [eniId],
    SecurityGroupIds: [...bound],
  });
}

interface Bound {
  readonly GroupSet?: readonly string[] | null;
}

async function findInterface(cloud: CloudClient, eniId: string): Promise<readonly Bound[]> {
  const request = { NetworkInterfaceIds: [eniId] };
  const found = cloud.call<{ NetworkInterfaceSet: readonly Bound[] }>("vpc", "DescribeNetworkInterfaces", request);
  return found.then(
    ({ NetworkInterfaceSet }) => NetworkInterfaceSet,
    (error: unknown) => {
      if (isCloudError(error) && error.code.includes("NotFound")) return [];
      throw error;
    },
  );
}

async function deleteGroup(cloud: CloudClient, name: string, pauseMs: number): Promise<void> {
  const named = await readPages<{ SecurityGroupId: string; SecurityGroupName: string }>(
    cloud,
    "vpc",
    "DescribeSecurityGroups",
    "SecurityGroupSet",
    { Filters: [{ Name: "security-group-name", Values: [name] }] },
  );
  // The filter matches in part.
  for (const { SecurityGroupId } of named.filter((one) => one.SecurityGroupName === name)) {
    await untilLetGo(pauseMs, () => cloud.call("vpc", "DeleteSecurityGroup", { SecurityGroupId }));
  }
}

async function untilLetGo(pauseMs: number, remove: () => Promise<unknown>): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      await remove();
      return;
    } catch (error) {
      if (!isCloudError(error)) throw error;
      if (error.code.includes("NotFound")) return;
      if (tried === GROUP_TRIES) throw error;
    }
    await sleep(pauseMs);
  }
}

async function deletePod(kube: KubeClient, pod: { readonly namespace: string; readonly name: string }): Promise<void> {
  try {
    await kube.text({
      method: "DELETE",
      path: `/api/v1/namespaces/${pod.namespace}/pods/${pod.name}`,
      query: { gracePeriodSeconds: "0" },
    });
  } catch (error) {
    if (!(error instanceof KubeApiError) || error.status !== 404) throw error;
  }
}
