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
} as const satisfies Record<string, Text>;
