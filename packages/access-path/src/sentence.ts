import type { Edit } from "./edit.ts";
import type { NearMiss, QuotedRule, Reason } from "./reason.ts";
import { printRule } from "./rule.ts";
import type { Direction, Snapshot } from "./snapshot.ts";
import type { Text } from "./text.ts";

const DIRECTION = {
  ingress: { zh: "入站", en: "ingress" },
  egress: { zh: "出站", en: "egress" },
} as const satisfies Record<Direction, Text>;

const FEATURE = {
  on: { zh: "没有绑定任何安全组", en: "no security group is bound to it" },
  off: { zh: "VPC-CNI 的安全组功能没有开启", en: "the security-group feature of VPC-CNI is off" },
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
        zh: `${placeZh(reason)}：${ruleZh(reason.by)} 放行。`,
        en: `${placeEn(reason)}: ${ruleEn(reason.by)} accepts it.`,
      };
    case "unfiltered":
      return {
        zh: `${placeZh(reason)}：不过滤，因为${FEATURE[reason.feature].zh}。`,
        en: `${placeEn(reason)}: not filtered, because ${FEATURE[reason.feature].en}.`,
      };
    case "dropped-by-rule":
      return {
        zh: `${placeZh(reason)}：${ruleZh(reason.by)} 丢弃。`,
        en: `${placeEn(reason)}: ${ruleEn(reason.by)} drops it.`,
      };
    case "dropped-above-accept":
      return {
        zh: `${placeZh(reason)}：${ruleZh(reason.by)} 先匹配并丢弃，排在它后面的 ${ruleZh(reason.below)} 本可放行，却轮不到。`,
        en: `${placeEn(reason)}: ${ruleEn(reason.by)} matches first and drops it; ${ruleEn(reason.below)} would accept it, but stands below and is never asked.`,
      };
    case "no-rules":
      return {
        zh: `${placeZh(reason)}：安全组 ${reason.groupIds.join("、")} 没有任何${DIRECTION[reason.direction].zh}规则，默认丢弃。`,
        en: `${placeEn(reason)}: ${reason.groupIds.join(", ")} has no ${DIRECTION[reason.direction].en} rule at all, so the implicit drop decides.`,
      };
    case "no-match":
      return {
        zh: `${placeZh(reason)}：安全组 ${reason.groupIds.join("、")} 的 ${reason.ruleCount} 条${DIRECTION[reason.direction].zh}规则都不匹配，默认丢弃。`,
        en: `${placeEn(reason)}: none of the ${reason.ruleCount} ${DIRECTION[reason.direction].en} rules of ${reason.groupIds.join(", ")} matches, so the implicit drop decides.`,
      };
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
        zh: `${reason.source} 和 ${reason.destination} 不是同一种 IP 协议，无法通信。`,
        en: `${reason.source} and ${reason.destination} are of different address families and can't talk to each other.`,
      };
    default:
      return reason satisfies never;
  }
}

/** A rule that nearly fits, in words. */
export function nearMissSentence(miss: NearMiss): Text {
  switch (miss.code) {
    case "peer-differs":
      return { zh: `${ruleZh(miss.rule)} 只差对端不符。`, en: `${ruleEn(miss.rule)} fits but for its peer.` };
    case "protocol-differs":
      return { zh: `${ruleZh(miss.rule)} 只差协议不符。`, en: `${ruleEn(miss.rule)} fits but for its protocol.` };
    case "port-differs":
      return { zh: `${ruleZh(miss.rule)} 只差端口不符。`, en: `${ruleEn(miss.rule)} fits but for its ports.` };
    case "peer-is-node":
      return {
        zh: `${ruleZh(miss.rule)} 写的是节点地址 ${miss.nodeAddress}；VPC 内 Pod 以自己的地址 ${miss.podAddress} 通信，不做地址转换。`,
        en: `${ruleEn(miss.rule)} names the node, ${miss.nodeAddress}; inside the VPC a Pod keeps its own address, ${miss.podAddress}.`,
      };
    case "other-direction":
      return {
        zh: `${ruleZh(miss.rule)} 写在了${DIRECTION[miss.direction].zh}方向，这里看的是另一个方向。`,
        en: `${ruleEn(miss.rule)} would fit, but it is an ${DIRECTION[miss.direction].en} rule; here the other direction counts.`,
      };
    case "other-interface":
      return {
        zh: `${ruleZh(miss.rule)} 所在的安全组绑定在网卡 ${miss.eniId} 上，不在这块网卡上。`,
        en: `${ruleEn(miss.rule)} would fit, but its group is bound to ${miss.eniId}, not to this interface.`,
      };
    default:
      return miss satisfies never;
  }
}

/** A change in words, as advice. */
export function editSentence(edit: Edit): Text {
  if (edit.kind === "listen") {
    const service = `${edit.port.protocol} ${edit.port.port}`;
    return {
      zh: `让 Pod 监听 ${service}，或改用它监听的端口。`,
      en: `Let the Pod listen on ${service}, or use a port that it listens on.`,
    };
  }
  const { zh, en } = DIRECTION[edit.direction];
  switch (edit.kind) {
    case "insert-rule":
      return {
        zh: `在安全组 ${edit.groupId} 的${zh}规则第 ${edit.index} 位（从 0 起）加入：${printRule(edit.rule)}`,
        en: `Add to the ${en} rules of ${edit.groupId} at index ${edit.index}: ${printRule(edit.rule)}`,
      };
    case "remove-rule":
      return {
        zh: `删除安全组 ${edit.groupId} 的第 ${edit.index} 条${zh}规则（从 0 起）。`,
        en: `Remove ${en} rule ${edit.index} of ${edit.groupId}.`,
      };
    case "move-rule":
      return {
        zh: `把安全组 ${edit.groupId} 的第 ${edit.from} 条${zh}规则移到第 ${edit.to} 位（从 0 起）。`,
        en: `Move ${en} rule ${edit.from} of ${edit.groupId} to index ${edit.to}.`,
      };
    default:
      return edit satisfies never;
  }
}

interface Place {
  readonly eniId: string;
  readonly direction: Direction;
}

function placeZh({ eniId, direction }: Place): string {
  return `网卡 ${eniId} 的${DIRECTION[direction].zh}方向`;
}

function placeEn({ eniId, direction }: Place): string {
  return `${DIRECTION[direction].en} of ${eniId}`;
}

function ruleZh({ groupId, rule, text }: QuotedRule): string {
  return `安全组 ${groupId} 的规则 ${rule}「${text}」`;
}

function ruleEn({ groupId, rule, text }: QuotedRule): string {
  return `rule ${rule} of ${groupId} (${text})`;
}

function listZh(items: readonly string[]): string {
  return items.length === 0 ? "无" : items.join("、");
}
