import { DIAGNOSE_MESSAGES } from "./diagnose-messages.ts";
import { PARITY_MESSAGES } from "./parity-messages.ts";
import { REAL_MESSAGES } from "./real-messages.ts";
import { MACHINE_MESSAGES } from "./machine-messages.ts";
import type { Text } from "./translate.ts";

/** Every sentence the lab command says, keyed by id. `{name}` is filled in; both languages use the same names. */
export const MESSAGES = {
  ...MACHINE_MESSAGES,
  ...PARITY_MESSAGES,
  // — help and usage
  "help.summary": { zh: "列出命令，或说明某一个命令", en: "the commands, or one of them explained" },
  "help.title": {
    zh: "PodPath：在自己的机器上定位并修复 TKE 两个 Pod 之间由安全组引起的超时（--lang en 切换到英文）",
    en: "PodPath: find and mend a security-group time-out between two Pods of TKE, on your own machine (--lang zh: 中文)",
  },
  "help.command": { zh: "命令", en: "command" },
  "help.group.life": { zh: "环境", en: "The lab" },
  "help.group.look": { zh: "观察", en: "Look" },
  "help.group.mend": { zh: "修复", en: "Mend" },
  "help.group.grade": { zh: "检验", en: "Grade" },
  "help.exit-status": {
    zh: "退出码：0 通过 · 1 还没通过 · 2 用法不对 · 3 不是你的问题（环境或本程序）。exec、shell、kubectl 原样返回对方的退出码。",
    en: "Exit status: 0 passed · 1 not yet · 2 usage · 3 not your fault (environment or a defect of ours). exec, shell and kubectl pass the remote status through.",
  },
  "help.more": {
    zh: "每个命令的说明：{invocation} <命令> --help",
    en: "More on a command: {invocation} <command> --help",
  },
  "usage.unknown-command": { zh: "没有“{name}”这个命令。", en: "There is no command “{name}”." },
  "usage.see-help": { zh: "加 --help 看全部命令。", en: "--help lists all commands." },
  "usage.did-you-mean": {
    zh: "是不是“{name}”？加 --help 看全部命令。",
    en: "Did you mean “{name}”? --help lists all commands.",
  },
  "usage.see-command-help": { zh: "用法见：./lab {name} --help", en: "See: ./lab {name} --help" },
  "usage.wrong-arguments": { zh: "参数个数不对。用法：{usage}", en: "Wrong number of arguments. Usage: {usage}" },
  "usage.unknown-option": { zh: "没有“{name}”这个选项。", en: "There is no option “{name}”." },
  "usage.option-needs-value": { zh: "{name} 后面要写一个值。", en: "{name} needs a value behind it." },
  "usage.option-takes-no-value": { zh: "{name} 是开关，后面不写值。", en: "{name} is a switch and takes no value." },
  "usage.bad-value": {
    zh: "--{name} 不能是“{value}”，可选：{allowed}",
    en: "--{name} can't be “{value}”; choose from: {allowed}",
  },
  // — waiting, supervisor
  "wait.timed-out": {
    zh: "等了 {seconds} 秒，{what} 还是没好。",
    en: "Waited {seconds} s for {what}; it still isn't there.",
  },
  "wait.timed-out.hint": {
    zh: "机器可能太忙：再运行一次同样的命令。仍不行就看 .lab/supervisor.log。",
    en: "The machine may be busy: run the same command again. If that doesn't help, look into .lab/supervisor.log.",
  },
  "supervisor.gone": {
    zh: "后台进程没有应答（{reason}）。",
    en: "The lab's background process doesn't answer ({reason}).",
  },
  "supervisor.gone.hint": {
    zh: "再运行一次命令，它会自动重新拉起并恢复现场。",
    en: "Run the command again: it is started anew and picks up where it was.",
  },
  "supervisor.not-started": {
    zh: "后台进程没能启动：{reason}。",
    en: "The lab's background process did not start: {reason}.",
  },
  "supervisor.not-started.hint": { zh: "原因在 {log}。", en: "The reason is in {log}." },
  // — lab
  "lab.none": { zh: "还没有演练环境。", en: "No lab is up." },
  "lab.none.hint": { zh: "先运行 {invocation} up。", en: "Start with {invocation} up." },
  "lab.no-cluster": { zh: "账号里还没有集群。", en: "There is no cluster in the account yet." },
  "lab.no-cluster.hint": {
    zh: "运行 ./lab up，或从第 1 步做起：./lab step 1。",
    en: "Run ./lab up, or begin with step 1: ./lab step 1.",
  },
  "lab.no-nodes": {
    zh: "集群里只有 {count} 个节点，演练需要两个。",
    en: "The cluster has {count|node|nodes}; the drill needs two.",
  },
  "lab.no-nodes.hint": { zh: "运行 ./lab step 1 创建节点池。", en: "Run ./lab step 1 to create the node pool." },
  "lab.no-actor": {
    zh: "找不到 {role}：没有带标签 {selector} 且已分到 IP 的 Pod。",
    en: "{role} isn't there: no Pod labelled {selector} has an address.",
  },
  "lab.no-actor.hint": {
    zh: "运行 ./lab step 2 部署，或 ./lab kubectl get pods -o wide 看看现状。",
    en: "Run ./lab step 2 to deploy it, or look with ./lab kubectl get pods -o wide.",
  },
  "lab.unknown-scenario": { zh: "没有“{id}”这个演练。", en: "There is no drill “{id}”." },
  "lab.unknown-scenario.hint": { zh: "可选：{known}", en: "Choose from: {known}" },
  // — up, down, reset, status
  "up.summary": {
    zh: "建好演练环境（云资源、集群、Pod），故障已埋好",
    en: "bring the drill up: cloud resources, cluster, Pods, with the fault in place",
  },
  "up.details": {
    zh: "可以反复运行：已有的不动，手工改过的只提示不还原（还原用 reset）。\n--seed N 换一道同类的题：名字、网段、端口、干扰项，甚至出问题的一侧都不一样；同一个 N 永远是同一道题。\n--empty 只建账号，从第 1 步亲手做起；--no-pods 建到节点为止，不部署 Deployment。",
    en: "Safe to repeat: what stands is left alone, changes by hand are shown and not reverted (reset does that).\n--seed N is another drill of its kind: other names, blocks, ports and distractions, maybe the other side at fault; the same N is always the same drill.\n--empty makes the account alone, so that you live through the guide from step 1; --no-pods stops before the Deployments.",
  },
  "up.drills": { zh: "演练（不写就是第一个）：", en: "The drills (the first unless said):" },
  "up.real-option": {
    zh: "--{name} 只用于真实集群，而这条命令会建沙箱。什么都没有做。",
    en: "--{name} is for a real cluster, and this would build a sandbox. Nothing was done.",
  },
  "up.real-option.hint": {
    zh: "加上 --target tke；要建沙箱就去掉这个选项。",
    en: "Add --target tke, or leave the option away for a sandbox.",
  },
  "up.both-languages": {
    zh: "PodPath 用中文显示；English: --lang en (kept once chosen)",
    en: "PodPath in English; 中文请加 --lang zh（选一次就记住）",
  },
  "up.pods": { zh: "  正在部署两个 Deployment……", en: "  deploying the two Deployments …" },
  "up.drift": {
    zh: "有手工改动，已保留（要还原：{invocation} reset）：",
    en: "Changed by hand, and kept (to take it back: {invocation} reset):",
  },
  "up.drift.bindings": {
    zh: "{node} {eni}：安全组由 {was} 变为 {is}",
    en: "{node} {eni}: groups were {was}, are {is}",
  },
  "up.drift.no-groups": { zh: "（没有）", en: "none" },
  "up.mended": {
    zh: "按现在的规则，Pod A 访问 Pod B 已经放通：起初的超时不该再出现了。",
    en: "By the rules as they are now, Pod A reaches Pod B: the time-out that the drill began with should be gone.",
  },
  "up.next.mended": {
    zh: "下一步：{invocation} check（真实访问一次，再核对有没有多开）",
    en: "Next: {invocation} check (one real connection, and whether more than needed is open)",
  },
  "up.not-ready": {
    zh: "等了 {seconds} 秒，Pod {pod} 还没就绪（{reason}）。",
    en: "Waited {seconds} s, and Pod {pod} isn't ready ({reason}).",
  },
  "up.not-ready.hint": {
    zh: "看看它怎么了：./lab kubectl get pod {pod} -o yaml（有自己的 kubectl 就用 describe）；改坏了就 ./lab reset。CrashLoopBackOff 会自己重试，间隔越来越长。",
    en: "See what it says: ./lab kubectl get pod {pod} -o yaml (describe, with a kubectl of your own); ./lab reset takes back what was broken. CrashLoopBackOff tries again by itself, after longer and longer waits.",
  },
  "up.next.account": { zh: "下一步：{invocation} step 1", en: "Next: {invocation} step 1" },
  "up.next.cloud": { zh: "下一步：{invocation} step 2", en: "Next: {invocation} step 2" },
  "up.next.pods": {
    zh: "下一步：{invocation} probe（从 Pod A 真实访问一次 Pod B）",
    en: "Next: {invocation} probe (one real connection from Pod A to Pod B)",
  },
  "up.next.simulated": {
    zh: "下一步：{invocation} probe（从 Pod A 访问一次 Pod B，结果由规则推算）",
    en: "Next: {invocation} probe (one connection from Pod A to Pod B, worked out by the rules)",
  },
  "up.page": { zh: "教程：{page}", en: "Guide: {page}" },
  "up.other-scenario": { zh: "正在进行的是另一个演练：{scenario}。", en: "Another drill is up: {scenario}." },
  "up.other-scenario.hint": { zh: "先 {invocation} down 收掉它。", en: "Take it down first: {invocation} down." },
  "infra.create": { zh: "已创建", en: "created" },
  "infra.adopt": { zh: "已接管", en: "adopted" },
  "infra.update": { zh: "已更新", en: "updated" },
  "infra.replace": { zh: "已替换", en: "replaced" },
  "infra.delete": { zh: "已删除", en: "deleted" },
  "infra.same": { zh: "未变", en: "unchanged" },
  "down.summary": {
    zh: "收掉环境：进程、命名空间、数据全部清除",
    en: "take everything down: processes, namespaces, data",
  },
  "down.done": { zh: "已清理：没有进程、命名空间、挂载留下。", en: "Done: no process, namespace or mount is left." },
  "down.nothing": { zh: "没有要清理的。", en: "Nothing to take down." },
  "reset.summary": {
    zh: "还原到刚 up 完的样子（手工改动全部撤销）",
    en: "back to how `up` left it: changes by hand are taken back",
  },
  "reset.details": {
    zh: "整个环境从头重建：规则、绑定、nec、Pod、节点里的改动统统消失，资源 ID 会变，地址和端口不变。",
    en: "The whole lab is built anew: changes to rules, bindings, nec, Pods and inside nodes are gone. Ids change, addresses and ports don't.",
  },
  "reset.kept": {
    zh: "说过的预测和诊断、看过的提示仍然算数。想从头计分：{invocation} down，再 {invocation} up。",
    en: "What you predicted and diagnosed and the hints you read still count. To begin a new score: {invocation} down, then {invocation} up.",
  },
  "reset.env": {
    zh: "密钥换了：执行过 {invocation} env 的终端要再执行一次。",
    en: "The keys are new: in terminals where you ran {invocation} env, run it again.",
  },
  "desk.gone": {
    zh: "这个操作台随环境一起收掉了，exit 离开。",
    en: "This desk went with the lab: leave it with exit.",
  },
  "reset.next": { zh: "下一步：{invocation} probe", en: "Next: {invocation} probe" },
  "reset.done": { zh: "已还原，故障又回来了。", en: "Reset: the fault is back." },
  "status.summary": {
    zh: "两个 Pod 在哪、绑了哪些安全组、各 API 的地址",
    en: "where the two Pods are, which groups they meet, where the APIs answer",
  },
  "status.details": {
    zh: "--json 的字段：scenario、account、region、clusterId、eniSecurityGroups（on/off/unknown）、dataPlane{kind,why}、podA 和 podB{name,namespace,ip,node,eni,securityGroups（按绑定顺序）}、podB.port、endpoints{cloud,kubernetes,page}、kubeconfig、supervisor。还没有的 Pod 为 null。",
    en: "--json has: scenario, account, region, clusterId, eniSecurityGroups (on/off/unknown), dataPlane{kind,why}, podA and podB{name,namespace,ip,node,eni,securityGroups (in binding order)}, podB.port, endpoints{cloud,kubernetes,page}, kubeconfig, supervisor. A Pod that isn't there yet is null.",
  },
  "status.pod": { zh: "Pod", en: "Pod" },
  "status.node": { zh: "节点", en: "node" },
  "status.eni": { zh: "弹性网卡", en: "ENI" },
  "status.groups": { zh: "安全组", en: "security groups" },
  "status.same-group": {
    zh: "两个 Pod 的辅助网卡绑的是同一个安全组：SG1（出站看它）和 SG2（入站看它）是同一个组，都从节点池继承而来。",
    en: "Both Pods' secondary ENIs carry the same security group: SG1 (its egress) and SG2 (its ingress) are one group, inherited from the node pool.",
  },
  "status.feature-off": {
    zh: "VPC-CNI 的安全组功能没开：辅助网卡上没有任何过滤。",
    en: "The security-group feature of VPC-CNI is off: nothing filters the secondary ENIs.",
  },
  "status.cloud-api": { zh: "云 API", en: "cloud API" },
  "status.kube-api": { zh: "Kubernetes API", en: "Kubernetes API" },
  "status.page": { zh: "教程", en: "guide" },
  // — probe, exec, shell, kubectl, env, step
  "probe.summary": {
    zh: "从 Pod A 真实访问一次 Pod B，说明结果",
    en: "one real connection from Pod A to Pod B, and what came of it",
  },
  "probe.details": {
    zh: "在 Pod A 里运行 curl（3 秒连接超时），只按 curl 的退出码判断：0 连通，7 被拒绝，28 超时。连通时退出码 0，否则 1。",
    en: "Runs curl inside Pod A (3 s connection time-out) and goes by its exit code alone: 0 connected, 7 refused, 28 timed out. Exit status 0 if connected, else 1.",
  },
  "probe.who": { zh: "{pod}（{from}）→ {to}:{port}", en: "{pod} ({from}) → {to}:{port}" },
  "probe.connected": { zh: "连通：HTTP {status}", en: "Connected: HTTP {status}" },
  "probe.refused": {
    zh: "被拒绝：包到了，但 {port} 端口上没有程序在监听（curl 退出码 7）",
    en: "Refused: the packet arrived, but nothing listens on port {port} (curl exit code 7)",
  },
  "probe.timed-out": {
    zh: "超时：{seconds} 秒里没有任何回应，SYN 被静默丢弃（curl 退出码 28）",
    en: "Timed out: {seconds} s of silence, the SYN was dropped without a word (curl exit code 28)",
  },
  "probe.timed-out.simulated": {
    zh: "超时：没有任何回应，SYN 被静默丢弃（curl 退出码 28）",
    en: "Timed out: silence, the SYN was dropped without a word (curl exit code 28)",
  },
  "probe.simulated": {
    zh: "（模拟数据面：没有真实的包，结果由规则推算，等待的时间已快进）",
    en: "(simulated data plane: no real packet; the rules say so, and waiting was fast-forwarded)",
  },
  "probe.failed": { zh: "没能完成这次访问：{reason}", en: "The attempt itself failed: {reason}" },
  "exec.summary": { zh: "在 Pod 或节点里运行一条命令", en: "run one command in a Pod or on a node" },
  "exec.details": {
    zh: "podA、podB、nodeA、nodeB，或 Pod、节点的名字。Pod 走 Kubernetes API 的 exec；节点相当于登录到那台机器。退出码原样返回。",
    en: "podA, podB, nodeA, nodeB, or the name of a Pod or node. Pods go through the Kubernetes API's exec; a node stands for logging in to that machine. The exit status is passed through.",
  },
  "exec.failed": { zh: "命令没能运行：{reason}", en: "The command could not be run: {reason}" },
  "exec.no-target": { zh: "没有叫“{name}”的 Pod 或节点。", en: "There is no Pod or node “{name}”." },
  "exec.no-target.hint": { zh: "可选：{known}", en: "Choose from: {known}" },
  "shell.summary": { zh: "打开 Pod 或节点里的 shell", en: "open a shell in a Pod or on a node" },
  "shell.details": {
    zh: "podA、podB、nodeA、nodeB，或名字。用 exit 离开。",
    en: "podA, podB, nodeA, nodeB, or a name. Leave with exit.",
  },
  "kubectl.summary": { zh: "带着正确 kubeconfig 的 kubectl", en: "kubectl with the right kubeconfig" },
  "kubectl.details": {
    zh: "PATH 里有 kubectl 就用它；没有就用内置的：get、apply -f、delete、exec、logs、rollout status。",
    en: "Your own kubectl when PATH has one; else a built-in get, apply -f, delete, exec, logs and rollout status.",
  },
  "kubectl.not-built-in": { zh: "内置的 kubectl 不会“{verb}”。", en: "The built-in kubectl doesn't know “{verb}”." },
  "kubectl.not-built-in.hint": {
    zh: "装一个 kubectl 就全都有了：https://kubernetes.io/docs/tasks/tools/",
    en: "Install kubectl for everything else: https://kubernetes.io/docs/tasks/tools/",
  },
  "kubectl.bad-json-path": {
    zh: "内置的 kubectl 看不懂这段 JSONPath：{path}",
    en: "The built-in kubectl can't read this JSONPath: {path}",
  },
  "kube.kubeconfig-unusable": {
    zh: "kubeconfig 里没有可用的地址和凭证。",
    en: "The kubeconfig has no usable server and credentials.",
  },
  "kube.kubeconfig-unusable.hint": {
    zh: "需要 token 或客户端证书；重新运行 ./lab up 会再取一份。",
    en: "A token or a client certificate is needed; ./lab up fetches a new one.",
  },
  "kube.refused": {
    zh: "集群拒绝了这次操作（{reason}）：{detail}",
    en: "The cluster refused ({reason}): {detail}",
  },
  "refused.hint": {
    zh: "多半是手工建的、改的东西挡了路：把它改回来，或者 ./lab reset 全部还原。",
    en: "Something made or changed by hand is probably in the way: mend it, or take everything back with ./lab reset.",
  },
  "kube.unknown-kind": { zh: "集群不认识 {apiVersion} {kind}。", en: "The cluster doesn't know {apiVersion} {kind}." },
  "kube.bad-manifest": { zh: "清单读不懂：{reason}", en: "The manifest can't be read: {reason}" },
  "kube.no-manifest": { zh: "读不了 {file}（{reason}）", en: "Cannot read {file} ({reason})" },
  "env.summary": {
    zh: "打印环境变量，让 kubectl、tccli、SDK 直接指向演练环境",
    en: "print environment variables that point kubectl, tccli and SDKs at the lab",
  },
  "env.details": {
    zh: 'sh：eval "$(./lab env)"    PowerShell：./lab env --shell pwsh | Invoke-Expression\ncmd：for /f "delims=" %v in (\'lab env --shell cmd\') do @%v\ntccli 另加：--endpoint "$PODPATH_CLOUD_ENDPOINT"。NO_PROXY 里加了本机地址，代理不会截走请求。',
    en: 'sh: eval "$(./lab env)"    PowerShell: ./lab env --shell pwsh | Invoke-Expression\ncmd: for /f "delims=" %v in (\'lab env --shell cmd\') do @%v\ntccli also needs: --endpoint "$PODPATH_CLOUD_ENDPOINT". NO_PROXY gains the loopback addresses, so that no proxy takes the requests.',
  },
  "step.summary": { zh: "运行教程的第 n 步（不带 n 列出全部）", en: "run step n of the guide (without n: list them)" },
  "step.details": {
    zh: "打印每条真实命令，执行，显示输出。\n查安全组那一步说出了查哪一端，交诊断之前用，等于看了第 2 层提示；放通或下结论那一步，等于看了第 3 层。",
    en: "Prints each real command, runs it, shows its output.\nThe step that finds the group says at which end to look: before your diagnosis it counts as hint 2. The one that adds the rule, or concludes, counts as hint 3.",
  },
  "step.no-json": {
    zh: "一步的输出是各条命令自己的输出，没有 JSON；不带 n 的 step --json 列出全部步骤。",
    en: "A step's output is its commands' own; there is no JSON of it. step --json, without n, lists the steps.",
  },
  "step.takes-down": {
    zh: "这一步会把整个环境收掉（提交文件不受影响）。继续？",
    en: "This step takes the whole lab down (submissions stay). Go on?",
  },
  "run.interrupted": {
    zh: "中断了，环境还开着：{invocation} down 收掉它。",
    en: "Interrupted, and the lab is still up: {invocation} down takes it down.",
  },
  "step.no-such": { zh: "没有第 {number} 步，共 {count} 步。", en: "There is no step {number}; there are {count}." },
  "step.list-next": { zh: "运行一步：{invocation} step <n>", en: "Run one: {invocation} step <n>" },
  "step.unexpected-exit": {
    zh: "（退出码 {exit}，教程此处是 {expected}）",
    en: "(exit code {exit}; at this point of the guide it is {expected})",
  },
  "step.too-early": {
    zh: "还不知道 {name} 是什么，这一步做早了。",
    en: "{name} isn't known yet: this step comes too early.",
  },
  "step.too-early.hint": {
    zh: "先做前面的步骤：{invocation} step 列出全部。",
    en: "Do the earlier steps first: {invocation} step lists them.",
  },
  // — trace, explain, desk
  "trace.summary": {
    zh: "逐跳跟踪一次真实连接：预测和实测并排",
    en: "one real connection hop by hop: predicted beside observed",
  },
  "trace.details": {
    zh: "先按规则引擎预测每一跳，再真连一次，看每张网卡上哪条规则的计数器动了。会直接指出包死在哪里：交诊断之前用，等于看了第 2 层提示。",
    en: "Predicts every hop with the rule engine, makes one real connection, and shows which rule's counter moved at each interface. It points at where the packet dies: used before your diagnosis, it counts as hint 2.",
  },
  "trace.predicted": { zh: "预测", en: "predicted" },
  "trace.observed": { zh: "实测", en: "observed " },
  "trace.not-reached": { zh: "（没走到）", en: " (not reached)" },
  "trace.counted": { zh: "计数器：{counters}", en: "counters: {counters}" },
  "trace.counter.rule": { zh: "{group} 的规则 {rule} +{packets}", en: "rule {rule} of {group} +{packets}" },
  "trace.counter.implicit": { zh: "默认拒绝 +{packets}", en: "the implicit drop +{packets}" },
  "trace.node": { zh: "节点 {name}", en: "node {name}" },
  "trace.nothing-counted": {
    zh: "计数器没动：包没到这里，或者这里不过滤",
    en: "no counter moved: no packet came here, or nothing filters here",
  },
  "trace.simulated": {
    zh: "模拟数据面，没有真实的包可数",
    en: "simulated data plane: there is no real packet to count",
  },
  "explain.summary": {
    zh: "为什么通、为什么不通：逐条原因和最小改法",
    en: "why it works or doesn't: every reason, and the smallest fix",
  },
  "explain.details": {
    zh: "列出路上所有拦住它的地方（不只第一个），以及最少要改什么。连通之后再看，是复盘。会直接说出答案：交诊断之前用，等于看了第 3 层提示。",
    en: "Names everything that stands in the way, not only the first, and the least that must change. Once it works, it is the debrief. It gives the answer away: used before your diagnosis, it counts as hint 3.",
  },
  "explain.if-silent": {
    zh: "以上只看安全组。如果连接还是超时，就不是安全组丢的（多半是节点路由或回包）：{invocation} trace 会说丢在哪一段。",
    en: "That is the security groups' say. If the connection still times out, they aren't the cause (a node's routing, or the reply, most likely): {invocation} trace tells where it was lost.",
  },
  "explain.needed": {
    zh: "放行它的是：{eni} {direction}，{group} 的规则 {rule}",
    en: "accepted by: {eni} {direction}, rule {rule} of {group}",
  },
  "desk.summary": {
    zh: "运维桌面：一个 shell，教程和原手册里的命令原样粘贴就能跑",
    en: "an operator's shell in which the guide's and the playbook's lines paste as they are",
  },
  "desk.details": {
    zh: "里面的 kubectl、tccli、SDK 都已指向演练环境，当前目录里有 deployment.yaml。输入 exit 离开。",
    en: "kubectl, tccli and the SDKs point at the lab, and deployment.yaml is in the current folder. Leave with exit.",
  },
  "desk.welcome": {
    zh: "这里的 {programs} 都指向演练环境（lab 就是 ./lab）。exit 离开。",
    en: "Here these point at the lab: {programs} (lab is ./lab). Leave with exit.",
  },
  // — security groups
  "sg.summary": {
    zh: "查看、添加、删除、移动安全组规则（走云 API）",
    en: "list, add, remove, move security-group rules through the cloud API",
  },
  "sg.details": {
    zh: '  sg list [podA|podB|sg-…]\n  sg add podB ingress "accept tcp 10.0.35.23/32 80" [--index N]   不写 --index 加在最后\n  sg remove podB ingress <序号>\n  sg move podB ingress <原序号> <新序号>\n  sg set podB ingress "<规则，一行一条>"   整张表换成这些\n写 Pod 的名字，就是指它辅助网卡上绑的那个组。规则写法：accept|drop 协议 对端 端口。序号从 0 数起，同 PolicyIndex。',
    en: '  sg list [podA|podB|sg-…]\n  sg add podB ingress "accept tcp 10.0.35.23/32 80" [--index N]   without --index it goes last\n  sg remove podB ingress <index>\n  sg move podB ingress <from> <to>\n  sg set podB ingress "<rules, one a line>"   the whole list becomes these\nA Pod\'s name stands for the group bound to its secondary ENI. A rule reads: accept|drop protocol peer ports. An index is counted from 0, as PolicyIndex is.',
  },
  "sg.no-group": {
    zh: "{pod} 的网卡 {eni} 没绑安全组，流量不受过滤。",
    en: "{pod}'s interface {eni} has no security group: nothing filters it.",
  },
  "sg.no-group.hint": {
    zh: "VPC-CNI 的安全组功能可能被关掉了；./lab reset 可以还原。",
    en: "The VPC-CNI feature may be off; ./lab reset brings it back.",
  },
  "sg.resolved": {
    zh: "{target} 的辅助网卡 {eni} 绑的是 {group}（{name}），这个组还绑在另外 {others} 张网卡上。",
    en: "{target}'s secondary ENI {eni} carries {group} ({name}), which is bound to {others|more ENI|more ENIs} as well.",
  },
  "sg.resolved.alone": {
    zh: "{target} 的辅助网卡 {eni} 绑的是 {group}（{name}），这个组只绑在这一张网卡上。",
    en: "{target}'s secondary ENI {eni} carries {group} ({name}), which is bound to no other ENI.",
  },
  "sg.several": {
    zh: "这张网卡按顺序绑了多个组：{groups}；下面操作第一个。",
    en: "Several groups are bound in order: {groups}; this is about the first.",
  },
  "sg.no-such-group": { zh: "没有安全组 {id}。", en: "There is no security group {id}." },
  "sg.no-such-group.hint": {
    zh: "现有：{known}；也可以写 podA、podB。",
    en: "There are: {known}; podA and podB work too.",
  },
  "sg.bad-direction": {
    zh: "方向只能是 ingress（入站）或 egress（出站），不是“{word}”。",
    en: "A direction is ingress or egress, not “{word}”.",
  },
  "sg.bad-index": {
    zh: "序号 {index} 太大：从 0 数起，最大 {count}，也就是排在最后。",
    en: "Index {index} is too large: it goes from 0 to {count}, the place after the last rule.",
  },
  "sg.no-rule-at": {
    zh: "没有{direction}规则 {index}：共 {count} 条，从 0 数起。",
    en: "There is no {direction} rule {index}: the list has {count|rule|rules}, counted from 0.",
  },
  "sg.set-nothing": {
    zh: "没有写任何规则：这会清空这个方向，于是全部落到末尾的默认拒绝。",
    en: "No rule was given: that empties this direction, and the implicit drop decides everything.",
  },
  "sg.set-nothing.hint": { zh: "真要清空，加上 --yes。", en: "If that is what you want, add --yes." },
  "sg.index-not-a-number": {
    zh: "序号是从 0 数起的数字，“{word}”不是。",
    en: "An index is a number, counted from 0, not “{word}”.",
  },
  "sg.added": {
    zh: "已添加为 {group} 的{direction}规则 {index}（从 0 数起）：{rule}。已生效。",
    en: "Added to {group} as {direction} rule {index} (counted from 0): {rule}. In force now.",
  },
  "sg.removed": {
    zh: "已删除 {group} 的{direction}规则 {index}（从 0 数起）。已生效。",
    en: "Removed from {group}: {direction} rule {index} (counted from 0). In force now.",
  },
  "sg.moved": {
    zh: "已移动 {group} 的{direction}规则：{from} → {to}（从 0 数起）。已生效。",
    en: "Moved in {group}: {direction} rule {from} → {to} (counted from 0). In force now.",
  },
  "sg.set": {
    zh: "{group} 的{direction}规则已整表替换，现在共 {count} 条。已生效。",
    en: "The {direction} list of {group} now has {count|rule|rules}. In force now.",
  },
  "sg.moved-meanwhile": {
    zh: "{group} 的{direction}规则刚被别处改过，这次没有写入。",
    en: "The {direction} rules of {group} were changed elsewhere meanwhile; nothing was written.",
  },
  "sg.moved-meanwhile.hint": {
    zh: "看一眼现在的规则，再改一次。",
    en: "Look at the rules as they are now, and change them again.",
  },
  "sg.ingress": {
    zh: "入站规则（序号从 0 数起，同 PolicyIndex；从上往下匹配）",
    en: "Ingress (from the top; counted from 0, as PolicyIndex)",
  },
  "sg.egress": { zh: "出站规则", en: "Egress" },
  "sg.column.index": { zh: "序号", en: "index" },
  "sg.column.ingress-peer": { zh: "来源", en: "source" },
  "sg.column.egress-peer": { zh: "目标", en: "destination" },
  "sg.column.service": { zh: "协议端口", en: "protocol:port" },
  "sg.column.action": { zh: "策略", en: "action" },
  "sg.column.description": { zh: "备注", en: "description" },
  "sg.implicit-drop": { zh: "（默认拒绝）", en: "(implicit)" },
  "cloud.refused": {
    zh: "云 API 拒绝了 {action}：{code}（{reason}）",
    en: "The cloud API refused {action}: {code} ({reason})",
  },
  "cloud.refused.any": {
    zh: "云 API 拒绝了这次操作：{code}（{reason}）",
    en: "The cloud API refused: {code} ({reason})",
  },
  "cloud.refused.hint": {
    zh: "按错误码改参数再试；现有规则见 ./lab sg list podB。",
    en: "Mend the parameters as the code says; ./lab sg list podB shows the rules that stand.",
  },
  // — hint, check, solve, run
  "hint.summary": {
    zh: "要一点提示（1 轻推 · 2 看哪里 · 3 改什么）",
    en: "a hint (1 a nudge · 2 where to look · 3 what to change)",
  },
  "hint.no-such": { zh: "提示只有 1、2、3 三层。", en: "There are three hints: 1, 2, 3." },
  "hint.more": { zh: "还不够：{invocation} hint {next}", en: "Not enough: {invocation} hint {next}" },
  "hint.more-costs": {
    zh: "还不够：{invocation} hint {next}（诊断扣 {cost} 分，修复的分数不动；先用 {invocation} answer 交了诊断再看，就不扣）",
    en: "Not enough: {invocation} hint {next} (takes {cost} points from the diagnosis, none from the fix; nothing once you have given yours with {invocation} answer)",
  },
  "hint.noted": {
    zh: "（记下了：诊断少 {cost} 分，修复的分数不受影响。）",
    en: "(Noted: it takes {cost} points from the diagnosis and none from the fix.)",
  },
  "hint.counts-as": {
    zh: "（这等于看了第 {layer} 层提示：诊断少 {cost} 分，修复的分数不受影响。）",
    en: "(That counts as hint {layer}: it takes {cost} points from the diagnosis and none from the fix.)",
  },
  "check.rebuilt": {
    zh: "环境被重建了，接着看新的。",
    en: "The lab was rebuilt in another terminal; going on with the new one.",
  },
  "check.taken-down": { zh: "环境被收掉了。", en: "The lab was taken down." },
  "hint.details": {
    zh: "第 1 层不扣分；第 2、3 层在交诊断（answer）之前看，各扣诊断 10 分、20 分。修复的分数从不因为看提示而减少。看过哪几层会写进成绩和提交文件，reset 也不清零。\n交诊断之前用 trace 等于看了第 2 层，用 explain、diagnose、solve 等于看了第 3 层；step 里查安全组算第 2 层，放通、下结论算第 3 层。交了诊断或者看过第 2、3 层，check 才会点名是哪一跳；改规则换不来。",
    en: "The first layer is free. The second and third, read before your diagnosis (answer), take 10 and 20 points from it; the fix never pays for a hint. Which layers were read stands in the grade and in the submission, also after a reset.\nBefore your diagnosis, trace counts as layer 2, explain, diagnose and solve as layer 3; of the steps, finding the group as layer 2, adding the rule or concluding as layer 3. check names the hop after a diagnosis or layer 2 or 3; a change of rules doesn't earn that.",
  },
  "check.summary": {
    zh: "评判你的修复：真实访问一次，再核对有没有多开",
    en: "grade your fix: a real connection, and whether more than needed is open",
  },
  "check.details": {
    zh: "--watch 状态一变就重新检查，直到通过；--junit、--markdown 把报告写成文件；--json 的结构见 docs/schemas/grade.schema.json。\n退出码 0 通过，1 还没通过，3 证据互相矛盾（我们的缺陷）。\n这里的结果只是预览：算数的是 regrade 的结果。",
    en: "--watch checks again at every change, until it passes; --junit and --markdown write report files; the shape of --json is in docs/schemas/grade.schema.json.\nExit status 0 passed, 1 not yet, 3 the evidence contradicts itself (our defect).\nWhat you see here is a preview: what counts is the result of regrade.",
  },
  "watch.summary": {
    zh: "持续检查：改动一生效就重新评判，直到通过（就是 check --watch）",
    en: "check again at every change, until it passes (check --watch)",
  },
  "solve.summary": {
    zh: "替你执行参考解法，并显示每条命令",
    en: "type the reference solution for you, showing each command",
  },
  "run.summary": {
    zh: "一口气走完整个故事：建环境 → 超时 → 修复 → 连通 → 检查 → 清理",
    en: "the whole story in one go: up → time-out → fix → connected → check → down",
  },
  "run.details": { zh: "运行时不能有别的演练在进行。", en: "No other drill may be up." },
  "run.busy": { zh: "有演练正在进行，run 不会动它。", en: "A drill is up; run leaves it alone." },
  "run.busy.hint": {
    zh: "先 {invocation} down，或者直接用 probe、check。",
    en: "Take it down first ({invocation} down), or go on with probe and check.",
  },
  "run.act.up": {
    zh: "一、环境：两个原生节点，Pod A 和 Pod B 各在一个上",
    en: "1. The lab: two native nodes, Pod A on one, Pod B on the other",
  },
  "run.act.broken": { zh: "二、现象：Pod A 访问 Pod B", en: "2. The symptom: Pod A asks Pod B" },
  "run.act.graded": { zh: "三、检查：现在应当不通过", en: "3. The check: it must fail now" },
  "run.act.fix": {
    zh: "四、修复：照参考解法来",
    en: "4. The fix, as the reference solution has it",
  },
  "run.act.works": { zh: "五、再访问一次", en: "5. The same question again" },
  "run.act.passed": { zh: "六、检查：应当通过", en: "6. The check: it must pass" },
  "run.act.down": { zh: "七、清理", en: "7. Taking it down" },
  // — answers, submissions, regrading
  "check.watching": {
    zh: "持续检查中：改动一生效就重新评判（Ctrl-C 结束）……",
    en: "Watching: every change is checked as it comes (Ctrl-C ends it) …",
  },
  "check.turned.green": { zh: "▲ 变绿：{id}", en: "▲ turned green: {id}" },
  "check.turned.red": { zh: "▼ 变红：{id}", en: "▼ turned red: {id}" },
  "check.turned.regressed": { zh: "▼ 刚才通过，现在不通过：{id}", en: "▼ passed before, and no longer: {id}" },
  "check.still-changing": {
    zh: "检查期间环境一直在变，看不准。",
    en: "The lab kept changing while it was being checked.",
  },
  "check.still-changing.hint": {
    zh: "等改动停下来（包括后台脚本），再运行一次 check。",
    en: "Let the changes come to rest, those of scripts in the background too, then check again.",
  },
  "check.report-not-written": {
    zh: "报告写不进 {file}（{reason}）。",
    en: "The report can't be written to {file} ({reason}).",
  },
  "defect.written": {
    zh: "这次判不了，不是你的问题，也不影响你的成绩。复现所需的材料（演练、种子、版本、你的调用、环境状态、探测和计数）已写入：\n  {file}",
    en: "There is no verdict this time; that is not your fault, and nothing is held against you. What it takes to see it again (drill, seed, versions, your calls, the state, probes and counters) is in\n  {file}",
  },
  "defect.next": {
    zh: "→ 先再跑一次 check。仍然如此就是 PodPath 的缺陷：在你下载它的地方新建 issue，附上这个文件（里面没有密钥，发出前可以先看一遍）。想接着做：{invocation} reset 会重建环境。",
    en: "→ Check once more. If it stays so, it is a defect of PodPath: open an issue where you got it from and attach this file (it holds no keys; look it through first). To go on: {invocation} reset builds the lab anew.",
  },
  "answer.summary": {
    zh: "提交预测和诊断：哪张网卡、哪个安全组、哪条规则",
    en: "say what you predict, and which ENI, group and rule are to blame",
  },
  "answer.details": {
    zh: "  answer predict timed-out            探测之前的预测：connected、refused 或 timed-out（也可写 0、7、28）\n  answer podB ingress sg-… end        在 Pod B 的网卡入站，这个组没有规则匹配，走到末尾的默认拒绝\n  answer podA egress sg-… 2           在 Pod A 的网卡出站，被这个组的规则 2 丢弃（从 0 数起）\n  answer fine                         网络没有问题\n诊断和修复分开计分，只计第一次；提交之后（或者看过第 2、3 层提示），报告才会点名是哪一跳。",
    en: "  answer predict timed-out            before the probe: connected, refused or timed-out (0, 7 and 28 will do)\n  answer podB ingress sg-… end        ingress at Pod B's ENI: no rule of the group matches, so the implicit drop\n  answer podA egress sg-… 2           egress at Pod A's ENI: rule 2 of the group drops it (counted from 0)\n  answer fine                         nothing is wrong with the network\nThe diagnosis is scored apart from the fix, and the first one counts; only after it, or after hint 2 or 3, do reports name the hop.",
  },
  "answer.invite": {
    zh: "先猜结果（{points} 分，访问过就不算了）：{invocation} answer predict timed-out（或 connected、refused）",
    en: "First guess how it ends ({points} points, none once you have probed): {invocation} answer predict timed-out (or connected, refused)",
  },
  "answer.bad-prediction": {
    zh: "预测只能写 connected、refused 或 timed-out，没有“{word}”。",
    en: "A prediction is connected, refused or timed-out, not “{word}”.",
  },
  "answer.no-such-eni": {
    zh: "没有网卡 {id}。现有：{known}，也可以写 podA、podB。",
    en: "There is no interface {id}. There are {known}; podA and podB work too.",
  },
  "answer.no-such-group.hint": { zh: "现有：{known}", en: "There are: {known}" },
  "answer.bad-rule": {
    zh: "规则写序号（从 0 数起），或者 end 表示末尾的默认拒绝，不是“{word}”。",
    en: "A rule is an index counted from 0, or end for the implicit drop, not “{word}”.",
  },
  "answer.practice": {
    zh: "已经答过一次，计分的是第一次（{earned}/100）；这次只作练习：",
    en: "You have answered before, and the first time counts ({earned}/100). This one is practice:",
  },
  "answer.predicted-before": {
    zh: "已经预测过“{outcome}”，计分的是第一次。{invocation} probe 看事实。",
    en: "You have predicted {outcome} before, and the first time counts. {invocation} probe shows the facts.",
  },
  "answer.practice.right": { zh: "[对]      {title}", en: "[right]  {title}" },
  "answer.practice.wrong": { zh: "[不对]    {title}", en: "[wrong]  {title}" },
  "answer.predicted": {
    zh: "记下了。现在看事实：{invocation} probe",
    en: "Noted. Now for the facts: {invocation} probe",
  },
  "answer.late": {
    zh: "记下了，但探测或诊断已经在先，这个预测不计分。",
    en: "Noted; but a probe or a diagnosis came first, so that this prediction doesn't count.",
  },
  "answer.hints": {
    zh: "看过的提示扣 {cost} 分，诊断得 {earned}/100。",
    en: "The hints you read take {cost} points: {earned}/100 for the diagnosis.",
  },
  "answer.part.right": { zh: "[对]      {title}  {earned}/{points}", en: "[right]  {title}  {earned}/{points}" },
  "answer.part.wrong": { zh: "[不对]    {title}  {earned}/{points}", en: "[wrong]  {title}  {earned}/{points}" },
  "answer.part.open": { zh: "[没作答]  {title}  {earned}/{points}", en: "[open]   {title}  {earned}/{points}" },
  "answer.part.unproven": {
    zh: "[无据]    {title}  {earned}/{points}",
    en: "[unproven] {title}  {earned}/{points}",
  },
  "answer.part.late": { zh: "[晚了]    {title}  {earned}/{points}", en: "[late]   {title}  {earned}/{points}" },
  "seed.bad": {
    zh: "--seed 要写 0 到 4294967295 之间的整数，“{value}”不是。",
    en: "--seed is a whole number from 0 to 4294967295, not “{value}”.",
  },
  "submit.summary": {
    zh: "把你的答案和所有 API 调用打包成一个可复判的文件",
    en: "write your answers and API calls to a file that can be graded again",
  },
  "submit.details": {
    zh: "文件里有演练、种子、版本、审计记录里你自己的每次改动、诊断和这次检查的结果；不含任何凭证。--name 写上你的名字。",
    en: "In it: the drill, its seed, versions, each change of yours from the audit trail, your answers and this check's result; no credentials. --name signs it.",
  },
  "submit.incomplete": {
    zh: "审计记录不完整：找不到演练建成时的那一次调用。",
    en: "The audit trail isn't whole: the call that finished the drill is no longer in it.",
  },
  "submit.incomplete.hint": {
    zh: "改动太多，早先的记录已被挤掉。./lab down 后重新来一遍再提交。",
    en: "Too many changes have pushed it out. Take the lab down, do the drill again, and submit then.",
  },
  "submit.not-kept": {
    zh: "有一次写操作没有留下原文（{path}），无法重放。",
    en: "One write was not kept as text ({path}) and can't be repeated.",
  },
  "submit.not-kept.hint": {
    zh: "用 kubectl 或 JSON 再做一遍这个改动；protobuf 和超过 32 KB 的请求不留原文。",
    en: "Make that change by kubectl or as JSON: protobuf and bodies above 32 kB aren't kept.",
  },
  "submit.in-the-way": {
    zh: "{file} 已经存在，而且不是这个演练（同一个种子）的提交，没有覆盖它。",
    en: "{file} is there already and is no submission of this drill and seed: it was left as it is.",
  },
  "submit.in-the-way.hint": { zh: "换一个文件名再提交。", en: "Submit to another file." },
  "submit.done": { zh: "已写入 {file}：{calls} 次改动。", en: "Written to {file}: {calls|change|changes}." },
  "submit.goes-with-the-lab": {
    zh: "注意：这个位置在环境自己的目录里，{invocation} down 会把它一起删掉。先拷到别处。",
    en: "Mind: that is inside the lab's own folder, and {invocation} down removes it. Copy it elsewhere first.",
  },
  "submit.preview": {
    zh: "预览（不计分，算数的是复判）：{result}",
    en: "Preview (what counts is the regrade): {result}",
  },
  "submit.next": {
    zh: "自己先复判一遍：{invocation} regrade {file}",
    en: "See for yourself: {invocation} regrade {file}",
  },
  "regrade.summary": {
    zh: "复判提交：在全新沙箱里重放调用，重新检查",
    en: "grade submissions: repeat their calls in a fresh sandbox and check that",
  },
  "regrade.details": {
    zh: "不相信文件里的结果：重建同一个演练，逐条重放 API 调用，再亲自探测。--dir 复判一个目录里的全部 *.json；--scenario、--seed 规定必须是哪一题；--junit、--markdown 写报告。\n在 Pod 里敲的命令不经过 API，不会重放。退出码 0 全部通过，1 有没通过的，3 有无法判定的。",
    en: "The result in the file isn't believed: the same drill is built anew, each API call made again, and the probes are our own. --dir takes all *.json of a folder; --scenario and --seed say which drill it has to be; --junit and --markdown write reports.\nCommands typed inside Pods go through no API and aren't repeated. Exit status 0 all passed, 1 some not yet, 3 some inconclusive.",
  },
  "regrade.nothing": { zh: "没有要复判的文件。", en: "There is no file to grade." },
  "regrade.no-file": { zh: "读不了文件 {file}（{reason}）。", en: "The file {file} can't be read ({reason})." },
  "regrade.no-file.hint": {
    zh: "它应当是 lab submit 写出的文件。",
    en: "It should be a file that `lab submit` wrote.",
  },
  "regrade.no-folder": { zh: "读不了目录 {folder}（{reason}）。", en: "The folder {folder} can't be read ({reason})." },
  "regrade.not-one": {
    zh: "不是 lab submit 写出的文件（不对的地方：{reason}）",
    en: "not a file that `lab submit` wrote (wrong at: {reason})",
  },
  "regrade.other-scenario": {
    zh: "交的是 {found}，要求的是 {wanted}",
    en: "it is for {found}, and {wanted} was asked for",
  },
  "regrade.other-seed": {
    zh: "种子是 {found}，要求的是 {wanted}",
    en: "its seed is {found}, and {wanted} was asked for",
  },
  "regrade.broke": {
    zh: "复判时出错，不是学员的问题：{reason}",
    en: "grading it went wrong, and that isn't the learner's fault: {reason}",
  },
  "regrade.rejected": { zh: "{file} 没有被接受：{reason}", en: "{file} was rejected: {reason}" },
  "regrade.not-repeated": {
    zh: "第 {index} 次调用（{call}）没能重放：{reason}",
    en: "Call {index} ({call}) could not be repeated: {reason}",
  },
  "regrade.note.inside": {
    zh: "重放 API 调用得到的环境是通的，但提交时学员自己的检查没过：问题出在 Pod 里面（比如停了 nginx），按没过计。",
    en: "What the API calls build works, and yet the learner's own check said not yet: something inside a Pod (nginx stopped, say). It counts as not yet.",
  },
  "regrade.note.differs": {
    zh: "与学员自己的预览不一致，以这里为准。",
    en: "The learner's own preview said otherwise; this is what counts.",
  },
  "regrade.note.contradicted": {
    zh: "答卷自相矛盾：里面的答案和看过的提示，跟它自己写的诊断得分对不上，有人改过。诊断不计分；修复照常复判。",
    en: "The file contradicts itself: its answers and hints don't come to the diagnosis score that it states, so that somebody changed it. The diagnosis isn't counted; the fix is graded all the same.",
  },
  "regrade.note.ahead": {
    zh: "答卷上的时间 {at} 还没到：学员的时钟不准，或者时间改过。",
    en: "The file is dated {at}, which is yet to come: the learner's clock is wrong, or the date was changed.",
  },
  "regrade.same-as": { zh: "与 {file} 出自同一个演练环境。", en: "From the same lab as {file}." },
  "regrade.by-the-file": {
    zh: "修复是在这里重做、重新评判的；诊断、预测和提示只有学员自己的文件为证，无法复核：诊断只当预览，预测不计分。",
    en: "The fix was done and judged again here; the diagnosis, the prediction and the hints are by the learner's own file and can't be verified: take the diagnosis for a preview; no prediction is counted.",
  },
  "regrade.counts.passed": { zh: "复判结果：通过。", en: "What counts: passed." },
  "regrade.counts.not-yet": { zh: "复判结果：还没过。", en: "What counts: not yet." },
  "regrade.counts.inconclusive": {
    zh: "复判结果：无法判定，不是学员的问题。",
    en: "What counts: inconclusive, and not the learner's fault.",
  },
  "regrade.word.passed": { zh: "通过", en: "passed" },
  "regrade.word.not-yet": { zh: "没过", en: "not yet" },
  "regrade.word.inconclusive": { zh: "存疑", en: "inconclusive" },
  "regrade.word.rejected": { zh: "拒收", en: "rejected" },
  "regrade.column.file": { zh: "文件", en: "file" },
  "regrade.column.learner": { zh: "学员", en: "learner" },
  "regrade.column.result": { zh: "结果", en: "result" },
  "regrade.column.points": { zh: "得分", en: "points" },
  "regrade.column.diagnosis": { zh: "诊断", en: "diagnosis" },
  "regrade.column.remarks": { zh: "备注", en: "remarks" },
  "regrade.total": { zh: "{count} 份里有 {passed} 份通过。", en: "{passed} of {count} passed." },
  "run.unexpected": {
    zh: "故事走偏了：{act} 应该是 {expected}，实际是 {got}。",
    en: "The story went wrong: {act} should be {expected}, and was {got}.",
  },
  ...REAL_MESSAGES,
  ...DIAGNOSE_MESSAGES,
} as const satisfies Record<string, Text>;
