import type { ClusterNode, Eni, Pod, Snapshot } from "@podpath/access-path";
import { hostVethOf, isIpv6, macOf, portOf, word } from "./names.ts";

/**
 * One line for `ip -batch`, and the line that takes it back; without one it goes away together with the interface or the
 * namespace that it belongs to. What a namespace should hold is a list of steps, and a change is the difference of two.
 */
export interface Step {
  readonly add: string;
  readonly remove?: string;
}

/** The VPC router's end of every wire; a CVM sees one such address for all of its neighbours. */
const FABRIC_MAC = "fe:ee:00:00:00:01";
/** A Pod's next hop, as Calico and the AWS CNI do it: a link-local address that the host end answers for. */
const POD_GATEWAY = { v4: "169.254.1.1", v6: "fe80::1" } as const;
/** Where the fabric sends what no interface owns; the ingress chain drops and counts it there. */
export const VOID_PORT = "void0";
/** Priorities of `to POD` and `from POD`. docs/facts.md#policy-routing */
const RULE_PRIORITY = { toPod: 512, fromPod: 1536 } as const;

/** eth0 is 2 (lo is 1), so that table numbers come out as on a node. */
export function ifindexOf(eni: Eni): number {
  return eni.deviceIndex + 2;
}

/** The routing table of a secondary ENI since ipamd 3.8. docs/facts.md#policy-routing */
export function tableOf(eni: Eni): number {
  return ifindexOf(eni) + 4000;
}

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

