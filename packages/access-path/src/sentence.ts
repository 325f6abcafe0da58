import type { Reason } from "./reason.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Text } from "./text.ts";
import { DIRECTION, listZh, placeEn, placeZh, ruleEn, ruleZh } from "./wording.ts";

const FEATURE = {
  on: { zh: "没有绑定任何安全组", en: "no security group is bound to it" },
  off: { zh: " VPC-CNI 的安全组功能没有开启", en: "the security-group feature of VPC-CNI is off" },
  unknown: {
    zh: "没有绑定任何安全组（安全组功能是否开启未知）",
    en: "no security group is bound to it (whether the feature is on is unknown)",
  },
} as const satisfies Record<Snapshot["eniSecurityGroups"], Text>;

/** A reason in words, for a learner. */
export function sentence(reason: Reason): Text {
  switch (reason.code) {
    case "delivered":
      return { zh: `连接可以到达 ${reason.destination}。`, en: `The connection reaches ${reason.destination}.` };
    case "same-node":
      return {
        zh: `两端在同一个节点 ${reason.nodeName} 上，流量不经过弹性网卡，安全组不参与。`,
        en: `Both ends are on node ${reason.nodeName}: the traffic passes no network interface, so no security group takes part.`,
      };
    case "accepted-by-rule":
      return {
        zh: `${placeZh(reason)}：${ruleZh(reason.by)}放行。`,
        en: `${placeEn(reason)}: ${ruleEn(reason.by)} accepts it.`,
      };
    case "unfiltered":
      return {
        zh: `${placeZh(reason)}：不过滤，因为${FEATURE[reason.feature].zh}。`,
        en: `${placeEn(reason)}: not filtered, because ${FEATURE[reason.feature].en}.`,
      };
    case "dropped-by-rule":
      return {
        zh: `${placeZh(reason)}：${ruleZh(reason.by)}丢弃。`,
        en: `${placeEn(reason)}: ${ruleEn(reason.by)} drops it.`,
      };
    case "dropped-above-accept":
      return {
        zh: `${placeZh(reason)}：${ruleZh(reason.by)}先匹配，丢弃；排在它后面的${ruleZh(reason.below)}本可放行，却轮不到。`,
        en: `${placeEn(reason)}: ${ruleEn(reason.by)} matches first and drops it; ${ruleEn(reason.below)} would accept it, but stands below and is never asked.`,
      };
    case "no-rules":
      return {
        zh: `${placeZh(reason)}：安全组 ${reason.groupIds.join("、")} 没有任何${DIRECTION[reason.direction].zh}规则，走到默认拒绝。`,
        en: `${placeEn(reason)}: ${reason.groupIds.join(", ")} has no ${DIRECTION[reason.direction].en} rule at all, so the implicit drop decides.`,
      };
    case "no-match":
      return noMatch(reason);
    case "not-listening":
      return {
        zh: `数据包能到达 Pod ${reason.pod}，但它没有监听 ${reason.service}（声明的端口：${listZh(reason.listening)}），连接被拒绝。`,
        en: `The packet reaches Pod ${reason.pod}, but nothing there listens on ${reason.service} (declared: ${reason.listening.join(", ") || "none"}), so the connection is refused.`,
      };
    case "address-unknown":
      return {
        zh: `没有任何网卡持有地址 ${reason.address}，VPC 静默丢弃。核对 IP 是否写错，Pod 是否已重建。`,
        en: `No interface holds ${reason.address}, and the VPC drops in silence. Check the address: the Pod may have been recreated.`,
      };
    case "address-spare":
      return {
        zh: `地址 ${reason.address} 在节点 ${reason.nodeName} 的网卡上，但没有 Pod 使用它。核对 Pod 当前的 IP。`,
        en: `An interface of node ${reason.nodeName} holds ${reason.address}, but no Pod has it. Check the Pod's present address.`,
      };
    case "mixed-families":
      return {
        zh: `目的地址 ${reason.destination} 是 ${familyOf(reason.destination)}，发起方只有 ${familyOf(reason.source)} 地址 ${reason.source}：连接在发起方本机就失败，包出不了门。`,
        en: `${reason.destination} is ${familyOf(reason.destination)}, and the source has only an ${familyOf(reason.source)} address, ${reason.source}: connecting fails at once, and no packet leaves.`,
      };
    default:
      return reason satisfies never;
  }
}

function noMatch(reason: Reason & { readonly code: "no-match" }): Text {
  const { groupIds, direction, ruleCount } = reason;
  const { zh, en } = DIRECTION[direction];
  const [zhGroups, enGroups] = [groupIds.join("、"), groupIds.join(", ")];
  return ruleCount === 1
    ? {
        zh: `${placeZh(reason)}：安全组 ${zhGroups} 唯一的一条${zh}规则不匹配，走到默认拒绝。`,
        en: `${placeEn(reason)}: the only ${en} rule of ${enGroups} does not match, so the implicit drop decides.`,
      }
    : {
        zh: `${placeZh(reason)}：安全组 ${zhGroups} 的 ${ruleCount} 条${zh}规则都不匹配，走到默认拒绝。`,
        en: `${placeEn(reason)}: none of the ${ruleCount} ${en} rules of ${enGroups} matches, so the implicit drop decides.`,
      };
}

function familyOf(address: string): "IPv4" | "IPv6" {
  return address.includes(":") ? "IPv6" : "IPv4";
}
