import type { ClusterNode, Eni, Pod, Snapshot } from "@podpath/access-path";
import { addressStep, FABRIC_MAC, hasIpv6, hostBlock, ifindexOf, POD_GATEWAY, routeSteps, type Step } from "./links.ts";
import { hostVethOf, isIpv6, macOf, word } from "./names.ts";

/** Priorities of `to POD` and `from POD`. docs/facts.md#policy-routing */
const RULE_PRIORITY = { toPod: 512, fromPod: 1536 } as const;

/** The routing table of a secondary ENI since ipamd 3.8. docs/facts.md#policy-routing */
export function tableOf(eni: Eni): number {
  return ifindexOf(eni) + 4000;
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

function isIpv4(address: string): boolean {
  return !isIpv6(address);
}
