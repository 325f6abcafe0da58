import type { Facts } from "./facts.ts";
import { fixOf } from "./side.ts";
import type { FaultySide, Side } from "./side.ts";
import type { CloudCommand, Command, KubectlCommand, LabCommand, Step } from "../../step.ts";

const kubectl = (args: readonly string[], expectExit = 0): KubectlCommand => ({ kind: "kubectl", args, expectExit });
const lab = (...args: LabCommand["args"]): LabCommand => ({ kind: "lab", args, expectExit: 0 });
const vpc = (action: string, parameters: CloudCommand["parameters"]): CloudCommand => ({
  kind: "cloud",
  service: "vpc",
  version: "2017-03-12",
  action,
  parameters,
  expectExit: 0,
});

/** A Pod's name and address, with the playbook's own pipe. */
const nameAndAddress = (label: string, actor: "podA" | "podB"): Command => ({
  ...kubectl(["get", "pods", "-o", "wide", "-l", label]),
  pipe: [
    ["awk", `{printf "${actor}:"$1"\\t""pod_ip:"$6"\\n"}`],
    ["grep", "-v", "NAME"],
    ["grep", "-v", "IP"],
  ],
});

/** Three seconds are enough to tell silence from an answer; without the option curl waits for the kernel to give up. */
const curl = ({ a, port }: Facts, expectExit: number): Command => {
  const url = `http://{podB}${port === 80 ? "" : `:${port}`}`;
  return kubectl(["exec", `deploy/${a.deployment}`, "--", "curl", "-sS", "--connect-timeout", "3", url], expectExit);
};

/** The playbook's pipe over the log of ipamd: `[old] to [new]`, and field 24 is `[new]`. */
const groupsFromLog: Command = {
  ...kubectl(["logs", "-n", "kube-system", "deploy/tke-eni-ipamd"]),
  pipe: [
    ["grep", "Event"],
    ["grep", "security groups from"],
    ["awk", "{print $24}"],
    ["awk", "-F[", "{print $2}"],
    ["awk", "-F]", "{print $1}"],
  ],
};

/** The playbook's eight steps; what is looked for and mended depends on the side that is at fault. */
export function stepsOf(facts: Facts, side: Side): readonly Step[] {
  const { a, b } = facts;
  const [label, value] = facts.poolLabel;
  const pools = facts.places.length;
  return [
    {
      id: "node-pool",
      title: { zh: "创建两个原生节点", en: "Create two native nodes" },
      what: {
        zh: `用 Pulumi 建好 VPC、安全组、集群和${pools === 1 ? "一个两副本的" : "两个各一台的"}原生节点池；已经建好的部分不会动。节点名就是主网卡 IP。`,
        en: `Pulumi builds the VPC, the security ${pools === 1 ? "group" : "groups"}, the cluster and ${pools === 1 ? "a native node pool of two" : "two native node pools of one"}; what stands already is left alone. A node's name is the address of its primary ENI.`,
      },
      commands: [
        lab("up", "--no-pods"),
        kubectl(["get", "nodes", "-o", "wide", "-l", pools === 1 ? `${label}=${value}` : label]),
      ],
    },
    {
      id: "deployments",
      title: { zh: "部署两个 Deployment，各占一个节点", en: "Deploy two Deployments, one on each node" },
      what: {
        zh: `nodeSelector 用 ${pools === 1 ? "kubernetes.io/hostname" : label} 把两个 Pod 钉在不同节点上：同节点的 Pod 互访不出网卡，碰不到安全组，也就复现不出来。`,
        en: `A nodeSelector on ${pools === 1 ? "kubernetes.io/hostname" : label} nails the Pods to different nodes: between Pods of one node nothing leaves through an ENI, no security group is met, and the fault wouldn't show.`,
      },
      commands: [
        kubectl(["apply", "-f", "{manifest}"]),
        kubectl(["rollout", "status", `deploy/${a.deployment}`]),
        kubectl(["rollout", "status", `deploy/${b.deployment}`]),
      ],
    },
    {
      id: "names-and-addresses",
      title: {
        zh: "获取 Pod 名称和 IP，认准 Pod A、Pod B",
        en: "Get the Pods' names and addresses: which is A, which is B",
      },
      what: {
        zh: `${a.label} 的是 Pod A（发起访问），${b.label} 的是 Pod B（被访问）。顺手确认两者不在同一个节点上。`,
        en: `The Pod of ${a.label} is Pod A, which asks; the one of ${b.label} is Pod B, which is asked. Make sure that they aren't on one node.`,
      },
      commands: [
        nameAndAddress(`app=${a.label}`, "podA"),
        nameAndAddress(`app=${b.label}`, "podB"),
        kubectl(["get", "pods", "-o", "wide"]),
      ],
    },
    {
      id: "reproduce",
      title: { zh: "登录 Pod A 访问 Pod B", en: "From Pod A, curl Pod B" },
      what: {
        zh: "在 Pod A 里 curl Pod B。运行之前先猜：会通、会被拒绝（7），还是超时（28）？先把猜测记下来，访问过再猜就不计分了：\n  ./lab answer predict timed-out",
        en: "Curl Pod B from inside Pod A. Guess before you run it: will it connect, be refused (7) or time out (28)? Put the guess down first; afterwards it no longer counts:\n  ./lab answer predict timed-out",
      },
      commands: [curl(facts, side === "none" ? 7 : 28)],
    },
    findGroup(facts, side),
    ...(side === "none" ? [conclude] : [addRule(facts, side), verify(facts)]),
    {
      id: "clean-up",
      title: { zh: "清理演练环境", en: "Clean up" },
      what: {
        zh: "先删 Deployment，再拆掉整个环境；真实集群上别忘了这一步，节点在计费。",
        en: "Delete the Deployments, then take the whole environment down. On a real cluster don't forget this step: nodes cost money.",
      },
      commands: [kubectl(["delete", "-f", "{manifest}"]), lab("down")],
    },
  ];
}

