import type { Text } from "./translate.ts";

/** What is said about recordings of the real cloud (`lab parity`). */
export const PARITY_MESSAGES = {
  "parity.summary": {
    zh: "记录真实云的行为，或用记录检验沙箱",
    en: "record how the real cloud behaves, or hold the sandbox against recordings",
  },
  "parity.details": {
    zh: "record：在已建好的演练上逐项做实验，写出带日期、不含个人信息的记录；会临时改动演练自己的 Pod 网卡的安全组，做完一项就恢复一项。replay：在沙箱里重做记录里的实验并比较，不同则退出码为 1；不写文件名就用 docs/recordings/ 里的全部记录。list：列出实验和它们检验的论断。undo：恢复被中断的记录留下的改动。--only 只做其中几项，逗号分隔。记录途中按 Ctrl-C：先恢复原状再停下，不写文件，退出码 1。",
    en: "record: makes the experiments on a drill that is up and writes a dated recording without anything personal; for a while it changes the groups of the drill's own Pods' interfaces, and puts each back before the next. replay: makes a recording's experiments in the sandbox and compares, exit 1 where they differ; without a file, all in docs/recordings/. list: the experiments and the claims they bear on. undo: takes back what an interrupted recording left. --only makes some of them, separated by commas. Ctrl-C puts everything back, writes no file and ends with exit status 1.",
  },
  "parity.will-real": {
    zh: "将在真实集群上做 {count} 项实验，约 5 分钟：在演练自己的两个节点上临时换绑辅助网卡的安全组，临时建几个安全组和最多两个 Pod（其中一个以只读方式看节点的路由）；别人的节点不动。每做完一项就恢复一项。",
    en: "{count|experiment|experiments} on a real cluster, about five minutes: on the drill's own two nodes the secondary interfaces are bound to other groups for a while, and a few groups and at most two Pods are made (one of them reads its node's routing, read-only); nobody else's node is touched. Each is put back before the next.",
  },
  "parity.will-sandbox": {
    zh: "将在沙箱里做 {count} 项实验。写出的文件会标明来自沙箱：它不能证明真实云的任何行为。",
    en: "{count|experiment|experiments} in the sandbox. The file says that it is from the sandbox: it proves nothing about the real cloud.",
  },
  "parity.ask": { zh: "现在开始吗？", en: "Begin now?" },
  "parity.not-confirmed": {
    zh: "记录会临时改动演练的安全组，需要确认，而这里没有终端可以问。",
    en: "Recording changes the drill's groups for a while and must be confirmed, and there is no terminal to ask at.",
  },
  "parity.stopping": {
    zh: "正在停下：先把手头这一项恢复原状……",
    en: "Stopping: putting back what is under way first …",
  },
  "parity.interrupted": {
    zh: "已按你的要求停下，改动都已恢复，没有写文件。",
    en: "Stopped as you asked: everything is as it was, and no file was written.",
  },
  "parity.unfinished": {
    zh: "注意：上一次 parity record 被中断，还有 {count} 处改动没有恢复，现在看到的规则不是演练的。运行 {invocation} parity undo 恢复。",
    en: "Note: the last parity record was interrupted, {count|change is|changes are} not taken back, and the groups aren't the drill's now. `{invocation} parity undo` puts them back.",
  },
  "parity.undoing": { zh: "恢复被中断的记录留下的改动……", en: "Taking back what an interrupted recording left …" },
  "parity.undone": { zh: "已恢复。", en: "Everything is as it was." },
  "parity.nothing-to-undo": { zh: "没有需要恢复的改动。", en: "There is nothing to take back." },
  "parity.file-exists": { zh: "文件 {file} 已经存在。", en: "The file {file} exists already." },
  "parity.file-exists.hint": { zh: "用 --out 换一个文件名。", en: "Name another one with --out." },
  "parity.not-written": {
    zh: "写不进 {file}（{reason}）。记录没有丢：就是上面这些内容，复制保存即可。",
    en: "{file} can't be written ({reason}). Nothing is lost: the recording is what stands above; keep a copy of it.",
  },
  "parity.written": { zh: "已写入 {file}", en: "Written to {file}" },
  "parity.written-real": {
    zh: "请先看一遍，再把它放进 docs/recordings/ 并运行 node scripts/facts.ts：事实表会写上哪些论断得到了证实。",
    en: "Look through it, then put it into docs/recordings/ and run node scripts/facts.ts: the facts page then says which claims it bears out.",
  },
  "parity.written-sandbox": {
    zh: "它来自沙箱，不会改变事实表。可以用 {invocation} parity replay {name} 与另一个版本比较。",
    en: "It is from the sandbox and changes nothing on the facts page. `{invocation} parity replay {name}` compares it with another version.",
  },
  "parity.not-seen": { zh: "这里看不到：{reason}", en: "not to be seen here: {reason}" },
  "parity.bears-out": { zh: "✓ 证实 {fact}", en: "✓ bears out {fact}" },
  "parity.contradicts": { zh: "✗ 与 {fact} 矛盾", en: "✗ contradicts {fact}" },
  "parity.says-nothing": { zh: "– 不能说明 {fact}", en: "– says nothing about {fact}" },
  "parity.not-a-recording": {
    zh: "{file} 不是可用的记录（{reason}）。",
    en: "{file} is no recording that can be used ({reason}).",
  },
  "parity.not-a-recording.hint": {
    zh: "它应当是 lab parity record 写出的文件。",
    en: "It should be a file that `lab parity record` wrote.",
  },
  "parity.replay-real": {
    zh: "replay 检验的是沙箱，而这里的演练在真实集群上。",
    en: "replay holds the sandbox against recordings, and the drill here is on a real cluster.",
  },
  "parity.replay-real.hint": {
    zh: "在另一个目录里用 lab up 建一个沙箱演练再运行。",
    en: "Bring up a sandbox drill with `lab up` in another clone and run it there.",
  },
  "parity.no-recordings": {
    zh: "docs/recordings/ 里还没有真实云的记录：有账号的人可以用 parity record 写出第一份。",
    en: "There is no recording of the real cloud in docs/recordings/ yet: whoever has an account can write the first with parity record.",
  },
  "parity.not-compared": { zh: "没有比较：{reason}", en: "not compared: {reason}" },
  "parity.differs": {
    zh: "{member}：记录是 {recorded}，沙箱是 {here}",
    en: "{member}: recorded {recorded}, the sandbox has {here}",
  },
  "parity.compared": {
    zh: "一致 {same} 项，不同 {differs} 项，没有比较 {not} 项。",
    en: "{same} the same, {differs} different, {not} not compared.",
  },
} as const satisfies Record<string, Text>;
