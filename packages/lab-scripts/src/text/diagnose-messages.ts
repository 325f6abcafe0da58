import type { Text } from "./translate.ts";

/** What `diagnose` says: to operators of real clusters, who may never have seen a drill. */
export const DIAGNOSE_MESSAGES = {
  "diagnose.summary": {
    zh: "诊断一条真实的 Pod 连接：哪个安全组、哪条规则，怎么改（只读）",
    en: "diagnose a real Pod's connection: which group, which rule, what to change (read-only)",
  },
  "diagnose.details": {
    zh: `只读，什么都不改：用 Kubernetes API 和云 API 的 Describe 读出集群，走一遍访问链路。
--from NS/POD（发起的 Pod），--to NS/POD、IP、IP:端口、[IPv6]:端口；Pod 只声明了一个端口时可以不写端口（podB 用演练的端口）。--protocol tcp|udp|icmp。
有演练时诊断演练的集群（podA、podB 也可以用）；否则用 KUBECONFIG 或 ~/.kube/config，云凭证来自环境变量、~/.tccli 或 STS。
也可以指定（给出其中任何一个，就不读演练的集群）：--kubeconfig 文件 --context 名称 --cluster cls-… --region 地域 --profile tccli配置。
--probe 再用 kubectl exec 从 Pod 里发起一次真实连接，会先询问（--yes 表示同意）。
报告：--markdown 文件，--html 文件（单个文件，带图；“-”表示标准输出），--json（docs/schemas/diagnosis.schema.json）。
退出码：0 通 · 1 不通，或看不全、不能断定 · 2 用法不对 · 3 环境问题。做了 --probe 时以真实连接为准。
所需的云权限：lab policy diagnose；Kubernetes：读 Pod、节点和 NetworkPolicy，--probe 另需 pods/exec。`,
    en: `Read-only, changes nothing: reads the cluster through the Kubernetes API and the cloud's Describe actions, and walks the access path.
--from NS/POD, --to NS/POD, IP, IP:PORT or [IPv6]:PORT; without a port, the only one that the Pod declares (podB: the drill's). --protocol tcp|udp|icmp.
While a drill is up, its cluster (podA and podB work too); else that of KUBECONFIG or ~/.kube/config, with cloud credentials from the environment, ~/.tccli or STS.
To name them (any of these, and the drill's cluster isn't read): --kubeconfig FILE --context NAME --cluster cls-… --region REGION --profile TCCLI-PROFILE.
--probe also opens one real connection from the Pod by exec, after asking (--yes agrees beforehand).
Reports: --markdown FILE, --html FILE (one file, with the picture; “-” is standard output), --json (docs/schemas/diagnosis.schema.json).
Exit status: 0 open · 1 blocked, or not known since something could not be seen · 2 usage · 3 environment. With --probe the real connection decides.
Cloud permissions: lab policy diagnose; of Kubernetes: read Pods, nodes and NetworkPolicies, and pods/exec for --probe.`,
  },
  "diagnose.needs": { zh: "要写明两端。", en: "Both ends are needed." },
  "diagnose.needs.hint": {
    zh: "例如：{invocation} diagnose --from default/web-7d4f --to default/api-5c9b:80",
    en: "For instance: {invocation} diagnose --from default/web-7d4f --to default/api-5c9b:80",
  },
  "diagnose.bad-from": {
    zh: "--from 要写 Pod，而不是“{text}”。",
    en: "--from takes a Pod, not “{text}”.",
  },
  "diagnose.bad-to": {
    zh: "--to 看不懂“{text}”。",
    en: "--to: “{text}” makes no sense.",
  },
  "diagnose.bad-end.hint": {
    zh: "写成 命名空间/Pod名；--to 也可以是 IP、IP:端口、[IPv6]:端口、命名空间/Pod名:端口（端口 1–65535）。",
    en: "Write NAMESPACE/POD; --to may also be IP, IP:PORT, [IPv6]:PORT or NAMESPACE/POD:PORT (ports 1–65535).",
  },
  "diagnose.no-pod": { zh: "没有 Pod {pod}。", en: "There is no Pod {pod}." },
  "diagnose.no-pod.near": { zh: "是不是：{near}？", en: "Perhaps: {near}?" },
  "diagnose.no-pod.hint": {
    zh: "看看有哪些：kubectl get pods -n {namespace} -o wide",
    en: "See which there are: kubectl get pods -n {namespace} -o wide",
  },
  "diagnose.kind-written.hint": {
    zh: "斜杠前面是命名空间，不是资源类型“{kind}”：写 命名空间/Pod 名，名字用 kubectl get pods -A 查（{name} 若是 Deployment 等，写它的一个 Pod）。",
    en: "Before the slash stands the namespace, not a kind (“{kind}”): write NAMESPACE/POD. kubectl get pods -A has the names (of a Deployment {name}, one of its Pods).",
  },
  "diagnose.other-cluster": {
    zh: "现在看的是演练所在的集群；要诊断自己的集群，加上 --kubeconfig 文件。",
    en: "This looked at the drill's cluster; for your own add --kubeconfig FILE.",
  },
  "diagnose.roles-need-drill": {
    zh: "podA、podB 只在演练里才有，现在看的不是演练的集群：写 命名空间/Pod 名。",
    en: "podA and podB are a drill's, and this is a cluster of yours: write NAMESPACE/POD.",
  },
  "diagnose.not-kubeconfig": {
    zh: "演练已启动，读的是演练的集群，不是 KUBECONFIG 里的；要用它，加上 --kubeconfig 文件。",
    en: "A drill is up, so its cluster is read, not the one of KUBECONFIG; to take that one add --kubeconfig FILE.",
  },
  "diagnose.service-named": {
    zh: "“{text}”是一个 Service，它不是连接的终点。",
    en: "“{text}” is a Service, where no connection ends.",
  },
  "diagnose.service-named.hint": {
    zh: "节点会把连接转给它后面的某个 Pod：写那个 Pod，用 kubectl get endpointslices 查。",
    en: "The node sends it on to a Pod behind it: name that Pod (kubectl get endpointslices lists them).",
  },
  "diagnose.icmp-port": { zh: "ICMP 没有端口，而 --to 写了“{to}”。", en: "ICMP has no ports, and --to says “{to}”." },
  "diagnose.icmp-port.hint": {
    zh: "去掉端口，或用 --protocol tcp、udp。",
    en: "Leave the port out, or use --protocol tcp or udp.",
  },
  "diagnose.one-place-twice": {
    zh: "两份输出写到了同一个地方。",
    en: "Two outputs would go to the same place.",
  },
  "diagnose.more-near": { zh: "还有 {count} 条（--json 里有全部）", en: "and {count} more (all of them in --json)" },
  "diagnose.full.ingress": {
    zh: "安全组 {group} 的入站规则已有 {limit} 条，达到上限，再加会被拒绝（LimitExceeded）。先合并或删掉一条，再诊断一次。要加的是：{rule}。",
    en: "The ingress rules of {group} are {limit}, as many as there may be: one more is refused (LimitExceeded). Merge or remove one first, then diagnose again. To be added: {rule}.",
  },
  "diagnose.full.egress": {
    zh: "安全组 {group} 的出站规则已有 {limit} 条，达到上限，再加会被拒绝（LimitExceeded）。先合并或删掉一条，再诊断一次。要加的是：{rule}。",
    en: "The egress rules of {group} are {limit}, as many as there may be: one more is refused (LimitExceeded). Merge or remove one first, then diagnose again. To be added: {rule}.",
  },
  "diagnose.full-idle": {
    zh: "这些规则去掉也不影响结果（从 1 数起）：{idle}。",
    en: "Without these the list does the same (counted from 1): {idle}.",
  },
  "diagnose.heading.notes": { zh: "另外看到", en: "Also seen" },
  "diagnose.nec-unbound": {
    zh: "节点 {node} 的 nec 里写着安全组 {listed}，网卡 {eni} 上却一个都没有：有人绕过 nec 解绑过，或者还没同步。起作用的是网卡上的。",
    en: "The nec of node {node} lists {listed}, and {eni} has no group: somebody unbound it past nec, or it isn't in step yet. What the interface has is what counts.",
  },
  "diagnose.nec-differs": {
    zh: "节点 {node} 的 nec 里写着安全组 {listed}，网卡 {eni} 上绑的却是 {bound}：有人绕过 nec 改过，或者还没同步。起作用的是网卡上的。",
    en: "The nec of node {node} lists {listed}, and {eni} has {bound}: somebody changed it past nec, or it isn't in step yet. What the interface has is what counts.",
  },
  "diagnose.caution.address": {
    zh: "规则写的是 Pod {pod} 现在的 IP {address}：Pod 重建后 IP 会变，规则就失效了。",
    en: "The rule names {address}, which Pod {pod} has now: once the Pod is recreated it has another, and the rule no longer helps.",
  },
  "diagnose.caution.address-subnet": {
    zh: "规则写的是 Pod {pod} 现在的 IP {address}：Pod 重建后 IP 会变，规则就失效了。要长期有效，对端写 Pod 所在的子网 {block}，或把常用的网段放进参数模板（放通的范围也更大）。",
    en: "The rule names {address}, which Pod {pod} has now: once the Pod is recreated it has another, and the rule no longer helps. What lasts is the Pods' subnet, {block}, or a template that holds it (which opens more, too).",
  },
  "diagnose.no-pod.forbidden": {
    zh: "只能列出 {namespace} 的 Pod（没有列出全部命名空间的权限）：核对命名空间和名字。",
    en: "Only the Pods of {namespace} could be listed (not those of all namespaces): check the namespace and the name.",
  },
  "diagnose.pod-not-up": {
    zh: "Pod {pod} 现在没有可用的地址（{phase}），谁也连不上它，它也连不出去。",
    en: "Pod {pod} has no address in use now ({phase}): nobody can reach it, nor can it reach anybody.",
  },
  "diagnose.pod-not-up.hint": {
    zh: "这还不是网络问题，看它为什么没起来：kubectl describe pod -n {namespace} {name}",
    en: "That is no network problem yet; see why it doesn't start: kubectl describe pod -n {namespace} {name}",
  },
  "diagnose.pod-over.hint": {
    zh: "它已经结束或正在删除。换成正在运行的那个：kubectl get pods -n {namespace} -o wide（{name} 的副本名字会变）",
    en: "It has ended or is being deleted. Take the one that runs: kubectl get pods -n {namespace} -o wide ({name} may have a new name)",
  },
  "diagnose.which-port": { zh: "到 {to} 的哪个端口？", en: "Which port of {to}?" },
  "diagnose.which-port.hint": {
    zh: "在 --to 里写上端口，例如 {example}（声明的端口：{declared}）。要的是容器监听的端口，不是 Service 的。",
    en: "Add it to --to, such as {example} (declared: {declared}). It is the container's own port, not the Service's.",
  },
  "diagnose.which-cluster": {
    zh: "从 kubeconfig 里看不出是哪个 TKE 集群。",
    en: "The kubeconfig doesn't say which TKE cluster it reaches.",
  },
  "diagnose.which-cluster.hint": {
    zh: "加上 --cluster cls-…（地域 {region} 里有：{known}）。",
    en: "Add --cluster cls-… (in region {region}: {known}).",
  },
  "diagnose.source.sandbox": {
    zh: "沙箱，演练 {scenario}（{cluster}）",
    en: "the sandbox, drill {scenario} ({cluster})",
  },
  "diagnose.source.lab": {
    zh: "演练 {scenario} 所在的集群 {cluster}",
    en: "cluster {cluster} of drill {scenario}",
  },
  "diagnose.source.cluster": {
    zh: "集群 {cluster}（{region}），kubeconfig 上下文 {context}，云凭证来自 {source}",
    en: "cluster {cluster} ({region}), kubeconfig context {context}, cloud credentials from {source}",
  },
  "diagnose.reading": { zh: "正在读取：{source}", en: "Reading {source}" },
  "diagnose.open": {
    zh: "通：看到的每一道安全组都放行。",
    en: "Open: every security group on the way lets it by.",
  },
  "diagnose.blocked": {
    zh: "不通：挡着的地方有 {count} 处，客户端会一直等到超时。",
    en: "Blocked ({count} in the way, named below): the client waits until it times out.",
  },
  "diagnose.unreachable": {
    zh: "不通，但不是安全组挡的：发起方没有这种地址，连接会立刻失败。",
    en: "Blocked, though not by a security group: the source has no address of that family, and connecting fails at once.",
  },
  "diagnose.unknown": {
    zh: "不能断定：要紧的地方有 {count} 处看不到，可能通，也可能不通。",
    en: "Not known ({count} unseen that would matter, named below): it may be open and it may be blocked.",
  },
  "diagnose.hop.pod-source": {
    zh: "Pod {name}（{address}）发起连接。",
    en: "Pod {name} ({address}) opens the connection.",
  },
  "diagnose.hop.pod": { zh: "目的 Pod {name}（{address}）。", en: "Destination Pod {name} ({address})." },
  "diagnose.hop.carrier": { zh: "节点 {name} 转发。", en: "Node {name} forwards it." },
  "diagnose.hop.node": { zh: "{name} 自己。", en: "{name} itself." },
  "diagnose.hop.vpc": { zh: "经过 VPC {id}。", en: "Through VPC {id}." },
  "diagnose.hop.unknown": {
    zh: "{name}：VPC 里没有网卡持有它。",
    en: "{name}: no interface of the VPC holds it.",
  },
  "diagnose.hop.unseen": {
    zh: "{name}：没看到它在哪张网卡上。",
    en: "{name}: which interface holds it could not be seen.",
  },
  "diagnose.not-reached": { zh: "（没有走到）", en: " (not reached)" },
  "diagnose.heading.hops": { zh: "逐跳", en: "Hop by hop" },
  "diagnose.heading.blockers": { zh: "挡着的地方", en: "What is in the way" },
  "diagnose.heading.doubts": { zh: "看不到的地方", en: "What could not be seen, and matters" },
  "diagnose.heading.fix": { zh: "最小的修复", en: "The smallest fix" },
  "diagnose.heading.opens": { zh: "这样改会新放通什么", en: "What that newly opens" },
  "diagnose.heading.probe": { zh: "一次真实的连接", en: "One real connection" },
  "diagnose.heading.assumptions": { zh: "这个结论的前提", en: "What this takes for granted" },
  "diagnose.heading.refused": { zh: "被拒绝的调用", en: "Calls that were refused" },
  "diagnose.no-fix": {
    zh: "改安全组规则没有用：先按上面的原因处理。",
    en: "No change of rules would help: deal with the reason above first.",
  },
  "diagnose.console.ingress": {
    zh: "控制台：私有网络 → 安全组 → {group} → 入站规则，插入为第 {place} 条（从 1 数起）：来源 {peer}，协议端口 {service}，策略“允许”。",
    en: "Console: VPC → Security Groups → {group} → Inbound rules, insert as number {place} (counted from 1): Source {peer}, Protocol port {service}, Policy “Allow”.",
  },
  "diagnose.console.egress": {
    zh: "控制台：私有网络 → 安全组 → {group} → 出站规则，插入为第 {place} 条（从 1 数起）：目标 {peer}，协议端口 {service}，策略“允许”。",
    en: "Console: VPC → Security Groups → {group} → Outbound rules, insert as number {place} (counted from 1): Destination {peer}, Protocol port {service}, Policy “Allow”.",
  },
  "diagnose.console.move.ingress": {
    zh: "控制台：私有网络 → 安全组 → {group} → 入站规则，已有这条规则，排在第 {from} 条（从 1 数起），太靠后：移到第 {place} 条，其余顺序不变。Terraform 里同样上移那个 ingress 块。",
    en: "Console: VPC → Security Groups → {group} → Inbound rules: the rule is there, as number {from} (counted from 1), too far down. Move it to number {place}; in Terraform move its ingress block likewise.",
  },
  "diagnose.console.move.egress": {
    zh: "控制台：私有网络 → 安全组 → {group} → 出站规则，已有这条规则，排在第 {from} 条（从 1 数起），太靠后：移到第 {place} 条，其余顺序不变。Terraform 里同样上移那个 egress 块。",
    en: "Console: VPC → Security Groups → {group} → Outbound rules: the rule is there, as number {from} (counted from 1), too far down. Move it to number {place}; in Terraform move its egress block likewise.",
  },
  "diagnose.terraform.ingress": {
    zh: "Terraform：{group} 的 tencentcloud_security_group_rule_set 里，作为第 {place} 个 ingress 块",
    en: "Terraform: in the tencentcloud_security_group_rule_set of {group}, as ingress block number {place}",
  },
  "diagnose.terraform.egress": {
    zh: "Terraform：{group} 的 tencentcloud_security_group_rule_set 里，作为第 {place} 个 egress 块",
    en: "Terraform: in the tencentcloud_security_group_rule_set of {group}, as egress block number {place}",
  },
  "diagnose.after.open": {
    zh: "改完之后，这条路上看到的安全组全部放行。",
    en: "After that, every security group on the way lets it by.",
  },
  "diagnose.after.unknown": {
    zh: "这只解决看得到的部分：改完之后，看不到的地方仍然可能挡着。",
    en: "That mends what can be seen: what could not be seen may still be in the way.",
  },
  "diagnose.column.interface": { zh: "网卡", en: "interface" },
  "diagnose.column.where": { zh: "所在", en: "of" },
  "diagnose.column.opened": { zh: "新放通", en: "newly open" },
  "diagnose.direction.ingress": { zh: "入站", en: "ingress" },
  "diagnose.direction.egress": { zh: "出站", en: "egress" },
  "diagnose.primary": { zh: "主网卡", en: "primary" },
  "diagnose.secondary": { zh: "辅助网卡", en: "secondary" },
  "diagnose.opened-unknown": {
    zh: "算不出来：参与的规则没有读全",
    en: "can't be told: rules that take part could not be read",
  },
  "diagnose.along": { zh: "（连带）", en: " (along with it)" },
  "diagnose.collateral": {
    zh: "“连带”的网卡和它共用同一个安全组：改组规则，这些网卡也会放通。",
    en: "Interfaces opened “along with it” share the group: a change of its rules opens them too.",
  },
  "diagnose.assumes.same-node": {
    zh: "同一节点上的 Pod 互访不经过弹性网卡，不受安全组约束（由路由推断，见 docs/facts.md 的 same-node-bypass）。",
    en: "Traffic between Pods of one node passes no interface, so no group is asked (inferred from the routing: same-node-bypass in docs/facts.md).",
  },
  "diagnose.assumes.unfiltered": {
    zh: "没有绑定安全组的网卡按不过滤处理（推断，见 docs/facts.md 的 eni-unfiltered）。",
    en: "An interface without groups is taken to be unfiltered (assumed: eni-unfiltered in docs/facts.md).",
  },
  "diagnose.assumes.host-network": {
    zh: "{pod} 用的是 hostNetwork：地址是节点的，起作用的是节点主网卡的安全组，改它会影响整个节点。",
    en: "{pod} has hostNetwork: its address is the node's, and the groups of the node's primary interface count; changing them concerns the whole node.",
  },
  "diagnose.assumes.beyond": {
    zh: "看的是安全组、子网的 ACL 绑定和 NetworkPolicy；节点上的 iptables 和路由、Pod 里的进程不在其内。",
    en: "Looked at: security groups, whether subnets have an ACL, NetworkPolicies. Not: the nodes' iptables and routing, the processes in the Pod.",
  },
  "diagnose.probe.ask": {
    zh: "要从 Pod {pod} 里发起一次真实连接吗？会用 kubectl exec 执行：{command}",
    en: "Open one real connection from Pod {pod}? It runs, by exec: {command}",
  },
  "diagnose.probe.unasked": {
    zh: "--probe 会在别人的 Pod 里执行命令，需要确认，而这里没有终端可以问。",
    en: "--probe runs a command inside a Pod and must be confirmed, and there is no terminal to ask at.",
  },
  "diagnose.probe.only-tcp": { zh: "--probe 只能试 TCP。", en: "--probe can only try TCP." },
  "diagnose.probe.only-tcp.hint": {
    zh: "去掉 --probe，或改用 --protocol tcp。",
    en: "Leave --probe out, or use --protocol tcp.",
  },
  "diagnose.probe.connected": { zh: "连上了。", en: "Connected." },
  "diagnose.probe.connected-though": {
    zh: "连上了，和读到的规则不符：读取之后规则可能刚被改过，再诊断一次看看。",
    en: "Connected, against what the rules that were read say: they may have changed since. Diagnose once more.",
  },
  "diagnose.probe.connected-undeclared": {
    zh: "连上了：没有容器声明这个端口，但确实有进程在监听（声明只是说明）。",
    en: "Connected: no container declares this port, and something listens on it all the same (a declaration only informs).",
  },
  "diagnose.probe.not-running": {
    zh: "容器 {container} 没有在运行（{state}），没法从里面发起连接，什么都没试。",
    en: "Container {container} isn't running ({state}), so nothing could be tried from inside it.",
  },
  "diagnose.probe.refused": {
    zh: "立刻被拒绝：包到了对端，那里没有进程监听这个端口，和安全组无关。",
    en: "Refused at once: the packet got there, and nothing listens on that port. No security group's doing.",
  },
  "diagnose.probe.timed-out": { zh: "等了 {seconds} 秒，没有任何回应。", en: "{seconds} s of silence." },
  "diagnose.probe.no-curl": {
    zh: "这个容器里没有 curl，没法试。可以用 kubectl debug 带一个有 curl 的临时容器，再手工执行同一条命令。",
    en: "There is no curl in this container, so nothing was tried. `kubectl debug` with an image that has curl can run the same command.",
  },
  "diagnose.probe.failed": { zh: "没能试成：{reason}", en: "It could not be tried: {reason}" },
  "diagnose.picture.node": { zh: "节点", en: "Node" },
  "diagnose.picture.groups": { zh: "个安全组", en: "groups" },
  "diagnose.picture.no-group": { zh: "未绑安全组", en: "no group" },
  "diagnose.picture.same-group": { zh: "同一个安全组 {group}", en: "one group: {group}" },
  "diagnose.picture.unfiltered": { zh: "不过滤", en: "not filtered" },
  "diagnose.picture.implicit": { zh: "无匹配，丢弃", en: "no match, dropped" },
  "diagnose.picture.accept-rule": { zh: "规则 {index} 放行", en: "rule {index} accepts" },
  "diagnose.picture.drop-rule": { zh: "规则 {index} 丢弃", en: "rule {index} drops" },
  "diagnose.picture.accept": { zh: "放行", en: "accepts" },
  "diagnose.picture.drop": { zh: "丢弃", en: "drops" },
  "diagnose.picture.unknown": { zh: "不能断定", en: "not known" },
  "diagnose.footer": {
    zh: "由 PodPath 的 lab diagnose 生成，只读，没有改动任何东西。PodPath 不是腾讯云官方产品。",
    en: "Made by PodPath's lab diagnose, which only reads and changed nothing. Not an official Tencent Cloud product.",
  },
  "diagnose.written": { zh: "已写入 {file}", en: "Written: {file}" },
  "diagnose.not-written.hint": { zh: "换一个能写的位置。", en: "Name a place that can be written to." },
  "diagnose.kube-refused": {
    zh: "Kubernetes API 拒绝了：{reason}（{detail}）",
    en: "The Kubernetes API refused: {reason} ({detail})",
  },
  "diagnose.kube-refused.hint": {
    zh: "kubeconfig 里的身份至少要能列出这两个命名空间的 Pod。核对上下文（--context），或在控制台重新获取 kubeconfig。",
    en: "The kubeconfig's identity must at least be able to list the Pods of these namespaces. Check the context (--context), or get a new kubeconfig from the console.",
  },
  "diagnose.cloud-who.hint": {
    zh: "密钥不对、停用或已过期：核对 TENCENTCLOUD_SECRET_ID / TENCENTCLOUD_SECRET_KEY（临时密钥还要 TENCENTCLOUD_SECURITY_TOKEN）或 --profile；本机时钟误差超过 5 分钟也会这样。",
    en: "The credentials are wrong, disabled or expired: check TENCENTCLOUD_SECRET_ID / TENCENTCLOUD_SECRET_KEY (temporary ones need TENCENTCLOUD_SECURITY_TOKEN) or --profile. A clock that is off by more than five minutes does this too.",
  },
  "diagnose.cloud-region.hint": {
    zh: "核对地域：--region 或 TENCENTCLOUD_REGION，例如 ap-guangzhou。",
    en: "Check the region: --region or TENCENTCLOUD_REGION, such as ap-guangzhou.",
  },
  "diagnose.cloud-other.hint": {
    zh: "什么都没有改。过一会儿再试；权限不够就把 lab policy diagnose 打印的策略授给这个身份。",
    en: "Nothing was changed. Try again in a while; if a permission is missing, grant what `lab policy diagnose` prints.",
  },
  "diagnose.unreachable.hint": {
    zh: "检查网络和代理。集群 API 连不上时：从 VPC 里运行，给集群开公网访问，或用 --kubeconfig 换一份能用的。",
    en: "Check the network and the proxy. If it is the cluster's API: run this from inside its VPC, open its internet endpoint, or name a kubeconfig that works with --kubeconfig.",
  },
  "kube.none": {
    zh: "没有找到 kubeconfig（看过：{files}）。",
    en: "There is no kubeconfig (looked at: {files}).",
  },
  "kube.none.hint": {
    zh: "在控制台“容器服务 → 集群 → 基本信息”下载，然后用 --kubeconfig 指定，或设置 KUBECONFIG；想在沙箱里试，先运行 lab up。",
    en: "Download it in the console (TKE → Clusters → Basic information), then name it with --kubeconfig or in KUBECONFIG. To try this in the sandbox, run `lab up` first.",
  },
  "kube.file-unusable": {
    zh: "kubeconfig（{names}）里没有可用的地址和凭证。",
    en: "The kubeconfig ({names}) has no usable server and credentials.",
  },
  "kube.file-unusable.hint": {
    zh: "文件可能是空的、不完整，或当前上下文没有对应的集群和用户：用 kubectl config view 看一看，或在控制台“容器服务 → 集群 → 基本信息”重新下载。",
    en: "It may be empty or cut off, or its current context has no cluster and user: look with kubectl config view, or download it anew in the console (TKE → Clusters → Basic information).",
  },
  "kube.no-context": {
    zh: "kubeconfig 里没有上下文“{context}”。",
    en: "The kubeconfig has no context “{context}”.",
  },
  "kube.no-context.hint": { zh: "有这些：{known}", en: "It has: {known}" },
  "kube.plugin": {
    zh: "这个 kubeconfig 靠外部程序取凭证（exec），这里不支持。",
    en: "This kubeconfig gets its credentials from another program (exec), which is not supported here.",
  },
  "kube.plugin.hint": {
    zh: "用控制台下载的 kubeconfig（带证书或 token），以 --kubeconfig 指定。",
    en: "Use the kubeconfig that the console hands out (with a certificate or token): name it with --kubeconfig.",
  },
} as const satisfies Record<string, Text>;
