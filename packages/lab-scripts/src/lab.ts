import type { ClusterNode, Eni, Pod, Snapshot } from "@podpath/access-path";
import { findActor as findActorPod, findScenario, scenarios, type Scenario } from "@podpath/scenarios";
import { createCloudClient, type CloudClient } from "./clients/cloud.ts";
import { createKubeClient, type KubeClient } from "./clients/kube.ts";
import { waitForOthers } from "./command-lock.ts";
import type { Context } from "./context.ts";
import { readAsGrader, type ApiReading } from "./grading/read-as-grader.ts";
import { EXIT, LabError, usageError } from "./lab-error.ts";
import type { RealRecord } from "./real-cluster/real-record.ts";
import { ensureSupervisor, type Supervisor } from "./supervisor/ensure.ts";
import type { AccountInfo } from "./supervisor/protocol.ts";
import { listed, message } from "./text/translate.ts";

/** `.lab/lab.json`: which drill is up. */
export interface LabRecord {
  readonly version: 1;
  readonly scenario: string;
  readonly account: string;
  /** Which variation of the drill; absent or null: as written. */
  readonly seed?: number | null;
  readonly createdAt: string;
  /** On a real cluster; absent: in the sandbox. */
  readonly real?: RealRecord;
}

/** A lab that is up, with a hand on each of its APIs. */
export interface Lab {
  readonly record: LabRecord;
  readonly scenario: Scenario;
  readonly supervisor: Supervisor;
  readonly info: AccountInfo;
  readonly cloud: CloudClient;
  snapshot(): Promise<Snapshot>;
  /** The cluster's API as the learner, or as the grader, who may read and exec but change nothing. */
  kube(user?: "learner" | "grader"): Promise<KubeClient>;
  clusterId(): Promise<string>;
  /**
   * The state as the grader's own identity reads it through both public APIs. Null on a real cluster, where `snapshot` is that
   * reading.
   */
  readonly readApis: (() => Promise<ApiReading>) | null;
}

/** The lab that is up; a supervisor that died is started again first. @throws LabError `NoLab` */
export async function openLab(context: Context): Promise<Lab> {
  const before = context.folder.readJson("lab.json", isLabRecord);
  if (!before) throw noLab(context);
  if (before.real) {
    const { openRealLab } = await import("./real-cluster/real-lab.ts");
    return openRealLab(context, before, before.real);
  }
  await waitForOthers(context.folder, context.output);
  const record = context.folder.readJson("lab.json", isLabRecord);
  if (!record) throw noLab(context);
  const supervisor = await ensureSupervisor(context.folder, context.options.dataPlane);
  const info = await supervisor.control.account(record.account);
  if (!info) throw noLab(context);
  return attachLab(record, supervisor, info);
}

export function attachLab(record: LabRecord, supervisor: Supervisor, info: AccountInfo): Lab {
  const { control } = supervisor;
  const { id, learner, region } = info.account;
  const cloud = createCloudClient(learner, region, info.cloudUrl);
  const clusterId = async (): Promise<string> => {
    const answer = await cloud.call<{ Clusters: { ClusterId: string }[] }>("tke", "DescribeClusters", {});
    const cluster = answer.Clusters[0];
    if (!cluster)
      throw new LabError("NoCluster", message("lab.no-cluster"), message("lab.no-cluster.hint"), EXIT.notYet);
    return cluster.ClusterId;
  };
  const kube: Lab["kube"] = async (user = "learner") =>
    createKubeClient(await control.kubeconfig(id, await clusterId(), user));
  return {
    record,
    scenario: requireScenario(record.scenario, record.seed ?? null),
    supervisor,
    info,
    cloud,
    clusterId,
    snapshot: () => control.snapshot(id),
    kube,
    readApis: async () => {
      const own = createCloudClient(info.account.grader, region, info.cloudUrl);
      return readAsGrader({ region, clusterId: await clusterId(), cloud: own, kube: await kube("grader") });
    },
  };
}

export function requireScenario(id: string, seed: number | null = null): Scenario {
  const scenario = findScenario(id, seed);
  if (scenario) return scenario;
  throw usageError(
    "UnknownScenario",
    message("lab.unknown-scenario", { id }),
    message("lab.unknown-scenario.hint", { known: listed(scenarios.map((one) => one.id)) }),
  );
}

/** A Pod of the drill with all that its access path needs. */
export interface Actor {
  readonly role: "podA" | "podB";
  readonly pod: Pod;
  readonly node: ClusterNode;
  readonly eni: Eni;
}

/** @throws LabError `NoActor` while the Pod isn't there */
export function findActor(snapshot: Snapshot, scenario: Scenario, role: Actor["role"]): Actor {
  const actor = tryActor(snapshot, scenario, role);
  if (actor) return actor;
  throw new LabError(
    "NoActor",
    message("lab.no-actor", { role, selector: scenario[role].labelSelector }),
    message("lab.no-actor.hint"),
    EXIT.notYet,
  );
}

/** The same, or null. */
export function tryActor(snapshot: Snapshot, scenario: Scenario, role: Actor["role"]): Actor | null {
  const pod = findActorPod(scenario[role], snapshot.pods);
  const node = snapshot.nodes.find((one) => one.name === pod?.nodeName);
  const eni = node?.enis.find((one) => one.id === pod?.eniId);
  return pod && node && eni ? { role, pod, node, eni } : null;
}

/** A Pod by the drill's name for it (`podA`), its own name, or an unambiguous beginning of that. */
export function findPod(snapshot: Snapshot, scenario: Scenario, name: string): Pod | null {
  const role = /^pod-?([ab])$/i.exec(name)?.[1]?.toLowerCase();
  if (role) return findActor(snapshot, scenario, role === "a" ? "podA" : "podB").pod;
  const exact = snapshot.pods.find((pod) => pod.name === name);
  if (exact) return exact;
  const starting = snapshot.pods.filter((pod) => pod.name.startsWith(name));
  return starting.length === 1 ? starting[0]! : null;
}

function noLab({ invocation }: Context): LabError {
  return new LabError("NoLab", message("lab.none"), message("lab.none.hint", { invocation }));
}

export function isLabRecord(value: unknown): value is LabRecord {
  const record = value as Partial<LabRecord> | null;
  return record?.version === 1 && typeof record.scenario === "string" && typeof record.account === "string";
}
