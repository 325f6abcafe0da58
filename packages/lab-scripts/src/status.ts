import type { DataPlaneState } from "./supervisor/protocol.ts";
import { tryActor, type Actor, type Lab } from "./lab.ts";
import type { Text } from "./text/translate.ts";

/**
 * What `lab status --json` prints. `null` for a Pod that isn't there (yet). `securityGroups` are the ids bound to the Pod's
 * interface, in binding order, first decided first; empty means that nothing filters it.
 */
export interface LabStatus {
  readonly scenario: string;
  /** Of the variation; null: the drill as written. */
  readonly seed: number | null;
  readonly title: Text;
  /** How many layers of hints there are. */
  readonly hints: number;
  readonly account: string;
  readonly region: string;
  readonly clusterId: string | null;
  readonly eniSecurityGroups: "on" | "off" | "unknown";
  readonly dataPlane: DataPlaneState;
  /** On a real cluster; null: in the sandbox. */
  readonly real: {
    readonly labId: string;
    readonly shape: "disposable" | "existing";
    readonly expiresAt: string;
    /** Nodes whose groups the lab wrote into their nec, since they were not inherited. */
    readonly groupsSet: readonly string[];
  } | null;
  readonly podA: ActorStatus | null;
  readonly podB: (ActorStatus & { readonly port: number }) | null;
  readonly endpoints: { readonly cloud: string; readonly kubernetes: string; readonly page: string | null };
  readonly kubeconfig: string;
  readonly supervisor: { readonly pid: number; readonly startedAt: string; readonly residentBytes: number };
}

export interface ActorStatus {
  readonly name: string;
  readonly namespace: string;
  readonly ip: string;
  readonly node: string;
  readonly eni: string;
  readonly securityGroups: readonly string[];
}

export async function readStatus(lab: Lab, kubeconfigPath: string): Promise<LabStatus> {
  const snapshot = await lab.snapshot();
  const actor = (role: Actor["role"]): ActorStatus | null => {
    const found = tryActor(snapshot, lab.scenario, role);
    return found && describe(found);
  };
  const podB = actor("podB");
  const { hello } = lab.supervisor;
  return {
    scenario: lab.scenario.id,
    seed: lab.record.seed ?? null,
    title: lab.scenario.title,
    hints: lab.scenario.hints.length,
    account: lab.record.account,
    region: snapshot.region,
    clusterId: await lab.clusterId().catch(() => null),
    eniSecurityGroups: snapshot.eniSecurityGroups,
    dataPlane: hello.dataPlane,
    real: describeReal(lab),
    podA: actor("podA"),
    podB: podB && { ...podB, port: lab.scenario.podB.port },
    endpoints: { cloud: lab.info.cloudUrl, kubernetes: lab.info.kubeUrl, page: hello.page },
    kubeconfig: kubeconfigPath,
    supervisor: { pid: hello.pid, startedAt: hello.startedAt, residentBytes: hello.residentBytes },
  };
}

function describeReal({ record: { real } }: Lab): LabStatus["real"] {
  if (!real) return null;
  const { labId, shape, expiresAt } = real.deployment;
  return { labId, shape: shape.kind, expiresAt, groupsSet: real.groupsSet ?? [] };
}

function describe({ pod, node, eni }: Actor): ActorStatus {
  return {
    name: pod.name,
    namespace: pod.namespace,
    ip: pod.addresses[0]!,
    node: node.name,
    eni: eni.id,
    securityGroups: eni.securityGroups,
  };
}
