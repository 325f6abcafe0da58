import type { Facts } from "./facts.ts";
import type { DrillTexts } from "./ingress-texts.ts";
import { gapOf, lastingOf, renewedOf } from "./phrases.ts";
import { farSubnet, fixOf } from "./side.ts";

/** Pod A's interface lets nothing out: the same symptom, from the other end. */
export function egressTexts(facts: Facts): DrillTexts {
  const { a, b, port } = facts;
  const subnet = farSubnet(facts, "egress");
  const [ours, theirs = ours] = facts.groupNames;
  const { rule, index } = fixOf(facts, "egress");
  const at = index === undefined ? "" : ` --index ${index}`;
  const gap = gapOf(facts, "egress");
  const lasting = lastingOf(facts, "egress");
  const renewed = renewedOf(facts, "egress");
  const place = index === undefined ? { zh: "", en: "" } : { zh: "，插到最前面", en: ", above all others" };
  const wider = facts.lasting
    ? { zh: subnet, en: subnet }
    : { zh: `{podB}/32（或服务端子网 ${subnet}）`, en: `{podB}/32 (or the servers' subnet ${subnet})` };
  return {
    title: {
      zh: `VPC-CNI：两个节点池之间的 Pod 访问超时${renewed.zh}`,
      en: `VPC-CNI: Pods of two node pools time out${renewed.en}`,
    },
    symptom: {
      zh: `Pod A（${a.label}，{podA}）和 Pod B（${b.label}，{podB}）分属两个原生节点池，都是 Running、Ready。在 Pod A 里 curl Pod B 的 ${port} 端口，没有任何回应，最后报 curl: (28) … Connection timed out。Pod B 里的 nginx 一切正常，日志里看不到这次请求；和 Pod B 同子网的别的客户端访问它都没问题。${lasting.zh}`,
      en: `Pod A (${a.label}, {podA}) and Pod B (${b.label}, {podB}) belong to two native node pools; both are Running and Ready. A curl from Pod A to port ${port} of Pod B gets no answer at all and ends with curl: (28) … Connection timed out. The nginx in Pod B is healthy, and its log never shows the request; other clients in Pod B's subnet reach it.${lasting.en}`,
    },
    whySubnet: {
      zh: `Pod B 重建后会换 IP，写死 /32 的规则跟着失效；放通到服务端子网的 TCP ${port}，规则不用跟着 Pod 改，范围也没有超出这批 Pod 所在的子网。`,
      en: `A recreated Pod B gets another address, and a rule with its /32 dies with it. TCP ${port} to the servers' subnet survives that, and opens nothing beyond the subnet the Pods live in.`,
    },
    hints: [
      {
        zh: "先看清是哪一种失败：28 是一直等不到回应，SYN 被静默丢掉了；如果是应用没监听，对端会马上回 RST，curl 报的是 7。先别急着只查被访问的一边：丢包的可能在去的路上任何一处。",
        en: "Look at the kind of failure first. 28 is silence: the SYN was dropped without a word. If nothing listened, an RST would come back at once and curl would say 7. And don't look at the far side alone: whatever drops it may stand anywhere on the way there.",
      },
      {
        zh: "两个节点池各有各的安全组，辅助网卡各自继承。顺着链路看两处：Pod A 那张辅助网卡的出站，Pod B 那张辅助网卡的入站。用 kubectl get nec <节点> 和 DescribeNetworkInterfaces 查出各自绑的组，再逐条读规则：{podA} 到 {podB} 的 TCP 端口，两处各命中哪一条？",
        en: "Each of the two pools has a group of its own, and secondary ENIs inherit it. There are two places to read: egress at Pod A's secondary ENI, ingress at Pod B's. Find the group bound to each with kubectl get nec <node> and DescribeNetworkInterfaces, then read the rules one by one: which of them matches {podA} to the TCP port of {podB}, in each place?",
      },
      {
        zh: `Pod B 那边的入站是放行的。问题在 Pod A 辅助网卡绑定的安全组：出站${gap.zh}。给它加一条出站规则${place.zh}：ACCEPT，TCP ${port}，目标 ${wider.zh}：\n  ./lab sg add podA egress "${rule}"${at}\n安全组有状态，回包不用另外放通。`,
        en: `Pod B's side lets it in. It is the group bound to Pod A's secondary ENI, whose egress ${gap.en}. Add one egress rule to it${place.en}: ACCEPT, TCP ${port}, to ${wider.en}:\n  ./lab sg add podA egress "${rule}"${at}\nGroups are stateful; the replies need no rule.`,
      },
    ],
    debrief: {
      zh: `为什么会断
  客户端这个池绑的是 ${ours}：出站按白名单收紧过，当时只想着节点要出去访问什么。eniipamd 打开“安全组”而列表留空，辅助网卡继承了它，Pod 往外走的流量也归它管：出站${gap.zh}。
  服务端的 ${theirs} 没有问题，入站早就放行了这个子网；只盯着被访问的一边，看多久都看不出来。
线上长什么样
  新业务上线，换了一个节点池就不通；同样的镜像放回老的池子又好了。抓包在 Pod B 那边什么都看不到，因为包在离开 Pod A 的网卡时就没了。
怎么提前发现
  收紧出站之前，把 Pod 要访问的地址和端口也列进白名单；两个池之间放一个拨测。排查时两头都看：A 的出站、B 的入站。`,
      en: `Why it broke
  The clients' pool carries ${ours}: its egress was narrowed to a list of what the nodes themselves need. eniipamd had its security-group switch on and the list left empty, so secondary ENIs inherited it, and it ruled what leaves the Pods as well: its egress ${gap.en}.
  Nothing is wrong with ${theirs} on the servers' side; its ingress has long accepted this subnet. Whoever looks at the far side alone may look for long.
How it looks in production
  A new service goes live in another node pool and can't connect; the same image in the old pool works. A capture at Pod B shows nothing at all, for the packet was dropped as it left Pod A's ENI.
What would have caught it
  Before narrowing egress, put the addresses and ports that Pods need on the list too, and keep a probe running between pools. When in doubt look at both ends: A's egress, B's ingress.`,
    },
  };
}
