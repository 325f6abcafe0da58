import type { Flow, Pod, Snapshot } from "@podpath/access-path";
import * as fc from "fast-check";
import { address6Of, baseDrill, group, node, pod } from "../../../dataplane/test/base-drill.ts";

/** One thing that is wrong, or looks wrong, in a cluster whose Pod A should reach Pod B. */
export const FAULTS = [
  "nothing wrong",
  "no ingress rule",
  "no egress rule",
  "a drop above the ingress rule",
  "a drop above the egress rule",
  "the ingress rule below a wide drop",
  "wrong port",
  "wrong protocol",
  "the node's address for the Pod's",
  "the rule in the other direction",
  "the rule on the node's primary interface",
  "a group as peer that the Pod is in",
  "a group as peer that the Pod isn't in",
  "a template that holds the Pod",
  "a template that doesn't",
  "a service template with the port",
  "a service template without it",
  "a group before it that drops",
  "a group behind it that accepts",
  "a group before it without a match",
  "the feature off",
  "no group on Pod B's interface",
  "no group on Pod A's interface",
  "the same node",
  "to the node itself",
  "nobody listens",
] as const;

/** What whoever diagnoses may not read. */
export const UNREADABLE = [
  "address templates",
  "service templates",
  "the group of Pod B",
  "the group of Pod A",
  "the switch",
  "the subnets",
  "Pods of other namespaces",
  "the nodes",
] as const;

export type Fault = (typeof FAULTS)[number];
export type Unreadable = (typeof UNREADABLE)[number];

export interface Incident {
  readonly faults: readonly Fault[];
  readonly unreadable: readonly Unreadable[];
  readonly snapshot: Snapshot;
  readonly flow: Flow;
  readonly from: Pod;
  /** null: an address that no Pod has. */
  readonly to: Pod | null;
}

const [A, C, B, NODE_A, NODE_B] = ["10.0.35.23", "10.0.35.24", "10.0.35.150", "10.0.35.139", "10.0.35.179"] as const;
const ALL = ["accept all 0.0.0.0/0", "accept all ::/0"];

interface Draft {
  readonly ingress: string[];
  readonly egress: string[];
  readonly nodeIngress: string[];
  /** Groups bound to each secondary interface, before and behind its own. */
  readonly before: { id: string; ingress: readonly string[] }[];
  readonly behind: { id: string; ingress: readonly string[] }[];
  boundA: boolean;
  boundB: boolean;
  feature: Snapshot["eniSecurityGroups"];
  to: "B" | "C" | "node";
  port: number;
  templateHolds: boolean;
  serviceHolds: boolean;
}

export const incidents: fc.Arbitrary<Incident> = fc
  .record({
    faults: fc.uniqueArray(fc.constantFrom(...FAULTS), { minLength: 1, maxLength: 3 }),
    unreadable: fc.oneof(
      { weight: 3, arbitrary: fc.constant<readonly Unreadable[]>([]) },
      { weight: 2, arbitrary: fc.uniqueArray(fc.constantFrom(...UNREADABLE), { minLength: 1, maxLength: 2 }) },
    ),
    family: fc.constantFrom(4, 4, 4, 6),
    protocol: fc.constantFrom("tcp", "tcp", "tcp", "tcp", "icmp", "udp"),
    noise: fc.subarray([
      "accept tcp 10.9.0.0/16 80",
      "drop udp 10.0.0.0/8 53",
      "accept tcp ::/0 22",
      "drop tcp 10.9.9.9 all",
    ]),
  })
  .map(({ faults, unreadable, family, protocol, noise }) => build(faults, unreadable, family, protocol, noise));

function build(
  faults: readonly Fault[],
  unreadable: readonly Unreadable[],
  family: number,
  asked: string,
  noise: readonly string[],
): Incident {
  const v6 = family === 6;
  const of = (address: string) => (v6 ? address6Of(address) : address);
  const protocol = (asked === "icmp" && v6 ? "icmpv6" : asked) as Flow["protocol"];
  const hasPorts = protocol === "tcp" || protocol === "udp";
  const rule = (action: string, peer: string, port: number | "all" = 80, name: string = protocol) =>
    `${action} ${name} ${peer} ${name === "tcp" || name === "udp" ? port : "all"}`;
  const draft: Draft = {
    ingress: [...noise, rule("accept", of(A))],
    egress: [...noise, rule("accept", of(B))],
    nodeIngress: ["accept tcp 0.0.0.0/0 22"],
    before: [],
    behind: [],
    boundA: true,
    boundB: true,
    feature: "on",
    to: "B",
    port: 80,
    templateHolds: true,
    serviceHolds: true,
  };
  for (const fault of faults) apply(fault, draft, of, rule, protocol);
  const pods = [...baseDrill().pods, pod("c", C, NODE_A)];
  const named = (address: string) => pods.find(({ addresses }) => addresses.includes(address)) ?? null;
  const destination = of(draft.to === "B" ? B : draft.to === "C" ? C : NODE_B);
  const extra = [...draft.before, ...draft.behind].map(({ id, ingress }) => group(id, ingress, []));
  const sides = { a: "sg-a", b: "sg-b" } as const;
  const around = (own: string) => [...draft.before.map(({ id }) => id), own, ...draft.behind.map(({ id }) => id)];
  const bound = (side: "a" | "b") => {
    if (draft.feature === "off" || !(side === "a" ? draft.boundA : draft.boundB)) return [];
    return side === "b" ? around(sides.b) : [sides.a];
  };
  const nodes = [node("a", NODE_A, [A, C]), node("b", NODE_B, [B])].map((each, index) => ({
    ...each,
    enis: each.enis.map((eni) => ({
      ...eni,
      securityGroups: eni.primary ? ["sg-node"] : bound(index === 0 ? "a" : "b"),
    })),
  }));
  const snapshot = baseDrill({
    nodes,
    pods,
    securityGroups: [
      group("sg-a", ALL, draft.egress),
      group("sg-b", draft.ingress, ALL),
      group("sg-node", draft.nodeIngress, ALL),
      ...extra,
    ],
    addressTemplates: [{ id: "ipm-clients1", name: "clients", cidrs: draft.templateHolds ? [blockOf(of(A))] : [] }],
    serviceTemplates: [
      {
        id: "ppm-service1",
        name: "service",
        services: draft.serviceHolds
          ? [{ kind: "ports", protocol: "tcp", ports: [{ from: 79, to: 81 }] }]
          : [{ kind: "ports", protocol: "tcp", ports: [{ from: 443, to: 443 }] }],
      },
    ],
    eniSecurityGroups: draft.feature,
  });
  return {
    faults,
    unreadable,
    snapshot,
    flow: { protocol, source: of(A), destination, destinationPort: hasPorts ? draft.port : null },
    from: named(A)!,
    to: named(destination),
  };
}

