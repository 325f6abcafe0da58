import type { Facts } from "./facts.ts";
import type { DrillTexts } from "./ingress-texts.ts";

/** Nothing drops anything: the application listens elsewhere. Against the habit of opening groups first. */
export function controlTexts({ a, b, port }: Facts): DrillTexts {
  return {
    title: { zh: "VPC-CNI：Pod 跨节点访问 Pod 失败", en: "VPC-CNI: Pod to Pod across nodes fails" },
    symptom: {
      zh: `Pod A（${a.label}，{podA}）和 Pod B（${b.label}，{podB}）跑在两个不同的原生节点上，都是 Running、Ready。在 Pod A 里 curl Pod B 的 ${port} 端口，连不上。业务方说：“上次也是这样，你们放通一下就好了。”`,
      en: `Pod A (${a.label}, {podA}) and Pod B (${b.label}, {podB}) run on two different native nodes; both are Running and Ready. A curl from Pod A to port ${port} of Pod B fails. The application's people say: "It was the same last time, just open it up."`,
    },
    whySubnet: { zh: "这里不需要放通任何东西。", en: "There is nothing to open here." },
    hints: [
      {
        zh: "连不上有好几种。先看 curl 的退出码，再看它等了多久：马上就失败，和等满了才失败，说的是两件事。",
        en: "There are several ways to fail. Look at curl's exit status, and at how long it took: to fail at once and to fail after a wait are two different stories.",
      },
      {
        zh: "退出码 7、马上失败，是有人回了 RST：SYN 走到了 {podB}。回 RST 的只能是 Pod B 自己的内核，说明路是通的。再看 Pod B 里 nginx 监听在哪个端口。",
        en: "Status 7, and at once: an RST came back, so the SYN reached {podB}. Only Pod B's own kernel sends that RST, so the way is clear. Now see on which port the nginx in Pod B listens.",
      },
      {
        zh: `nginx 监听的是 ${b.listens}，Pod A 访问的是 ${port}：没人监听，内核回 RST。安全组、路由都没有问题，什么都不用改，把结论写下来：\n  ./lab answer fine`,
        en: `nginx listens on ${b.listens}, and Pod A asks for ${port}: nothing listens there, and the kernel sends an RST. Groups and routes are fine. Change nothing, and say so:\n  ./lab answer fine`,
      },
    ],
    debrief: {
      zh: `为什么会失败
  应用监听 ${b.listens}，调用方访问 ${port}。这是两个团队之间的一个数字没对上，和网络无关。
线上长什么样
  “网络不通”的工单里有一大半是这样的：一看是连不上就去放通安全组，最后留下一堆没人敢删的 0.0.0.0/0。
怎么分清
  28 是没有回音，去查一路上谁在丢包；7 是被拒绝，包已经到了，去查谁在监听。先分清是哪一种，再动手。`,
      en: `Why it failed
  The application listens on ${b.listens} and its caller asks for ${port}: a number that two teams don't agree on, and nothing of the network's.
How it looks in production
  Many a ticket that says "the network is down" is this one. Somebody opens the groups all the same, and leaves rules for 0.0.0.0/0 that nobody dares to remove.
How to tell
  28 is silence: find out what on the way drops packets. 7 is a refusal: the packet has arrived, so find out who listens. Know which it is before you change anything.`,
    },
  };
}
