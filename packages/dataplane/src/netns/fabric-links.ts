import type { Eni, Pod, Snapshot } from "@podpath/access-path";
import { addressStep, FABRIC_MAC, hasIpv6, ifindexOf, POD_GATEWAY, routeSteps, type Step } from "./links.ts";
import { hostVethOf, macOf, portOf, word } from "./names.ts";

/** Where the fabric sends what no interface owns; the ingress chain drops and counts it there. */
export const VOID_PORT = "void0";

/** Lab pids of processes in the network namespaces of nodes, by name, and Pods, by uid. */
export interface GuestPids {
  node(name: string): number;
  pod(uid: string): number;
}

export function fabricSteps(snapshot: Snapshot, pids: GuestPids): readonly Step[] {
  const wires = snapshot.nodes.flatMap((node) => node.enis.map((eni) => wire(eni, pids.node(node.name))));
  const pods = snapshot.pods.map((pod) => podWire(pod, pids.node(pod.nodeName), pids.pod(pod.uid)));
  const gateways = snapshot.subnets.map((subnet) => addressStep(`${subnet.gateway}/32`, "lo"));
  const enis = snapshot.nodes.flatMap((node) => node.enis);
  const void6 = enis.some(hasIpv6) ? [{ add: `route replace ::/0 dev ${VOID_PORT}` }] : [];
  return [...VOID, ...void6, ...gateways, ...wires, ...pods, ...enis.flatMap(portSteps)];
}

const VOID: readonly Step[] = [
  { add: "link set lo up" },
  { add: `link add ${VOID_PORT} type veth peer name void1` },
  { add: `link set ${VOID_PORT} arp off up` },
  { add: `route replace default dev ${VOID_PORT}` },
];

function wire(eni: Eni, nodePid: number): Step {
  const peer = `peer name eth${eni.deviceIndex} index ${ifindexOf(eni)} address ${word(eni.mac)} netns ${nodePid}`;
  const port = portOf(eni.id);
  return { add: `link add ${port} address ${FABRIC_MAC} type veth ${peer}`, remove: `link del ${port}` };
}

function podWire(pod: Pod, nodePid: number, podPid: number): Step {
  const host = `${hostVethOf(pod.uid)} address ${FABRIC_MAC} netns ${nodePid}`;
  return { add: `link add ${host} type veth peer name eth0 address ${macOf(pod.uid)} netns ${podPid}` };
}

/** The VPC's mapping of private addresses to one interface; ARP for them is answered at once. */
function portSteps(eni: Eni): readonly Step[] {
  const port = portOf(eni.id);
  const up = [`link set ${port} up`, `ntable change name arp_cache dev ${port} proxy_delay 0`];
  const gateway6 = hasIpv6(eni) ? [{ add: `addr replace ${POD_GATEWAY.v6}/64 dev ${port} nodad` }] : [];
  return [
    ...up.map((add) => ({ add })),
    ...gateway6,
    ...eni.addresses.flatMap((address) => routeSteps(address, port, eni.mac)),
  ];
}
