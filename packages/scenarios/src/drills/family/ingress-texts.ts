import type { Text } from "../../text.ts";
import type { Facts } from "./facts.ts";
import { gapOf, lastingOf, renewedOf } from "./phrases.ts";
import { farSubnet, fixOf } from "./side.ts";

/** What a drill says; each text in both languages. */
export interface DrillTexts {
  readonly title: Text;
  readonly symptom: Text;
  readonly whySubnet: Text;
  readonly hints: readonly [Text, Text, Text];
  readonly debrief: Text;
}

/** Pod B's interface lets nobody in: the playbook's own story. */
export function ingressTexts(facts: Facts): DrillTexts {
  const { a, b, port } = facts;
  const subnet = farSubnet(facts, "ingress");
  const [group] = facts.groupNames;
  const { rule, index } = fixOf(facts, "ingress");
  const at = index === undefined ? "" : ` --index ${index}`;
  const gap = gapOf(facts, "ingress");
  const lasting = lastingOf(facts, "ingress");
  const place = index === undefined ? { zh: "", en: "" } : { zh: "，插到最前面", en: ", above all others" };
  const wider = facts.lasting
    ? { zh: subnet, en: subnet }
    : { zh: `{podA}/32（或容器子网 ${subnet}）`, en: `{podA}/32 (or from the container subnet ${subnet})` };
  const renewed = renewedOf(facts, "ingress");
  const title: DrillTexts["title"] = {
    zh: `VPC-CNI：Pod 跨节点访问 Pod 超时${renewed.zh}`,
    en: `VPC-CNI: Pod to Pod across nodes times out${renewed.en}`,
  };

  const symptom: DrillTexts["symptom"] = {
    zh: `Pod A（${a.label}，{podA}）和 Pod B（${b.label}，{podB}）跑在两个不同的原生节点上，都是 Running、Ready。在 Pod A 里 curl Pod B 的 ${port} 端口，没有任何回应，最后报 curl: (28) … Connection timed out。Pod B 里的 nginx 一切正常，日志里看不到这次请求。${lasting.zh}`,
    en: `Pod A (${a.label}, {podA}) and Pod B (${b.label}, {podB}) run on two different native nodes; both are Running and Ready. A curl from Pod A to port ${port} of Pod B gets no answer at all and ends with curl: (28) … Connection timed out. The nginx in Pod B is healthy, and its log never shows the request.${lasting.en}`,
  };

  const whySubnet: DrillTexts["whySubnet"] = {
    zh: `Pod A 重建后会换 IP，写死 /32 的规则跟着失效；放通容器子网的 TCP ${port}，规则不用跟着 Pod 改，范围也没有超出这批 Pod 所在的子网。`,
    en: `A recreated Pod A gets another address, and a rule with its /32 dies with it. TCP ${port} from the container subnet survives that, and opens nothing beyond the subnet the Pods live in.`,
  };

  const hints: DrillTexts["hints"] = [
    {
      zh: `先看清是哪一种失败：28 是一直等不到回应，SYN 被静默丢掉了；如果是应用没监听，对端会马上回 RST，curl 报的是 7。所以先别查应用，想一想从 Pod A 到 Pod B 的路上，有哪些东西会不吭声地丢包。`,
      en: `Look at the kind of failure first. 28 is silence: the SYN was dropped without a word. If nothing listened, an RST would come back at once and curl would say 7. So leave the application alone for now, and ask what on the way from Pod A to Pod B drops packets silently.`,
    },
    {
      zh: `VPC-CNI 共享网卡模式下，Pod 的流量走的是节点的辅助网卡（eth1），不是主网卡。顺着链路看两处：Pod A 那张辅助网卡的出站，Pod B 那张辅助网卡的入站。用 kubectl get nec <节点> 和 DescribeNetworkInterfaces 查出辅助网卡绑的安全组，再逐条读规则：{podA} 到 TCP ${port} 能命中哪一条？`,
      en: `In VPC-CNI's shared-ENI mode a Pod's traffic uses its node's secondary ENI (eth1), not the primary one. There are two places to read: egress at Pod A's secondary ENI, ingress at Pod B's. Find the group bound to each with kubectl get nec <node> and DescribeNetworkInterfaces, then read its rules one by one: which of them matches {podA} to TCP ${port}?`,
    },
    {
      zh: `Pod B 辅助网卡绑定的安全组，入站${gap.zh}。给它加一条入站规则${place.zh}：ACCEPT，TCP ${port}，来源 ${wider.zh}：\n  ./lab sg add podB ingress "${rule}"${at}\n源地址要写 Pod IP：VPC 内 Pod 出来的包不做 SNAT，写节点 IP 不会命中。安全组有状态，回包不用另外放通。`,
      en: `The group bound to Pod B's secondary ENI ${gap.en}. Add one ingress rule to it${place.en}: ACCEPT, TCP ${port}, from ${wider.en}:\n  ./lab sg add podB ingress "${rule}"${at}\nThe source is the Pod's address: packets between Pods of a VPC aren't SNATed, so a node's address would never match. Groups are stateful; the replies need no rule.`,
    },
  ];

  const debrief: DrillTexts["debrief"] = {
    zh: `为什么会断
  eniipamd 打开了“安全组”而列表留空，新挂的辅助网卡就继承节点主网卡的安全组。节点池当初绑的 ${group} 是按“节点只留 SSH”设计的，一继承，就原样管到了 Pod 头上：入站${gap.zh}，Pod B 的 ${port} 不通。
  节点自己反而看不出问题：kubelet 探针从本机直达 Pod，同节点 Pod 互访也不出网卡，都不经过安全组，所以 Pod 一直 Ready。
线上长什么样
  测试环境只有一个节点，一切正常；上了多节点，一部分副本之间开始超时。有人去放通节点 IP，有人去改主网卡的安全组，都没有效果：源地址是 Pod IP，管事的是辅助网卡。
  Pod A 和 Pod B 的“安全组 1”“安全组 2”在这里其实是同一个组，所以这一条规则同时也在两个节点的主网卡上生效。要分开管，就给 Pod 单独指定安全组，或者分节点池。
怎么提前发现
  打开 eniipamd 安全组之前，先列出 Pod 之间实际用到的端口，逐张辅助网卡核对入站规则；上线后放一个跨节点的拨测，别只信 Ready。查“绑的是哪个组”以 nec 和 DescribeNetworkInterfaces 为准，日志只是历史。`,
    en: `Why it broke
  eniipamd had its security-group switch on and the list left empty, so new secondary ENIs inherit the groups of the node's primary ENI. The pool's ${group} was written for "nodes take SSH and nothing else"; once inherited, it ruled the Pods as well: it ${gap.en}, and Pod B's port ${port} stays shut.
  The nodes themselves look healthy: kubelet probes reach a Pod from its own node, and Pods of one node reach each other without leaving it. Neither meets a security group, so the Pods stay Ready.
How it looks in production
  All is well in staging with its single node; with several nodes, some replicas begin to time out. One colleague allows the node's address, another edits the group of the primary ENI, and nothing changes: the source is the Pod's address, and it is the secondary ENI that decides.
  "Group 1" and "group 2" of Pod A and Pod B are one and the same group here, so the rule also holds on both nodes' primary ENIs. To keep them apart, give the Pods groups of their own, or use separate node pools.
What would have caught it
  Before switching the feature on, list the ports that Pods really use among each other and check them against the ingress rules of every secondary ENI; afterwards keep a cross-node probe running instead of trusting Ready. To see which group is bound, believe nec and DescribeNetworkInterfaces: a log is history.`,
  };
  return { title, symptom, whySubnet, hints, debrief };
}
