import type { ClusterNode, Pod, Snapshot } from "@podpath/access-path";
import { isIpv6, type AnyMachine } from "../../machine.ts";
import { deviceOf, hostVethOf, ownAddresses, tableOf } from "./links.ts";

/** A Pod's next hop, which the node's end of the wire answers for. */
const POD_GATEWAY = { v4: "169.254.1.1", v6: "fe80::1" } as const;
/** Priorities of the rules to and from a Pod. @source docs/facts.md#policy-routing */
const PRIORITY = { toPod: 512, fromPod: 1536 } as const;

type Family = 4 | 6;

const ofFamily = (family: Family) => (address: string) => isIpv6(address) === (family === 6);

/** `ip route show`, main table or another. */
export function routesOf(machine: AnyMachine, snapshot: Snapshot, family: Family, table: string): string[] {
  if (machine.kind === "pod") return table === "main" ? podRoutes(machine.pod, family) : [];
  return table === "main"
    ? nodeRoutes(machine.node, snapshot, family)
    : tableRoutes(machine.node, snapshot, family, table);
}

function podRoutes({ addresses }: Pod, family: Family): string[] {
  if (!addresses.some(ofFamily(family))) return [];
  if (family === 6) return [`default via ${POD_GATEWAY.v6} dev eth0 metric 1024 pref medium`];
  return [`default via ${POD_GATEWAY.v4} dev eth0 `, `${POD_GATEWAY.v4} dev eth0 scope link `];
}

function nodeRoutes(node: ClusterNode, snapshot: Snapshot, family: Family): string[] {
  const primary = node.enis.find((eni) => eni.primary);
  const subnet = snapshot.subnets.find(({ id }) => id === primary?.subnetId);
  const pods = snapshot.pods.filter(({ nodeName }) => nodeName === node.name);
  const toPods = pods.flatMap((pod) =>
    pod.addresses.filter(ofFamily(family)).map((address) => `${address} dev ${hostVethOf(pod)} scope link `),
  );
  if (primary === undefined || subnet === undefined || family === 6) return toPods;
  const device = deviceOf(primary);
  return [
    `default via ${subnet.gateway} dev ${device} `,
    `${subnet.cidr} dev ${device} proto kernel scope link src ${ownAddresses(primary)[0]!} `,
    ...toPods,
  ];
}

function tableRoutes(node: ClusterNode, snapshot: Snapshot, family: Family, table: string): string[] {
  const eni = node.enis.find((candidate) => !candidate.primary && String(tableOf(candidate)) === table);
  const subnet = snapshot.subnets.find(({ id }) => id === eni?.subnetId);
  if (eni === undefined || subnet === undefined || family === 6) return [];
  return [`default via ${subnet.gateway} dev ${deviceOf(eni)} onlink `];
}

/** `ip rule`: what a Pod sends leaves by the interface that owns its address. */
export function rulesOf(machine: AnyMachine, snapshot: Snapshot, family: Family): string[] {
  const standard = ["32766:\tfrom all lookup main", ...(family === 4 ? ["32767:\tfrom all lookup default"] : [])];
  if (machine.kind === "pod") return ["0:\tfrom all lookup local", ...standard];
  const pods = snapshot.pods.filter(({ nodeName }) => nodeName === machine.node.name);
  const toPods = pods.flatMap(({ addresses }) =>
    addresses.filter(ofFamily(family)).map((address) => `${PRIORITY.toPod}:\tfrom all to ${address} lookup main`),
  );
  const fromPods = pods.flatMap(({ addresses, eniId }) => {
    const eni = machine.node.enis.find(({ id }) => id === eniId);
    if (eni === undefined) return [];
    return addresses
      .filter(ofFamily(family))
      .map((address) => `${PRIORITY.fromPod}:\tfrom ${address} lookup ${tableOf(eni)}`);
  });
  return ["0:\tfrom all lookup local", ...toPods, ...fromPods, ...standard];
}
