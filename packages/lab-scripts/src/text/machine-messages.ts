import type { Text } from "./translate.ts";

/** What is said about the machine that the lab runs on: its folder, its programs, its kernel. */
export const MACHINE_MESSAGES = {
  // — the private folder
  "folder.not-writable": { zh: "写不了 {folder}（{reason}）。", en: "Cannot write to {folder} ({reason})." },
  "folder.not-writable.hint": {
    zh: "仓库可能是别的用户的，或者只读。把演练的状态放到自己的目录就行：\n  export PODPATH_LAB_DIR=~/podpath-lab",
    en: "The clone may be another user's, or read-only. Keep the lab's state in a folder of your own:\n  export PODPATH_LAB_DIR=~/podpath-lab",
  },
  "folder.no-space": {
    zh: "磁盘满了：{folder} 所在的分区一个字节也写不进去。",
    en: "The disk is full: nothing more can be written where {folder} lies.",
  },
  "folder.no-space.hint": {
    zh: "腾出 100 MB 以上再运行同样的命令，会从原处继续。已有的记录没有损坏。",
    en: "Make room for 100 MB and run the same command: it goes on from there. What was written is whole.",
  },
  "folder.damaged": { zh: "状态文件 {file} 损坏：{reason}", en: "The state file {file} is damaged: {reason}" },
  "folder.damaged.hint": {
    zh: "收掉重来最省事：./lab down && ./lab up。想留着别的内容，只删这个文件再试。",
    en: "Simplest is to start over: ./lab down && ./lab up. To keep the rest, delete that file alone and try again.",
  },
  "folder.other-version": {
    zh: "{file} 是另一个版本的 PodPath 写的，这个版本读不了。",
    en: "{file} was written by another version of PodPath, which this one can't read.",
  },
  "folder.other-version.hint": {
    zh: "收掉重来：./lab down && ./lab up。",
    en: "Start over: ./lab down && ./lab up.",
  },
  // — the data plane
  "dataplane.kernel": {
    zh: "数据面：真实内核。每个节点、每个 Pod 都是一个 Linux 网络命名空间，丢包的是 nftables。",
    en: "Data plane: the real kernel. Every node and Pod is a Linux network namespace, and nftables drops the packets.",
  },
  "dataplane.simulated": {
    zh: "数据面：模拟（{why}）。没有真实的包，结论来自规则引擎。",
    en: "Data plane: simulated ({why}). No real packets; the verdicts are the rule engine's.",
  },
  "dataplane.why.asked": { zh: "按你的要求", en: "as you asked" },
  "dataplane.why.not-linux": { zh: "这台机器不是 Linux", en: "this machine is not Linux" },
  "dataplane.why.programs-missing": { zh: "缺少系统程序", en: "system programs are missing" },
  "dataplane.why.namespaces-refused": {
    zh: "系统不许普通用户建命名空间",
    en: "this system denies user namespaces",
  },
  "dataplane.why.nftables-refused": { zh: "内核拒绝了 nftables", en: "the kernel refuses nftables" },
  "dataplane.why.links-refused": { zh: "内核拒绝了虚拟网卡", en: "the kernel refuses virtual links" },
  "dataplane.why.sandbox-refused": { zh: "容器沙箱起不来", en: "the container sandbox does not start" },
  "dataplane.change.asked": {
    zh: "换回真实内核：{invocation} up --dataplane kernel",
    en: "For the real kernel: {invocation} up --dataplane kernel",
  },
  "dataplane.change.not-linux": {
    zh: "要看真实的包，请在 Linux 上运行。",
    en: "Real packets want Linux.",
  },
  "dataplane.change.doctor": {
    zh: "想换成真实内核：{invocation} doctor 会说怎么补。",
    en: "For the real kernel: {invocation} doctor says how.",
  },
  "dataplane.unavailable": {
    zh: "这台机器现在跑不了真实数据面：{detail}",
    en: "This machine can't carry real packets as it is: {detail}",
  },
  "dataplane.unavailable.hint": {
    zh: "./lab doctor 会说明缺什么、怎么补；也可以先用模拟的：./lab up --dataplane simulated",
    en: "./lab doctor says what is missing and how to mend it; or simulate it: ./lab up --dataplane simulated",
  },
  "usage.kernel-and-simulated": {
    zh: "--require kernel 和 --dataplane simulated 互相矛盾，只能选一个。",
    en: "--require kernel and --dataplane simulated contradict each other: choose one.",
  },
  // — system programs
  "programs.installing": {
    zh: "缺少系统程序：{programs}。正在用 apt 安装（不启动任何服务，不占任何端口）……",
    en: "Missing system programs: {programs}. Installing them with apt (no service is started, no port taken) …",
  },
  "programs.missing": { zh: "缺少系统程序：{programs}", en: "Missing system programs: {programs}" },
  "programs.missing.hint": { zh: "请运行：{command}", en: "Please run: {command}" },
  "programs.missing.no-manager": {
    zh: "请用系统的包管理器装上它们，然后重试。",
    en: "Please install them with your system's package manager, then try again.",
  },
  "programs.apt-failed": { zh: "apt 安装失败：{reason}", en: "apt could not install them: {reason}" },
  "programs.apt-failed.hint": { zh: "手工运行看看：{command}", en: "Try it by hand: {command}" },
  // — doctor
  "doctor.summary": {
    zh: "检查这台机器能做什么、缺什么、怎么补",
    en: "say what this machine can do, what is missing and how to mend it",
  },
  "doctor.details": {
    zh: "内核功能是真的做一遍，不是读配置。--install：在 Debian/Ubuntu 上以 root 运行时，装好缺少的系统程序；nginx 只解包到 /var/lib/podpath/programs，不安装、不启动。\n退出码 0：真实数据面可用；3：不可用（仍可模拟）。",
    en: "The kernel's features are tried, not read from settings. --install: as root on Debian or Ubuntu, installs what is missing; nginx is only unpacked into /var/lib/podpath/programs, neither installed nor started.\nExit status 0: the kernel data plane works; 3: it doesn't (a simulation still does).",
  },
  "doctor.node-ok": { zh: "运行在 Node {version} 上（{platform}）", en: "Node {version}, {platform}" },
  "doctor.programs-ok": { zh: "系统程序齐全", en: "all system programs are there" },
  "doctor.programs-not-linux": {
    zh: "不是 Linux：用模拟数据面，不需要系统程序",
    en: "not Linux: the data plane is simulated and needs no system programs",
  },
  "doctor.kernel-ok": {
    zh: "真实数据面可用（命名空间、nftables、虚拟网卡、沙箱都试过了）",
    en: "the kernel data plane works (namespaces, nftables, links and sandbox were tried)",
  },
  "doctor.kernel-untried": {
    zh: "真实数据面：先补齐程序才能试",
    en: "the kernel data plane: to be tried once the programs are there",
  },
  "doctor.kernel-refused": {
    zh: "真实数据面不可用：{why}（{detail}）",
    en: "the kernel data plane does not work: {why} ({detail})",
  },
  "doctor.namespaces.in-container": {
    zh: "看起来在容器里。让容器放行（会放宽这个容器的隔离）：\n  docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined …",
    en: "This looks like a container. Let it through (which loosens this container's isolation):\n  docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined …",
  },
  "doctor.namespaces.apparmor": {
    zh: "一、只给演练用的 unshare 和 bwrap 放行（用 AppArmor 的系统，如 Ubuntu 23.10 起）：\n{command}\n   削弱：任何人用这两个程序都能建用户命名空间，和 Ubuntu 23.04 一样。撤销：{undo}",
    en: "1. Let just unshare and bwrap through, which the lab uses (systems with AppArmor, as Ubuntu 23.10 and later):\n{command}\n   Weakens: anybody can make user namespaces with these two programs, as on Ubuntu 23.04. To undo: {undo}",
  },
  "doctor.namespaces.sysctl": {
    zh: "二、全机放开，重启后失效：\n{command}\n   削弱：所有程序都能建用户命名空间，内核的攻击面变大。撤销：重启。",
    en: "2. Allow it for every program, until the next boot:\n{command}\n   Weakens: every program may make user namespaces, which exposes more of the kernel. To undo: reboot.",
  },
  "doctor.namespaces.keep": {
    zh: "三、全机放开，重启后仍有效：\n{command}\n   削弱同二，而且一直有效。撤销：sudo rm /etc/sysctl.d/60-podpath.conf，再重启。",
    en: "3. The same, kept over boots:\n{command}\n   Weakens as 2, and for good. To undo: sudo rm /etc/sysctl.d/60-podpath.conf, and reboot.",
  },
  "doctor.namespaces.not-sudo": {
    zh: "用 sudo 启动没有用：演练会先放下 root，免得 Pod 能改到宿主机。不想改系统就用模拟数据面。",
    en: "Starting with sudo doesn't help: the lab puts root down first, so that no Pod can reach the host. To change nothing, go on simulated.",
  },
  "work.busy": {
    zh: "另一个终端里的命令（进程 {pid}）正在改动这个演练，等它做完……",
    en: "A command in another terminal (process {pid}) is changing this lab; waiting for it …",
  },
  "store.damaged": {
    zh: "演练的数据库 {file} 读不了：{reason}",
    en: "The lab's database {file} can't be read: {reason}",
  },
  "doctor.nftables-fix": {
    zh: "加载内核模块再试：sudo modprobe nf_tables。云厂商精简内核若没有这个模块，只能换内核或用模拟数据面。",
    en: "Load the module and try again: sudo modprobe nf_tables. A trimmed kernel without it leaves another kernel, or the simulation.",
  },
  "doctor.links-fix": {
    zh: "加载内核模块再试：sudo modprobe veth",
    en: "Load the module and try again: sudo modprobe veth",
  },
  "doctor.sandbox-fix": {
    zh: "单独试一下沙箱，看它怎么说：bwrap --unshare-all --ro-bind / / --proc /proc true",
    en: "Try the sandbox alone and see what it says: bwrap --unshare-all --ro-bind / / --proc /proc true",
  },
  "doctor.loopback-ok": { zh: "本机回环地址可以监听", en: "loopback can be listened on" },
  "doctor.loopback-bad": { zh: "不能在 127.0.0.1 上监听（{reason}）", en: "cannot listen on 127.0.0.1 ({reason})" },
  "doctor.loopback-fix": {
    zh: "启用回环网卡：sudo ip link set lo up",
    en: "Bring the loopback device up: sudo ip link set lo up",
  },
  "doctor.port-kept": { zh: "端口 {ports} 留给本演练", en: "ports {ports} are this lab's" },
  "doctor.port-taken": {
    zh: "上次用的端口 {port} 现在被别的程序占着：会换一个，.lab/kubeconfig 随之更新",
    en: "port {port}, used last time, is somebody else's now: another is taken, and .lab/kubeconfig follows",
  },
  "doctor.proxy-none": { zh: "没有代理设置", en: "no proxy is set" },
  "doctor.proxy-ok": {
    zh: "有代理（{proxy}），但演练里的请求不会经过它：NO_PROXY 会自动补上本机地址",
    en: "a proxy is set ({proxy}), and no request of the lab goes through it: loopback is added to NO_PROXY",
  },
  "doctor.locale-ok": { zh: "终端编码是 UTF-8", en: "the locale is UTF-8" },
  "doctor.locale-bad": {
    zh: "终端编码不是 UTF-8（{locale}），中文可能显示成乱码",
    en: "the locale is not UTF-8 ({locale}): Chinese may be garbled",
  },
  "doctor.locale-fix": { zh: "换成 UTF-8：export LANG=C.UTF-8", en: "Make it UTF-8: export LANG=C.UTF-8" },
  "doctor.clock-ok": { zh: "时钟没有明显错误", en: "the clock is not obviously wrong" },
  "doctor.clock-bad": {
    zh: "这台机器认为现在是 {now}，比仓库里的文件还早：证书和签名会出错",
    en: "this machine believes it is {now}, earlier than the files of the clone: certificates and signatures will fail",
  },
  "doctor.clock-fix": {
    zh: "校准时钟：sudo timedatectl set-ntp true",
    en: "Set the clock: sudo timedatectl set-ntp true",
  },
  "doctor.disk-ok": { zh: "磁盘还有 {free} MB", en: "{free} MB of disk are free" },
  "doctor.disk-bad": {
    zh: "磁盘只剩 {free} MB，演练要 {needed} MB",
    en: "only {free} MB of disk are free; the lab wants {needed} MB",
  },
  "doctor.disk-fix": {
    zh: "腾出空间，或把状态放到别处：export PODPATH_LAB_DIR=…",
    en: "Make room, or keep the state elsewhere: export PODPATH_LAB_DIR=…",
  },
  "doctor.owner-ok": { zh: "{folder} 是你的", en: "{folder} is yours" },
  "doctor.owner-bad": {
    zh: "{folder} 属于 uid {owner}，你是 uid {uid}",
    en: "{folder} belongs to uid {owner}, and you are uid {uid}",
  },
  "doctor.owner-fix": {
    zh: "把状态放到自己的目录：export PODPATH_LAB_DIR=~/podpath-lab",
    en: "Keep the state in a folder of your own: export PODPATH_LAB_DIR=~/podpath-lab",
  },
  "doctor.up": {
    zh: "可以了，环境已经起来：{invocation} status",
    en: "Ready, and a lab is up: {invocation} status",
  },
  "doctor.ready": { zh: "可以了：{invocation} up", en: "Ready: {invocation} up" },
  "doctor.simulated": {
    zh: "真实数据面还不行，但演练照样能做（模拟数据面）：{invocation} up",
    en: "The kernel data plane doesn't work yet, but the drill does, on a simulated one: {invocation} up",
  },
} as const satisfies Record<string, Text>;
