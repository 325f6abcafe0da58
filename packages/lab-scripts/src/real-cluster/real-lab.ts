import type { Snapshot } from "@podpath/access-path";
import { placeScenario, type LabOutputs } from "@podpath/infra";
import { createCloudClient, type CloudClient } from "../clients/cloud.ts";
import { createKubeClient, type KubeClient } from "../clients/kube.ts";
import type { Context } from "../context.ts";
import { EXIT, LabError } from "../lab-error.ts";
import { requireScenario, type Lab, type LabRecord } from "../lab.ts";
import type { LabFolder } from "../lab-folder.ts";
import type { ControlClient } from "../supervisor/protocol.ts";
import { message } from "../text/translate.ts";
import type { ClusterHands } from "./cluster-record.ts";
import { findAccess, type CloudAccess } from "./credentials.ts";
import { readAnswers } from "./read-answers.ts";
import { readPages } from "./read-pages.ts";
import type { RealRecord } from "./real-record.ts";
import { toSnapshot } from "./snapshot.ts";

/** A lab on a real cluster: the same hands as on the sandbox, so that steps, probe, hints and check are the same code. */
export interface RealLab extends Lab {
  readonly real: RealRecord;
  readonly access: CloudAccess;
  readonly outputs: LabOutputs;
  hands(): Promise<ClusterHands>;
  /** Names of the Kubernetes nodes that the lab's pools made, in the order of their addresses. */
  ownNodes(): Promise<readonly string[]>;
  /** The same by the scenario's key of the pool. */
  nodesByPool(): Promise<ReadonlyMap<string, readonly string[]>>;
}

export async function accessOf({ environment }: Context, real: RealRecord): Promise<CloudAccess> {
  const { profile, endpoint, deployment } = real;
  return findAccess({ environment, profile, region: deployment.region, endpoint });
}

export async function openRealLab(context: Context, record: LabRecord, real: RealRecord): Promise<RealLab> {
  const access = await accessOf(context, real);
  const outputs = context.folder.readJson("outputs.json", isOutputs);
  if (!outputs) throw new LabError("NotBuilt", message("lab.no-cluster"), message("real.not-built.hint"), EXIT.notYet);
  return attachRealLab(context.folder, record, real, access, outputs);
}

export function attachRealLab(
  folder: LabFolder,
  record: LabRecord,
  real: RealRecord,
  access: CloudAccess,
  outputs: LabOutputs,
): RealLab {
  const { region } = access;
  const { clusterId, vpcId } = outputs;
  const cloud = createCloudClient(access.credentials, region, real.endpoint);
  const kube = async (): Promise<KubeClient> => createKubeClient(await readKubeconfig(folder, cloud, real, clusterId));
  const nodesByPool = () => namesByPool(cloud, outputs);
  const ownNodes = async () => [...(await nodesByPool()).values()].flat();
  const snapshot = async (): Promise<Snapshot> => {
    const nodesFirst = await ownNodes();
    const alsoGroups = Object.values(outputs.groupIds);
    const answers = await readAnswers({ region, clusterId, cloud, kube: await kube(), alsoGroups });
    return narrow(toSnapshot(answers, { revision: Date.now(), nodesFirst }).snapshot, nodesFirst, alsoGroups);
  };
  const startedAt = record.createdAt;
  return {
    record,
    real,
    access,
    outputs,
    scenario: placeScenario(requireScenario(record.scenario, record.seed ?? null), real.deployment),
    supervisor: { control: noSupervisor(snapshot), hello: { ...NO_HELLO, startedAt } },
    info: {
      account: {
        id: record.account,
        uin: "",
        appId: 0,
        region,
        learner: access.credentials,
        grader: access.credentials,
      },
      cloudUrl: real.endpoint ?? "https://tencentcloudapi.com",
      kubeUrl: serverIn(folder),
    },
    cloud,
    snapshot,
    kube,
    readApis: null,
    clusterId: () => Promise.resolve(clusterId),
    ownNodes,
    nodesByPool,
    hands: async () => ({ region, clusterId, vpcId, cloud, kube: await kube() }),
  };
}

