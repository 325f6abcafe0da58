import type { RuleCounter } from "../data-plane.ts";
import type { FilterHop } from "../path.ts";
import type { Text } from "../text.ts";

/**
 * Where a packet went that the groups let by and nobody answered.
 *
 * `before` an interface: the source's node never sent it there. `between`: it left, and the far interface never saw it. `after`:
 * the far interface's group let it in, so it was lost behind that, or the answer was. `unseen`: nothing was counted on the way.
 */
export type Loss =
  | { readonly code: "before"; readonly eniId: string; readonly nodeName: string }
  | { readonly code: "between"; readonly eniId: string; readonly lastEniId: string }
  | { readonly code: "after"; readonly eniId: string; readonly nodeName: string }
  | { readonly code: "unseen" };

/**
 * For a connection that every filter lets by and that was answered by silence: where the counters lose sight of it.
 *
 * @param filters of the path, in order
 * @param moved counters that went up meanwhile; null where nothing is counted (a real cluster, a simulation)
 */
export function whereLost(filters: readonly FilterHop[], moved: readonly RuleCounter[] | null): Loss {
  const counted = filters.filter(({ groupIds }) => groupIds.length > 0);
  const last = counted.at(-1);
  if (moved === null || last === undefined) return { code: "unseen" };
  const sees = ({ eniId, direction }: FilterHop) =>
    moved.some((counter) => counter.eniId === eniId && counter.direction === direction);
  const silent = counted.findIndex((hop) => !sees(hop));
  if (silent < 0) {
    const { eniId, nodeName, direction } = last;
    return direction === "ingress" ? { code: "after", eniId, nodeName } : { code: "unseen" };
  }
  const { eniId, nodeName, direction } = counted[silent]!;
  if (silent > 0) return { code: "between", eniId, lastEniId: counted[silent - 1]!.eniId };
  return direction === "egress" ? { code: "before", eniId, nodeName } : { code: "unseen" };
}

/** The same in words, with where to look. */
export function lossSentence(loss: Loss): Text {
  switch (loss.code) {
    case "before":
      return {
        zh: `安全组没有丢它：包根本没到网卡 ${loss.eniId}，丢在节点 ${loss.nodeName} 里面。看这个节点的路由：ip rule、ip route show table all、对应的网卡是否 UP。`,
        en: `No security group dropped it: the packet never came to ${loss.eniId}, so it was lost inside node ${loss.nodeName}. Look at that node's routing: ip rule, ip route show table all, whether the interface is up.`,
      };
    case "between":
      return {
        zh: `安全组没有丢它：包从 ${loss.lastEniId} 出去了，没有到 ${loss.eniId}。看 VPC 的路由表和子网的网络 ACL。`,
        en: `No security group dropped it: the packet left by ${loss.lastEniId} and never came to ${loss.eniId}. Look at the VPC's route table and the subnets' network ACLs.`,
      };
    case "after":
      return {
        zh: `安全组没有丢它：包已经进了网卡 ${loss.eniId}，是后来没送到 Pod，或者回包丢了（回包不再问安全组）。看节点 ${loss.nodeName} 的路由：ip rule 里有没有这个 Pod 的规则、ip route show table all、网卡是否 UP；再看 Pod 的 eth0 和监听的进程。`,
        en: `No security group dropped it: the packet came in by ${loss.eniId}, and then either did not get to the Pod or its reply was lost (replies aren't asked again). Look at the routing of node ${loss.nodeName}: is there an ip rule for this Pod, ip route show table all, is the interface up; then at the Pod's eth0 and what listens there.`,
      };
    case "unseen":
      return {
        zh: "安全组都放行，却没有任何回应：丢在安全组之外，或者回包丢了。看两端节点的路由（ip rule、ip route show table all）、网络 ACL、NetworkPolicy、节点的 iptables，以及 Pod 里的进程。",
        en: "The security groups let it by, and still nobody answered: it was lost elsewhere, or its reply was. Look at the routing of both nodes (ip rule, ip route show table all), network ACLs, NetworkPolicy, the nodes' iptables, and the process in the Pod.",
      };
    default:
      return loss satisfies never;
  }
}
