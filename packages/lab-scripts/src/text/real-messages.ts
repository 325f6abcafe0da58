import type { Text } from "./translate.ts";

/** What is said about a real cluster (`--target tke`). */
export const REAL_MESSAGES = {
  "real.cluster-not-found": {
    zh: "在地域 {region} 找不到集群 {id}。",
    en: "There is no cluster {id} in region {region}.",
  },
  "real.cluster-not-found.hint": {
    zh: "核对集群 ID 和地域（TENCENTCLOUD_REGION，现在是 {region}）；控制台“容器服务 → 集群”里两者都能看到。",
    en: "Check the cluster's id and its region (TENCENTCLOUD_REGION, now {region}); the console shows both under TKE → Clusters.",
  },
  "real.feature-unreadable": {
    zh: "读不到 eniipamd 组件的安全组开关（{reason}），事后也就无法恢复原状，所以什么都没有改。",
    en: "The security-group switch of the add-on eniipamd can't be read ({reason}), so it could not be put back: nothing was changed.",
  },
  "real.feature-unreadable.hint": {
    zh: "确认集群装有 eniipamd ≥ 3.5.0，并且当前身份有 tke:DescribeAddonValues 权限（lab policy learner 可打印所需权限）。",
    en: "Make sure that the cluster has eniipamd 3.5.0 or newer and that you may call tke:DescribeAddonValues (`lab policy learner` prints what is needed).",
  },
  "real.feature-refused": {
    zh: "eniipamd 没有接受安全组开关的修改：状态 {phase}，原因 {reason}。",
    en: "eniipamd did not take the change of its security-group switch: phase {phase}, reason {reason}.",
  },
  "real.feature-refused.hint": {
    zh: "到控制台“组件管理 → eniipamd”看事件；之后再运行一次同样的命令会接着做，运行 lab down 会恢复原状。",
    en: "See the add-on's events in the console (Add-ons → eniipamd). Repeat the command to go on, or run `lab down` to put everything back.",
  },
  "real.groups-not-bound": {
    zh: "节点 {node} 的辅助网卡没有绑上演练的安全组，写入 nec 之后也没有。",
    en: "The secondary interfaces of node {node} did not get the drill's groups, not even after they were written to its nec.",
  },
  "real.groups-not-bound.hint": {
    zh: "看 kubectl get nec {node} -o yaml 的 status 和 kube-system 里 tke-eni-ipamd 的日志；修好后重新运行 lab up。",
    en: "Look at the status in `kubectl get nec {node} -o yaml` and at the log of tke-eni-ipamd in kube-system; mend it and run `lab up` again.",
  },
  "real.no-credentials": {
    zh: "没有找到腾讯云凭证：环境变量里没有 TENCENTCLOUD_SECRET_ID / TENCENTCLOUD_SECRET_KEY，~/.tccli 里也没有可用的配置。",
    en: "No Tencent Cloud credentials: neither TENCENTCLOUD_SECRET_ID / TENCENTCLOUD_SECRET_KEY in the environment nor a profile in ~/.tccli.",
  },
  "real.half-credentials": {
    zh: "环境变量里有 {there}，却没有 {missing}，~/.tccli 里也没有可用的配置。",
    en: "{there} is set in the environment and {missing} isn't, and there is no profile in ~/.tccli.",
  },
  "real.no-credentials.hint": {
    zh: "导出这两个环境变量，或运行 tccli configure，再用 --profile 指定配置名。凭证只留在内存里，不会写进 .lab/。",
    en: "Export the two variables, or run `tccli configure` and name the profile with --profile. Credentials stay in memory and are never written to .lab/.",
  },
  "real.no-region": { zh: "没有指定地域。", en: "No region was given." },
  "real.no-region.hint": {
    zh: "加上 --region，例如 --region ap-guangzhou，或设置 TENCENTCLOUD_REGION。",
    en: "Add --region, such as --region ap-guangzhou, or set TENCENTCLOUD_REGION.",
  },
  "real.profile-unusable": {
    zh: "tccli 配置 {profile} 不能用：{reason}。",
    en: "The tccli profile {profile} can't be used: {reason}.",
  },
  "real.profile-name": {
    zh: "名字只能含字母、数字、点、下划线和连字符",
    en: "a name has letters, digits, dots, underscores and hyphens only",
  },
  "real.profile-missing": { zh: "没有 {file}", en: "there is no {file}" },
  "real.profile-unreadable": { zh: "读不了 {file}（{reason}）", en: "{file} can't be read ({reason})" },
  "real.profile-not-json": { zh: "{file} 不是 JSON", en: "{file} isn't JSON" },
  "real.profile-without-key": {
    zh: "{file} 里没有 secretId 和 secretKey",
    en: "{file} holds no secretId and secretKey",
  },
  "real.who": {
    zh: "账号 {account}，地域 {region}（凭证来自 {source}）",
    en: "Account {account}, region {region} (credentials from {source})",
  },
  "real.own-endpoint": {
    zh: "注意：云 API 走的是 {endpoint}，不是真实的腾讯云（PODPATH_CLOUD_ENDPOINT）。",
    en: "Note: the cloud API is reached at {endpoint}, not at the real Tencent Cloud (PODPATH_CLOUD_ENDPOINT).",
  },
  "real.region-unknown": {
    zh: "地域 {region} 不存在，或这个账号用不了。",
    en: "There is no region {region}, or this account can't use it.",
  },
  "real.region-unknown.hint": { zh: "可用的地域：{known}", en: "Regions there are: {known}" },
  "real.zones-unknown": {
    zh: "可用区不对：{zones}（地域 {region}）。需要两个不同的、可用的可用区。",
    en: "The zones are wrong: {zones} (region {region}). Two different ones that are open are needed.",
  },
  "real.zones-unknown.hint": {
    zh: "用 --zones A,B 指定，节点建在第一个里。可用的：{known}",
    en: "Name them with --zones A,B; the nodes go into the first. There are: {known}",
  },
  "real.subnet-unknown": { zh: "VPC {vpc} 里没有子网 {subnet}。", en: "There is no subnet {subnet} in VPC {vpc}." },
  "real.subnet-unknown.hint": {
    zh: "用 --subnet 指定其中一个：{known}",
    en: "Name one of these with --subnet: {known}",
  },
  "real.subnet-full": {
    zh: "子网 {subnet} 只剩 {free} 个空闲 IP，演练需要 {needed} 个。",
    en: "Subnet {subnet} has {free} free addresses left; the drill needs {needed}.",
  },
  "real.subnet-full.hint": {
    zh: "用 --subnet 换一个子网，或先释放一些地址。什么都没有改。",
    en: "Name another subnet with --subnet, or free some addresses. Nothing was changed.",
  },
  "real.not-vpc-cni": {
    zh: "集群 {id} 不是共享网卡的 VPC-CNI 模式（{mode}），这个演练在那里没有意义。",
    en: "Cluster {id} isn't in VPC-CNI mode with shared interfaces ({mode}); the drill has no meaning there.",
  },
  "real.not-vpc-cni.hint": {
    zh: "换一个 VPC-CNI（tke-route-eni）集群，或去掉 --cluster，让 PodPath 建一个用完即删的。",
    en: "Name a VPC-CNI (tke-route-eni) cluster, or leave --cluster away and let PodPath build a disposable one.",
  },
  "real.group-quota": {
    zh: "安全组配额不够：已用 {used}/{limit}，演练还要 {needed} 个。",
    en: "Too few security groups left: {used} of {limit} are used, the drill needs {needed}.",
  },
  "real.group-quota.hint": {
    zh: "删掉不用的安全组（lab sweep 会列出旧演练的），或在控制台申请提高配额。什么都没有改。",
    en: "Delete groups you don't need (`lab sweep` lists those of older labs), or ask for a higher quota in the console. Nothing was changed.",
  },
  "real.no-address": {
    zh: "需要知道谁可以访问集群的 API：加上 --my-address。",
    en: "Who may reach the cluster's API? Add --my-address.",
  },
  "real.no-address.hint": {
    zh: "填你自己的公网地址，例如 --my-address 203.0.113.7/32。控制台添加安全组规则时的“我的 IP”就是它。",
    en: "Your own public address, such as --my-address 203.0.113.7/32. The console shows it as “My IP” where a security-group rule is added.",
  },
  "real.affected": {
    zh: "打开安全组开关会影响全部 {all} 个节点中的 {nodes} 个、共 {interfaces} 张辅助网卡：",
    en: "Switching security groups on would affect {nodes} of {all} nodes, {interfaces|secondary interface|secondary interfaces}:",
  },
  "real.affects-others": {
    zh: "集群 {cluster} 的安全组开关是关着的，打开它会改动 {interfaces} 张不属于演练的网卡。什么都没有改。",
    en: "The security-group switch of cluster {cluster} is off; turning it on would change {interfaces|interface|interfaces} not of the lab. Nothing was changed.",
  },
  "real.affects-others.hint": {
    zh: "确认可以接受后，加上 --affects-whole-cluster。lab down 会恢复到现在的样子。",
    en: "If that is acceptable, add --affects-whole-cluster. `lab down` puts everything back as it is now.",
  },
  "real.affects-others.ask": {
    zh: "真的要改动集群 {cluster} 里别人的网卡吗？",
    en: "Really change other people's interfaces in cluster {cluster}?",
  },
  "real.kubeconfig-unreadable": {
    zh: "读不了 kubeconfig 文件 {file}：{reason}。",
    en: "Can't read the kubeconfig file {file}: {reason}.",
  },
  "real.estimate": {
    zh: "预计 {minutes} 分钟建好；每小时约 ¥{perHour}，做完一次演练约 ¥{perDrill}（估算，以控制台为准）；{expiresAt} 到期。",
    en: "About {minutes} minutes to build; about ¥{perHour} an hour, ¥{perDrill} for a drill (an estimate: the console's price counts); it expires at {expiresAt}.",
  },
  "real.resuming": {
    zh: "接着上次没做完的：先对照云上的状态……",
    en: "Going on where the last run stopped: comparing with the cloud first …",
  },
  "real.orphans": {
    zh: "上次中断时建了一半、没有记录的，已删除：{things}",
    en: "Made by the run that was stopped and on no record, removed: {things}",
  },
  "real.orphan-kept": {
    zh: "{id} 现在还删不掉（{code}）；lab down 会再删。",
    en: "{id} can't be removed yet ({code}); `lab down` tries again.",
  },
  "real.previewing": {
    zh: "让 Pulumi 预览要建什么（第一次会由 Pulumi 下载 terraform-provider 插件和 tencentcloud provider，约 150 MB）……",
    en: "Asking Pulumi what there is to build (the first time Pulumi downloads its terraform-provider plug-in and the tencentcloud provider, about 150 MB) …",
  },
  "plan.create": { zh: "+ 将新建", en: "+ will create" },
  "plan.update": { zh: "~ 将修改", en: "~ will change" },
  "plan.replace": { zh: "± 将替换", en: "± will replace" },
  "plan.delete": { zh: "- 将删除", en: "- will delete" },
  "real.preview": {
    zh: "预览：新建 {create} 项，修改 {update} 项，删除 {delete} 项。",
    en: "Preview: {create} to create, {update} to change, {delete} to delete.",
  },
  "real.ask": { zh: "现在创建吗？", en: "Create this now?" },
  "real.not-confirmed": {
    zh: "这会花钱或改动真实的集群，需要确认，而这里没有终端可以问。",
    en: "This costs money or changes a real cluster and must be confirmed, and there is no terminal to ask at.",
  },
  "real.not-confirmed.hint": { zh: "加上 --yes 表示同意。", en: "Add --yes to agree beforehand." },
  "real.declined": { zh: "好的，什么都没有改。", en: "All right, nothing was changed." },
  "real.stopping": {
    zh: "正在停下：等 Pulumi 做完手头这一步……",
    en: "Stopping: waiting for Pulumi to finish what is under way …",
  },
  "real.switching": { zh: "打开 eniipamd 的安全组开关……", en: "Switching security groups on in eniipamd …" },
  "real.feature-was-on": {
    zh: "安全组开关本来就是开的，不动它。",
    en: "The security-group switch was on already: left alone.",
  },
  "real.nodes": { zh: "等待节点就绪……", en: "Waiting for the nodes …" },
  "real.nodes-not-ready": {
    zh: "等了很久，{wanted} 个节点里只有 {ready} 个就绪。",
    en: "After a long wait {ready} of {wanted} nodes are ready.",
  },
  "real.nodes-not-ready.hint": {
    zh: "在控制台看节点池的事件（常见原因：机型售罄、镜像、余额）。再运行 lab up 会接着等，lab down 会全部清掉。",
    en: "See the pool's events in the console (often: sold out, image, the account's balance). `lab up` goes on waiting, `lab down` removes everything.",
  },
  "real.read-back": { zh: "回读 nec 和网卡上的安全组……", en: "Reading nec and the interfaces' groups back …" },
  "real.nec-set": {
    zh: "没有继承到演练的安全组，已写入这些节点的 nec：{nodes}",
    en: "The drill's groups were not inherited: set in the nec of {nodes}",
  },
  "real.not-built.hint": {
    zh: "再运行一次 lab up，会从中断处继续。",
    en: "Run `lab up` again: it goes on where it stopped.",
  },
  "real.sandbox-is-up": { zh: "这里已经有一个沙箱演练。", en: "A sandbox drill is up here." },
  "real.leaving": { zh: "这个演练正在销毁，还没有完成。", en: "This lab is being taken down and isn't gone yet." },
  "real.busy.hint": { zh: "先运行 {invocation} down。", en: "Run `{invocation} down` first." },
  "real.sandbox-only": { zh: "这个命令只用于沙箱。", en: "This command is for the sandbox alone." },
  "real.sandbox-only.hint": {
    zh: "在真实集群上，规则用 lab sg 修改；要从头来，先 lab down 再 lab up。",
    en: "On a real cluster change rules with `lab sg`; to start afresh, `lab down` and then `lab up`.",
  },
  "real.up": {
    zh: "演练 {labId} 已就绪，{expiresAt} 到期。接着：{invocation} probe、{invocation} step、{invocation} check；用完请 {invocation} down。",
    en: "Lab {labId} is ready and expires at {expiresAt}. Next: {invocation} probe, {invocation} step, {invocation} check; and {invocation} down when you are done.",
  },
  "real.expired": {
    zh: "演练 {labId} 已于 {expiresAt} 到期（{hours} 小时前），还在计费：用完请运行 {invocation} down。",
    en: "Lab {labId} expired at {expiresAt} ({hours|hour|hours} ago) and still costs money: run `{invocation} down` when you are done.",
  },
  "real.restoring": { zh: "把集群恢复成原来的样子……", en: "Putting the cluster back as it was …" },
  "real.feature-stays": {
    zh: "安全组开关本来就是开的，保持不变。",
    en: "The security-group switch was on before: it stays.",
  },
  "real.restored": { zh: "已恢复：{changed}", en: "Put back: {changed}" },
  "real.restore-anyway": {
    zh: "按要求恢复到记录的状态，即使别人改过。",
    en: "Putting back what was recorded, as asked, even where others have changed it.",
  },
  "real.not-restored": {
    zh: "集群还没有完全恢复，差别如上；演练的记录留着。",
    en: "The cluster isn't quite as it was, see above; the lab's record stays.",
  },
  "real.not-restored.hint": {
    zh: "过一会儿再运行 {invocation} down，会接着恢复。",
    en: "Run `{invocation} down` again in a while: it goes on.",
  },
  "real.changed-by-others": {
    zh: "eniipamd 的安全组设置在演练期间被别人改过，没有覆盖。演练自己的资源已经删掉。",
    en: "Somebody else changed eniipamd's security-group settings during the lab: they were not overwritten. The lab's own resources are gone.",
  },
  "real.changed-by-others.hint": {
    zh: "确认后用 {invocation} down --restore-anyway 恢复到演练之前；要保留现在的设置，就删掉 .lab/cluster-record.json 再运行 {invocation} down。",
    en: "To put back what was there before the lab: `{invocation} down --restore-anyway`. To keep what is there now: delete .lab/cluster-record.json and run `{invocation} down` again.",
  },
  "real.sweep-again": {
    zh: "还有 {count} 项被占用，稍后再试……",
    en: "still in use: {count|thing|things}; trying again …",
  },
  "real.swept": {
    zh: "按标签又清理了 {count} 项遗留资源。",
    en: "Removed {count} more leftovers, found by their tag.",
  },
  "real.leftovers": {
    zh: "还有 {count} 项没有删掉，原因如上；演练的记录留着。",
    en: "still there: {count|thing|things}, see above; the lab's record stays.",
  },
  "real.leftovers.hint": {
    zh: "多半是 ipamd 的网卡还绑着安全组：等一两分钟再运行 {invocation} down。",
    en: "Most likely an interface of ipamd still has a group bound: wait a minute or two and run `{invocation} down` again.",
  },
  "real.cloud-refused": { zh: "云 API 拒绝了：{code}（{reason}）", en: "The cloud refused: {code} ({reason})" },
  "sweep.summary": { zh: "列出云上带 podpath 标签的遗留资源", en: "list what labs left in the cloud, by their tag" },
  "sweep.details": {
    zh: "只列出；加 --delete 和演练 ID 才删除。现有集群里的节点池用 --cluster 指定在哪里找。",
    en: "Lists; deletes only with --delete and a lab's id. Node pools in an existing cluster are looked for where --cluster says.",
  },
  "sweep.found": {
    zh: "地域 {region} 有 {count} 项。删除某个演练的：lab sweep <演练 ID> --delete",
    en: "{count} in region {region}. To delete a lab's: lab sweep <lab-id> --delete",
  },
  "sweep.nothing": {
    zh: "地域 {region} 没有遗留资源。",
    en: "Nothing is left in region {region}.",
  },
  "sweep.which": { zh: "要删哪个演练的？", en: "Which lab's?" },
  "sweep.which.hint": {
    zh: "先不带 --delete 运行一次，“lab”那一列就是演练 ID。",
    en: "Run it without --delete first: the column “lab” has the ids.",
  },
  "sweep.ask": { zh: "删除以上 {count} 项吗？", en: "Delete {count|thing|things} listed above?" },
  "sweep.done": { zh: "已删除 {deleted} 项，还剩 {kept} 项。", en: "{deleted} deleted, {kept} still there." },
  "policy.summary": { zh: "打印最小权限的 CAM 策略", en: "print a least-privilege CAM policy" },
  "policy.no-such": { zh: "没有“{word}”的策略。", en: "There is no policy for “{word}”." },
  "policy.no-such.hint": { zh: "可选：{allowed}", en: "Choose from: {allowed}" },
  "policy.details": {
    zh: "learner：创建并完成演练；grader：只读，用于评分；diagnose：只读，用于真实故障的诊断。",
    en: "learner: builds and works through a drill; grader: read only, grades; diagnose: read only, explains a real time-out.",
  },
  "real.lab-lost": {
    zh: "集群 {cluster} 的记录还在（.lab/cluster-record.json），但演练本身的记录 lab.json 不见了，无法恢复原状。",
    en: "The record of cluster {cluster} is there (.lab/cluster-record.json), but the lab's own lab.json is gone: it can't be put back.",
  },
  "real.lab-lost.hint": {
    zh: "从备份放回 lab.json 再运行一次；或按 cluster-record.json 里的 feature 手工改回 eniipamd 的设置，然后删掉这个文件。",
    en: "Put lab.json back from a backup and run the command again; or set eniipamd by hand to what cluster-record.json has under “feature”, then delete that file.",
  },
  "real.unreachable": {
    zh: "连不上 {where}（{code}）。",
    en: "Could not reach {where} ({code}).",
  },
  "real.unreachable.hint": {
    zh: "检查网络和代理。如果连不上的是集群的 API：从集群所在的 VPC 里运行，给集群开公网访问，或用 --kubeconfig 指定一份能用的。再运行一次会从中断处继续。",
    en: "Check the network and the proxy. If it is the cluster's API: run this from inside its VPC, open its internet endpoint, or name a kubeconfig that works with --kubeconfig. Running the command again goes on where it stopped.",
  },
  "real.up-details": {
    zh: "真实集群：--target tke --my-address <你的公网地址/32> 新建一个用完即删的环境；加 --cluster cls-… [--subnet subnet-…] 则建在现有集群里。另有 --region --zones --instance-type --profile --kubeconfig --owner --hours --key-ids --yes。现有集群会先列出受影响的网卡，同意用 --affects-whole-cluster。",
    en: "On a real cluster: --target tke --my-address <your public address/32> builds a disposable environment; with --cluster cls-… [--subnet subnet-…] it goes into an existing one. Also --region --zones --instance-type --profile --kubeconfig --owner --hours --key-ids --yes. For an existing cluster the interfaces it would affect are listed first; --affects-whole-cluster agrees.",
  },
  "real.down": {
    zh: "完成：云上没有留下演练 {labId} 的任何资源。",
    en: "Done: nothing of lab {labId} is left in the cloud.",
  },
  "real.down-existing": {
    zh: "完成：云上没有留下演练 {labId} 的任何资源，集群 {cluster} 与演练之前一样。",
    en: "Done: nothing of lab {labId} is left in the cloud, and cluster {cluster} is as it was found.",
  },
  "real.same-group": {
    zh: "两个 Pod 的辅助网卡绑的是同一个安全组：SG1（出站看它）和 SG2（入站看它）是同一个组。这个集群里它没有继承过来，是 PodPath 写进这两个节点的 nec 的。",
    en: "Both Pods' secondary ENIs are bound to the same group: SG1 (asked on the way out) and SG2 (asked on the way in) are one. In this cluster it was not inherited: PodPath wrote it into the two nodes' nec.",
  },
  "real.status": {
    zh: "真实集群 {cluster}（{region}），演练 {labId}，{expiresAt} 到期。",
    en: "Real cluster {cluster} ({region}), lab {labId}, expires at {expiresAt}.",
  },
} as const satisfies Record<string, Text>;