/** Where each side looks, and what it looks for. */
function findGroup({ port }: Facts, side: Side): Step {
  const at = side === "egress" ? "A" : "B";
  const flow =
    side === "egress"
      ? { zh: `去 {podB} 的 TCP ${port}`, en: `TCP ${port} of {podB}` }
      : { zh: `{podA} 到 TCP ${port} `, en: `{podA} to TCP ${port}` };
  return {
    id: "find-group",
    tells: 2,
    // The list of steps is read before the side at fault is known: it names none.
    title: { zh: "查辅助网卡绑定的安全组，读规则", en: "Find the group on the secondary ENI, read its rules" },
    what: {
      zh: `先照原手册的办法，从 ipamd 日志里捞：它记的是历史，日志会滚动，一次绑多个组时还会漏。再看现状：nec 是 ipamd 的期望，DescribeNetworkInterfaces 的 GroupSet 是网卡上真正绑着的。最后读这个组的规则：${flow.zh.trimEnd()} 能命中哪一条？`,
      en: `First the playbook's way, from the log of ipamd: it tells history, it rotates, and it misses some when several groups are bound at once. Then the present: nec is what ipamd wants, GroupSet in DescribeNetworkInterfaces is what the ENI really has. Last, read the group's rules: which one matches ${flow.en}?`,
    },
    commands: [
      groupsFromLog,
      kubectl(["get", "nec", `{node${at}}`, "-o", "jsonpath={.spec.securityGroups}"]),
      vpc("DescribeNetworkInterfaces", {
        Filters: [
          { Name: "address-ip", Values: [`{pod${at}}`] },
          { Name: "ip-exact-match", Values: ["true"] },
        ],
      }),
      vpc("DescribeSecurityGroupPolicies", { SecurityGroupId: `{group${at}}` }),
    ],
  };
}

function addRule(facts: Facts, side: FaultySide): Step {
  const { at, rule, index } = fixOf(facts, side);
  const [, , peer] = rule.split(" ");
  const group = side === "egress" ? "{groupA}" : "{groupB}";
  const place = index === undefined ? { zh: "", en: "" } : { zh: "，放在最前面", en: ", above all others" };
  return {
    id: "add-rule",
    tells: 3,
    title: { zh: "放通 Pod A 到服务端口", en: "Allow Pod A to the service port" },
    what:
      side === "ingress"
        ? {
            zh: `在 ${group} 的入站加一条${place.zh}：允许 ${peer!.replace("/32", "")} 访问 TCP ${facts.port}。改完立刻生效，回包不用另外放通。`,
            en: `One ingress rule more on ${group}${place.en}: ${peer!.replace("/32", "")} may reach TCP ${facts.port}. It holds at once, and the replies need no rule of their own.`,
          }
        : {
            zh: `在 ${group} 的出站加一条${place.zh}：允许访问 ${peer!.replace("/32", "")} 的 TCP ${facts.port}。改完立刻生效，回包不用另外放通。`,
            en: `One egress rule more on ${group}${place.en}: TCP ${facts.port} of ${peer!.replace("/32", "")} may be reached. It holds at once, and the replies need no rule of their own.`,
          },
    commands: [lab("sg", "add", at, side, rule, ...(index === undefined ? [] : ["--index", String(index)]))],
  };
}

const verify = (facts: Facts): Step => ({
  id: "verify",
  title: { zh: "再访问一次", en: "Curl again" },
  what: {
    zh: "同一条命令，这次应该返回 nginx 欢迎页。再让 check 核对一遍：不光要通，还不能多开。",
    en: "The same command now answers with nginx's welcome page. Then let check look twice: it has to connect, and nothing more than needed may be open.",
  },
  commands: [curl(facts, 0), lab("check")],
});

/** Nothing is mended where nothing is broken. */
const conclude: Step = {
  id: "conclude",
  tells: 3,
  title: { zh: "下结论", en: "Conclude" },
  what: {
    zh: "被拒绝（7）说明 SYN 到了 Pod B，RST 是它自己回的：一路上没有谁丢包，该找应用的人看看监听在哪个端口。什么都不用改，把结论写下来。",
    en: "A refusal (7) means that the SYN reached Pod B, and the RST is its own: nothing on the way drops packets, and it is for the application's people to say where it listens. Change nothing, and write the conclusion down.",
  },
  commands: [lab("answer", "fine"), lab("check")],
};
