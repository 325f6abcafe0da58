import { printFlow } from "@podpath/access-path";
import type { AccessPath, FilterHop } from "@podpath/access-path";
import type { Text } from "@podpath/scenarios";
import type { Comparison } from "../compare.ts";
import { say, WAYS } from "../judgement.ts";

/**
 * Where to look for what swallowed or refused a connection: at an end, if the counters say so, else on the way.
 *
 * @param reveal whether the hop and the rule may be named
 */
export function whereItDied(comparison: Comparison, reveal: boolean): Text {
  if (comparison.kind === "endpoint") return END[comparison.end];
  const { disposition } = comparison.path;
  if (disposition.kind === "refused") return NOBODY_LISTENS;
  if (!reveal || disposition.kind !== "dropped") return SILENCE;
  return nameHop(comparison.path, disposition.at);
}

const END: Readonly<Record<"source" | "target", Text>> = {
  source: say(
    "SYN 根本没有走到第一道安全组：看 Pod A 自己的网卡、路由和 iptables",
    "the SYN never reached the first security group: look at Pod A's own interface, routes and iptables",
  ),
  target: say(
    "沿途的安全组都放行了：看 Pod B 的端口有没有监听（ss -lnt），网卡、iptables 是否正常",
    "every security group on the way let it by: see whether Pod B listens (ss -lnt), and its interface and iptables",
  ),
};

const NOBODY_LISTENS = say(
  "被拒绝说明包到了 Pod B，只是这个端口没人监听：对一下 containerPort 和进程",
  "a refusal means that the packet arrived and nothing listens: compare containerPort with the process",
);

const SILENCE = say(
  "没有回应，就是有人静默丢包。从 Pod A 到 Pod B 一跳一跳看过去：./lab hint 给提示",
  "silence means that something dropped the packet. Walk the way from Pod A to Pod B hop by hop: ./lab hint helps",
);

/** For those who have already tried: the hop and the rule. */
function nameHop({ flow }: AccessPath, { eniId, nodeName, direction, groupIds, verdict }: FilterHop): Text {
  const { zh, en } = WAYS[direction];
  const what = printFlow(flow);
  const told =
    verdict.kind === "rule"
      ? say(
          `${verdict.groupId} 的规则 ${verdict.rule} 丢弃了 ${what}`,
          `rule ${verdict.rule} of ${verdict.groupId} drops ${what}`,
        )
      : say(
          `${groupIds.join("、")} 没有规则匹配 ${what}，走到默认拒绝`,
          `no rule of ${groupIds.join(", ")} matches ${what}, so the implicit drop decides`,
        );
  return say(`节点 ${nodeName} 的 ${eniId} ${zh}：${told.zh}`, `${en} at ${eniId} of node ${nodeName}: ${told.en}`);
}
