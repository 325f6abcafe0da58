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
const curl = (expectExit: number): Command =>
  kubectl(["exec", "deploy/my-deployment", "--", "curl", "-sS", "--connect-timeout", "3", "http://{podB}"], expectExit);

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

export const steps: readonly Step[] = [
  {
    id: "node-pool",
    title: { zh: "创建两个原生节点", en: "Create two native nodes" },
    what: {
      zh: "用 Pulumi 建好 VPC、安全组、集群和一个两副本的原生节点池；已经建好的部分不会动。节点名就是主网卡 IP。",
      en: "Pulumi builds the VPC, the security group, the cluster and a native node pool of two; what stands already is left alone. A node's name is the address of its primary ENI.",
    },
    commands: [lab("up", "--no-pods"), kubectl(["get", "nodes", "-o", "wide", "-l", "test11=test21"])],
  },
  {
    id: "deployments",
    title: { zh: "部署两个 Deployment，各占一个节点", en: "Deploy two Deployments, one on each node" },
    what: {
      zh: "nodeSelector 用 kubernetes.io/hostname 把两个 Pod 钉在不同节点上：同节点的 Pod 互访不出网卡，碰不到安全组，也就复现不出来。",
      en: "A nodeSelector on kubernetes.io/hostname nails the Pods to different nodes: between Pods of one node nothing leaves through an ENI, no security group is met, and the fault wouldn't show.",
    },
    commands: [
      kubectl(["apply", "-f", "{manifest}"]),
      kubectl(["rollout", "status", "deploy/my-deployment"]),
      kubectl(["rollout", "status", "deploy/my-deployment2"]),
    ],
  },
  {
    id: "names-and-addresses",
    title: {
      zh: "获取 Pod 名称和 IP，认准 Pod A、Pod B",
      en: "Get the Pods' names and addresses: which is A, which is B",
    },
    what: {
      zh: "my-app1 的是 Pod A（发起访问），my-app2 的是 Pod B（被访问）。顺手确认两者不在同一个节点上。",
      en: "The Pod of my-app1 is Pod A, which asks; the one of my-app2 is Pod B, which is asked. Make sure that they aren't on one node.",
    },
    commands: [
      nameAndAddress("app=my-app1", "podA"),
      nameAndAddress("app=my-app2", "podB"),
      kubectl(["get", "pods", "-o", "wide"]),
    ],
  },
  {
    id: "reproduce",
    title: { zh: "登录 Pod A 访问 Pod B", en: "From Pod A, curl Pod B" },
    what: {
      zh: "在 Pod A 里 curl Pod B。先猜一下：会通、会被拒绝（7），还是超时（28）？",
      en: "Curl Pod B from inside Pod A. Guess first: will it connect, be refused (7) or time out (28)?",
    },
    commands: [curl(28)],
  },
  {
    id: "find-group",
    title: { zh: "查 Pod B 辅助网卡绑定的安全组", en: "Find the group on Pod B's secondary ENI" },
    what: {
      zh: "先照剧本从 ipamd 日志里捞：它记的是历史，日志会滚动，一次绑多个组时还会漏。再看现状：nec 是 ipamd 的期望，DescribeNetworkInterfaces 的 GroupSet 是网卡上真正绑着的。最后读这个组的规则：{podA} 到 TCP 80 能命中哪一条？",
      en: "First the playbook's way, from the log of ipamd: it tells history, it rotates, and it misses some when several groups are bound at once. Then the present: nec is what ipamd wants, GroupSet in DescribeNetworkInterfaces is what the ENI really has. Last, read the group's rules: which one matches {podA} to TCP 80?",
    },
    commands: [
      groupsFromLog,
      kubectl(["get", "nec", "{nodeB}", "-o", "jsonpath={.spec.securityGroups}"]),
      vpc("DescribeNetworkInterfaces", {
        Filters: [
          { Name: "address-ip", Values: ["{podB}"] },
          { Name: "ip-exact-match", Values: ["true"] },
        ],
      }),
      vpc("DescribeSecurityGroupPolicies", { SecurityGroupId: "{groupB}" }),
    ],
  },
  {
    id: "add-rule",
    title: { zh: "放通 Pod A 到服务端口", en: "Allow Pod A to the service port" },
    what: {
      zh: "在 {groupB} 的入站加一条：允许 {podA} 访问 TCP 80。改完立刻生效，回包不用另外放通。",
      en: "One ingress rule more on {groupB}: {podA} may reach TCP 80. It holds at once, and the replies need no rule of their own.",
    },
    commands: [lab("sg", "add", "podB", "ingress", "accept tcp {podA}/32 80")],
  },
  {
    id: "verify",
    title: { zh: "再访问一次", en: "Curl again" },
    what: {
      zh: "同一条命令，这次应该返回 nginx 欢迎页。再让 check 核对一遍：不光要通，还不能多开。",
      en: "The same command now answers with nginx's welcome page. Then let check look twice: it has to connect, and nothing more than needed may be open.",
    },
    commands: [curl(0), lab("check")],
  },
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
