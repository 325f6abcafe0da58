import { filterHops, parseRule, tracePath } from "@podpath/access-path";
import type { ClusterNode, Direction, Eni, Pod, RuleCounter, SecurityGroup, Snapshot } from "@podpath/access-path";
import { boundGroups, findScenario, rulesOf } from "@podpath/scenarios";
import type { Scenario } from "@podpath/scenarios";
import { plan } from "../src/index.ts";
import type { Evidence, ProbeResult } from "../src/index.ts";

/**
 * A lab as the base drill leaves it, made from the scenario, and the changes a learner may make to it. What becomes of probes
 * is told by the model here; packets of the kernel are another package's tests.
 */

export const scenario: Scenario = findScenario("vpc-cni-pod-to-pod")!;

export const GROUP = "sg-drill001";
export const GROUP_IDS = { "deny-all-inbound": GROUP };
export const ENI_A = "eni-a0000001";
export const ENI_B = "eni-b0000001";

const [NODE_A, NODE_B] = ["10.0.35.139", "10.0.35.179"] as const;

export function brokenLab(): Snapshot {
  const securityGroups = scenario.groups.map((spec): SecurityGroup => ({
    id: GROUP,
    name: spec.name,
    ...rulesOf(spec),
  }));
  return {
    revision: 1,
    region: scenario.region,
    vpc: { id: "vpc-drill001", name: scenario.vpc.name, cidrs: [scenario.vpc.cidr] },
    subnets: [{ id: "subnet-drill01", name: "s", zone: "ap-guangzhou-3", cidr: "10.0.35.0/24", gateway: "10.0.35.1" }],
    nodes: [
      node("a", NODE_A, ["10.0.35.40", "10.0.35.23", "10.0.35.24"]),
      node("b", NODE_B, ["10.0.35.41", "10.0.35.150"]),
    ],
    pods: [
      pod("my-deployment", NODE_A, ENI_A, "10.0.35.23", "my-app1", "nginx"),
      pod("my-deployment2", NODE_B, ENI_B, "10.0.35.150", "my-app2", "nginx2"),
    ],
    securityGroups,
    addressTemplates: [{ id: "ipm-clients1", name: "clients", cidrs: ["10.0.35.23/32"] }],
    serviceTemplates: [
      {
        id: "ppm-web00001",
        name: "web",
        services: [{ kind: "ports", protocol: "tcp", ports: [{ from: 80, to: 80 }] }],
      },
    ],
    eniSecurityGroups: "on",
  };
}

function node(letter: string, address: string, podAddresses: readonly string[]): ClusterNode {
  const eni = (primary: boolean, addresses: readonly string[]): Eni => ({
    id: primary ? `eni-${letter}0000000` : `eni-${letter}0000001`,
    primary,
    deviceIndex: primary ? 0 : 1,
    mac: "20:90:6f:00:00:01",
    subnetId: "subnet-drill01",
    addresses,
    securityGroups: boundGroups(scenario, "podA").map(() => GROUP),
  });
  return {
    name: address,
    instanceId: `ins-${letter}0000000`,
    address,
    enis: [eni(true, [address]), eni(false, podAddresses)],
  };
}

function pod(name: string, nodeName: string, eniId: string, address: string, app: string, container: string): Pod {
  const ports = [{ protocol: "tcp", port: 80 }] as const;
  return {
    uid: `uid-${name}`,
    namespace: "default",
    name: `${name}-6d4cf56db6-x7k2p`,
    labels: { app },
    nodeName,
    eniId,
    addresses: [address],
    containers: [{ name: container, image: "nginx:latest", env: {}, ports }],
    incarnation: 1,
  };
}

export type Change = (lab: Snapshot) => Snapshot;

/** Several changes, one after the other. */
export const all =
  (...changes: readonly Change[]): Change =>
  (lab) =>
    changes.reduce((state, change) => change(state), lab);

/** Insert at an index, or append. */
export function addRule(
  text: string,
  { direction = "ingress", index, group = GROUP }: { direction?: Direction; index?: number; group?: string } = {},
): Change {
  return editRules(group, direction, (rules) => rules.toSpliced(index ?? rules.length, 0, text));
}

export function removeRule(index: number, direction: Direction = "ingress"): Change {
  return editRules(GROUP, direction, (rules) => rules.toSpliced(index, 1));
}

export function setRules(direction: Direction, texts: readonly string[]): Change {
  return editRules(GROUP, direction, () => texts);
}

function editRules(
  id: string,
  direction: Direction,
  edit: (rules: readonly (string | object)[]) => readonly (string | object)[],
): Change {
  return (lab) => ({
    ...lab,
    securityGroups: lab.securityGroups.map((group) =>
      group.id === id
        ? {
            ...group,
            [direction]: edit(group[direction]).map((rule) => (typeof rule === "string" ? parseRule(rule) : rule)),
          }
        : group,
    ),
  });
}

/** A new group, deny-all as the cloud makes it. */
export function createGroup(id: string, name = id): Change {
  return (lab) => ({ ...lab, securityGroups: [...lab.securityGroups, { id, name, ingress: [], egress: [] }] });
}

export function bind(eniId: string, groups: readonly string[]): Change {
  return (lab) => ({
    ...lab,
    nodes: lab.nodes.map((one) => ({
      ...one,
      enis: one.enis.map((eni) => (eni.id === eniId ? { ...eni, securityGroups: groups } : eni)),
    })),
  });
}

export function renameGroup(name: string): Change {
  return (lab) => ({
    ...lab,
    securityGroups: lab.securityGroups.map((group) => (group.id === GROUP ? { ...group, name } : group)),
  });
}

/** ipamd takes the groups off all secondary interfaces. */
export const featureOff: Change = all(bind(ENI_A, []), bind(ENI_B, []), (lab) => ({
  ...lab,
  eniSecurityGroups: "off",
}));

export function editPod(app: string, edit: (pod: Pod) => Pod): Change {
  return (lab) => ({ ...lab, pods: lab.pods.map((one) => (one.labels["app"] === app ? edit(one) : one)) });
}

/** What a kernel data plane would bring back for the planned probes, if it obeys the model. */
export function evidenceOf(lab: Snapshot): Evidence {
  const probes: ProbeResult[] = [];
  for (const { id, from, to, control } of plan(scenario, lab)) {
    const controlOutcome = probes.find((probe) => probe.id === control)?.observation.outcome.kind;
    if (control !== null && controlOutcome !== "connected") continue;
    const flow = { protocol: "tcp", source: from.address, destination: to.address, destinationPort: to.port } as const;
    const path = tracePath(lab, flow);
    const { kind } = path.disposition;
    probes.push({
      id,
      seenByTarget: kind === "delivered" ? true : null,
      seenFrom: kind === "delivered" ? from.address : null,
      observation: {
        from: { namespace: from.namespace, pod: from.pod, address: from.address },
        to,
        entered: true,
        outcome:
          kind === "delivered"
            ? { kind: "connected", httpStatus: 200, body: "" }
            : kind === "refused"
              ? { kind: "refused" }
              : { kind: "timed-out", afterMs: 3003 },
        moved: filterHops(path)
          .filter(({ reached, verdict }) => reached && verdict.kind !== "unfiltered")
          .map(({ eniId, direction, verdict }): RuleCounter => ({
            eniId,
            direction,
            groupId: verdict.groupId,
            rule: verdict.rule,
            packets: 1,
          })),
      },
    });
  }
  const apis = { kind: "read", snapshot: lab } as const;
  return { snapshot: lab, apis, groupIds: GROUP_IDS, probes, answers: [], hints: [], dataPlane: "kernel" };
}