/** Pods of others come and go on a real cluster: what is graded is what stands on the lab's own nodes. */
function narrow(snapshot: Snapshot, nodes: readonly string[], groups: readonly string[]): Snapshot {
  const own = snapshot.nodes.filter(({ name }) => nodes.includes(name));
  const bound = new Set([...groups, ...own.flatMap(({ enis }) => enis.flatMap((eni) => eni.securityGroups))]);
  return {
    ...snapshot,
    nodes: own,
    pods: snapshot.pods.filter(({ nodeName }) => nodes.includes(nodeName)),
    securityGroups: snapshot.securityGroups.filter(({ id }) => bound.has(id)),
  };
}

/** Machines of the lab's pools by their address, which on TKE is the node's name unless the cluster says otherwise. */
async function namesByPool(
  cloud: CloudClient,
  { clusterId, nodePoolIds }: LabOutputs,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const machines = await readPages<{ MachineName: string; LanIP?: string }>(
    cloud,
    "tke-2022",
    "DescribeClusterMachines",
    "Machines",
    { ClusterId: clusterId },
  );
  return new Map(
    Object.entries(nodePoolIds).map(([key, pool]) => {
      // docs/facts.md#native-node-labels: a machine is called by its pool.
      const own = machines.filter(({ MachineName }) => MachineName.startsWith(pool));
      return [key, own.flatMap(({ LanIP }) => (LanIP ? [LanIP] : []))] as const;
    }),
  );
}

/** Where the cluster's API answers, once its kubeconfig is known. */
function serverIn(folder: LabFolder): string {
  const text = folder.exists("kubeconfig") ? folder.readText("kubeconfig") : "";
  return /^\s*server:\s*"?([^"\s]+)/m.exec(text)?.[1] ?? "-";
}

/** The user's own file, else what the cloud hands out; kept for the user's kubectl. */
export async function readKubeconfig(
  folder: LabFolder,
  cloud: CloudClient,
  real: RealRecord,
  clusterId: string,
): Promise<string> {
  if (folder.exists("kubeconfig")) return folder.readText("kubeconfig");
  const IsExtranet = real.deployment.shape.kind === "disposable" || (await hasInternetEndpoint(cloud, clusterId));
  const { Kubeconfig } = await cloud.call<{ Kubeconfig: string }>("tke", "DescribeClusterKubeconfig", {
    ClusterId: clusterId,
    IsExtranet,
  });
  folder.writeText("kubeconfig", Kubeconfig);
  return Kubeconfig;
}

/** Somebody's cluster is reached from the internet where it can be, else from inside its VPC. */
async function hasInternetEndpoint(cloud: CloudClient, clusterId: string): Promise<boolean> {
  const request = { ClusterId: clusterId, IsExtranet: true };
  return (await cloud.call<{ Status: string }>("tke", "DescribeClusterEndpointStatus", request)).Status === "Created";
}

/** A real cluster has no counters, no audit trail of ours and no way into its nodes but its own. */
function noSupervisor(snapshot: () => Promise<Snapshot>): ControlClient {
  const onlySandbox = (): never => {
    throw new LabError("SandboxOnly", message("real.sandbox-only"), message("real.sandbox-only.hint"), EXIT.usage);
  };
  return {
    hello: onlySandbox,
    putAccount: onlySandbox,
    account: onlySandbox,
    removeAccount: onlySandbox,
    snapshot,
    counters: () => Promise.resolve([]),
    flows: () => Promise.resolve(null),
    audit: () => Promise.resolve([]),
    kubeconfig: onlySandbox,
    nodeExecUrl: onlySandbox,
    headers: {},
    stop: () => Promise.resolve(),
  };
}

const NO_HELLO = {
  product: "podpath",
  protocol: 0,
  pid: 0,
  dataPlane: { kind: "kernel", why: null, detail: null },
  page: null,
  residentBytes: 0,
} as const;

export function isOutputs(value: unknown): value is LabOutputs {
  const outputs = value as Partial<LabOutputs> | null;
  return (
    typeof outputs?.clusterId === "string" && isTextRecord(outputs.groupIds) && isTextRecord(outputs.nodePoolIds ?? {})
  );
}

function isTextRecord(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === "object" && value !== null && Object.values(value).every((one) => typeof one === "string");
}