function blockOf(address: string): string {
  return `${address}/${address.includes(":") ? 128 : 32}`;
}

function apply(
  fault: Fault,
  draft: Draft,
  of: (address: string) => string,
  rule: (action: string, peer: string, port?: number | "all", name?: string) => string,
  protocol: string,
): void {
  const { ingress, egress } = draft;
  const swap = (list: string[], text: string | null) => list.splice(-1, 1, ...(text === null ? [] : [text]));
  switch (fault) {
    case "nothing wrong":
      return;
    case "no ingress rule":
      swap(ingress, null);
      return;
    case "no egress rule":
      swap(egress, null);
      return;
    case "a drop above the ingress rule":
      ingress.unshift(rule("drop", of(A), "all"));
      return;
    case "a drop above the egress rule":
      egress.unshift(`drop all ${of(B)} all`);
      return;
    case "the ingress rule below a wide drop":
      ingress.splice(-1, 0, "drop all 0.0.0.0/0 all", "drop all ::/0 all");
      return;
    case "wrong port":
      swap(ingress, rule("accept", of(A), 8080));
      return;
    case "wrong protocol":
      swap(ingress, rule("accept", of(A), 80, protocol === "udp" ? "tcp" : "udp"));
      return;
    case "the node's address for the Pod's":
      swap(ingress, rule("accept", of(NODE_A)));
      return;
    case "the rule in the other direction":
      swap(ingress, null);
      return;
    case "the rule on the node's primary interface":
      swap(ingress, null);
      draft.nodeIngress.push(rule("accept", of(A)));
      return;
    case "a group as peer that the Pod is in":
      swap(ingress, rule("accept", "sg-a"));
      return;
    case "a group as peer that the Pod isn't in":
      swap(ingress, rule("accept", "sg-node"));
      return;
    case "a template that holds the Pod":
      swap(ingress, rule("accept", "ipm-clients1"));
      return;
    case "a template that doesn't":
      draft.templateHolds = false;
      swap(ingress, rule("accept", "ipm-clients1"));
      return;
    case "a service template with the port":
      swap(ingress, `accept ppm-service1 ${blockOf(of(A))}`);
      return;
    case "a service template without it":
      draft.serviceHolds = false;
      swap(ingress, `accept ppm-service1 ${blockOf(of(A))}`);
      return;
    case "a group before it that drops":
      draft.before.push({ id: "sg-first", ingress: [rule("drop", of(A), "all")] });
      return;
    case "a group behind it that accepts":
      draft.behind.push({ id: "sg-last", ingress: ALL });
      return;
    case "a group before it without a match":
      draft.before.push({ id: "sg-idle", ingress: ["accept tcp 10.9.9.0/24 80"] });
      return;
    case "the feature off":
      draft.feature = "off";
      return;
    case "no group on Pod B's interface":
      draft.boundB = false;
      return;
    case "no group on Pod A's interface":
      draft.boundA = false;
      return;
    case "the same node":
      draft.to = "C";
      return;
    case "to the node itself":
      draft.to = "node";
      return;
    case "nobody listens":
      draft.port = 8080;
      ingress.push(...ALL);
      egress.push(...ALL);
      return;
    default:
      return fault satisfies never;
  }
}

/** The calls that are refused for it. */
export function refusedFor(unreadable: Unreadable): readonly string[] {
  switch (unreadable) {
    case "address templates":
      return ["vpc.DescribeAddressTemplates", "vpc.DescribeAddressTemplateGroups"];
    case "service templates":
      return ["vpc.DescribeServiceTemplates"];
    case "the group of Pod B":
      return ["sg-b"];
    case "the group of Pod A":
      return ["sg-a"];
    case "the switch":
      return ["tke.DescribeAddonValues"];
    case "the subnets":
      return ["vpc.DescribeSubnets"];
    case "Pods of other namespaces":
      return ["/api/v1/pods"];
    case "the nodes":
      return ["/api/v1/nodes"];
    default:
      return unreadable satisfies never;
  }
}