function hasIpv6({ addresses }: { readonly addresses: readonly string[] }): boolean {
  return addresses.some(isIpv6);
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

export function nodeSteps(node: ClusterNode, snapshot: Snapshot): readonly Step[] {
  const pods = snapshot.pods.filter((pod) => pod.nodeName === node.name);
  return [
    { add: "link set lo up" },
    ...node.enis.flatMap((eni) => eniSteps(eni, snapshot)),
    ...pods.flatMap((pod) => podRouteSteps(pod)),
    ...policySteps(node, pods, isIpv4),
  ];
}

/** `ip -batch` takes the address family of a rule from its command line alone, so these have a batch of their own. */
export function nodeRules6(node: ClusterNode, snapshot: Snapshot): readonly Step[] {
  const pods = snapshot.pods.filter((pod) => pod.nodeName === node.name);
  return policySteps(node, pods, isIpv6);
}

function eniSteps(eni: Eni, snapshot: Snapshot): readonly Step[] {
  const subnet = snapshot.subnets.find((candidate) => candidate.id === eni.subnetId);
  if (subnet === undefined) throw new Error(`${eni.id} is in ${eni.subnetId}, which the snapshot doesn't have`);
  const device = `eth${eni.deviceIndex}`;
  const own = eni.primary ? eni.addresses : eni.addresses.slice(0, 1);
  const prefix = subnet.cidr.split("/")[1]!;
  const table = eni.primary ? "" : ` table ${tableOf(eni)}`;
  return [
    { add: `link set ${device} up` },
    ...own.map((address) => {
      if (isIpv6(address)) return addressStep(`${address}/128`, device);
      return addressStep(`${address}/${prefix}`, device, eni.primary ? "" : " noprefixroute");
    }),
    { add: `route replace default via ${word(subnet.gateway)} dev ${device} onlink${table}` },
    ...(hasIpv6(eni) ? defaultRoute6(device, table) : []),
  ];
}

function podRouteSteps(pod: Pod): readonly Step[] {
  const veth = hostVethOf(pod.uid);
  return [
    { add: `link set ${veth} up`, remove: `link del ${veth}` },
    ...(hasIpv6(pod) ? [{ add: `addr replace ${POD_GATEWAY.v6}/64 dev ${veth} nodad` }] : []),
    ...pod.addresses.flatMap((address) => routeSteps(address, veth, macOf(pod.uid))),
  ];
}

/**
 * What is sent from a secondary interface's address leaves by that interface, whatever the node's own default route says: the
 * Pods' addresses, which the node's main table has a way to, and the interface's own.
 */
function policySteps(node: ClusterNode, pods: readonly Pod[], family: (address: string) => boolean): readonly Step[] {
  const secondary = node.enis.filter((eni) => !eni.primary);
  const own = secondary.flatMap((eni) =>
    eni.addresses
      .slice(0, 1)
      .filter(family)
      .map((address) => fromRule(address, eni)),
  );
  const ofPods = pods.flatMap((pod) => {
    const eni = secondary.find((candidate) => candidate.id === pod.eniId);
    if (eni === undefined)
      throw new Error(`${pod.name} uses ${pod.eniId}, which is no secondary interface of ${node.name}`);
    return pod.addresses.filter(family).flatMap((address) => [toRule(address), fromRule(address, eni)]);
  });
  return [...own, ...ofPods];
}

function toRule(address: string): Step {
  return ruleStep(`pref ${RULE_PRIORITY.toPod} to ${hostBlock(address)} lookup main`);
}

function fromRule(address: string, eni: Eni): Step {
  return ruleStep(`pref ${RULE_PRIORITY.fromPod} from ${hostBlock(address)} lookup ${tableOf(eni)}`);
}

function ruleStep(rule: string): Step {
  return { add: `rule add ${rule}`, remove: `rule del ${rule}` };
}

export function podSteps(pod: Pod): readonly Step[] {
  return [
    { add: "link set lo up" },
    { add: "link set eth0 up" },
    ...pod.addresses.map((address) => addressStep(hostBlock(address), "eth0")),
    { add: `route replace ${POD_GATEWAY.v4} dev eth0 scope link` },
    { add: `route replace default via ${POD_GATEWAY.v4} dev eth0` },
    { add: `neigh replace ${POD_GATEWAY.v4} lladdr ${FABRIC_MAC} dev eth0 nud permanent` },
    ...(hasIpv6(pod) ? defaultRoute6("eth0", "") : []),
  ];
}

function defaultRoute6(device: string, table: string): readonly Step[] {
  return [
    { add: `neigh replace ${POD_GATEWAY.v6} lladdr ${FABRIC_MAC} dev ${device} nud permanent` },
    { add: `route replace ::/0 via ${POD_GATEWAY.v6} dev ${device}${table}` },
  ];
}

function addressStep(address: string, device: string, flags = ""): Step {
  const nodad = isIpv6(address) ? " nodad" : "";
  return {
    add: `addr replace ${word(address)} dev ${device}${flags}${nodad}`,
    remove: `addr del ${address} dev ${device}`,
  };
}

/** A host route and its permanent neighbour entry: no ARP, no wait. */
function routeSteps(address: string, device: string, mac: string): readonly Step[] {
  const route = `${hostBlock(address)} dev ${device}`;
  const neighbour = `${address} lladdr ${word(mac)} dev ${device}`;
  return [
    { add: `route replace ${route}`, remove: `route del ${route}` },
    { add: `neigh replace ${neighbour} nud permanent`, remove: `neigh del ${address} dev ${device}` },
  ];
}

function hostBlock(address: string): string {
  return `${word(address)}/${isIpv6(address) ? 128 : 32}`;
}

function isIpv4(address: string): boolean {
  return !isIpv6(address);
}

/** Lines that turn one list of steps into another: first take back, last added first, then add. */
export function stepChange(
  from: readonly Step[],
  to: readonly Step[],
): { remove: readonly string[]; add: readonly string[] } {
  const had = new Set(from.map((step) => step.add));
  const wanted = new Set(to.map((step) => step.add));
  const gone = from.filter((step) => !wanted.has(step.add)).reverse();
  return {
    remove: gone.flatMap((step) => step.remove ?? []),
    add: to.filter((step) => !had.has(step.add)).map((step) => step.add),
  };
}
