import { is, NotSeen, textOf, type Experiment } from "../experiment.ts";
import type { ParityHands } from "../hands.ts";

/** A node's own program, by where it is: PATH is the container's when it is run by chroot. */
const IP = ["/usr/bin/env", "PATH=/usr/sbin:/sbin:/usr/bin:/bin", "ip"];

async function ip(hands: ParityHands, ...words: readonly string[]): Promise<readonly string[]> {
  const { status, stdout, stderr } = await hands.onNode(hands.b.node, [...IP, ...words]);
  if (status !== 0) throw new NotSeen(`ip ${words.join(" ")}: ${stderr.trim().slice(0, 80)}`);
  return stdout.split("\n").filter((line) => line.trim() !== "");
}

/** `1536: from 10.0.35.150 lookup 4003` */
function readRule(
  line: string,
): { readonly priority: number; readonly selector: string; readonly table: string } | null {
  const found = /^(\d+):\s+(.*?)\s+lookup\s+(\S+)/.exec(line);
  return found && { priority: Number(found[1]), selector: found[2]!, table: found[3]! };
}

/** Table less the index of the interface that its default route leaves by. */
async function tableBase(hands: ParityHands, table: string): Promise<number | null> {
  const routes = await ip(hands, "route", "show", "table", table);
  const device = /\bdefault\b.*\bdev (\S+)/.exec(routes.find((line) => line.includes("default")) ?? "")?.[1];
  if (!device) return null;
  const [link = ""] = await ip(hands, "-o", "link", "show", "dev", device.replace(/@.*/, ""));
  const index = /^(\d+):/.exec(link)?.[1];
  return index && /^\d+$/.test(table) ? Number(table) - Number(index) : null;
}

const policyRouting: Experiment = {
  id: "policy-routing",
  title: { zh: "节点上 Pod 的策略路由", en: "the policy routing of a Pod on its node" },
  facts: {
    "policy-routing": (seen) =>
      is("toPodPriority", 512)(seen) && is("fromPodPriority", 1536)(seen) && is("tableBase", 4000)(seen),
  },
  async run(hands) {
    const rules = (await ip(hands, "rule")).flatMap((line) => readRule(line) ?? []);
    const { address } = hands.b;
    const toPod = rules.find(({ selector }) => selector.includes(`to ${address}`));
    const fromPod = rules.find(({ selector }) => selector.includes(`from ${address}`));
    return {
      toPodPriority: toPod?.priority ?? null,
      toPodTable: toPod?.table ?? null,
      fromPodPriority: fromPod?.priority ?? null,
      tableBase: fromPod ? await tableBase(hands, fromPod.table) : null,
    };
  },
};

const hostVeth: Experiment = {
  id: "host-veth",
  title: { zh: "Pod 的 veth 在节点上的名字", en: "what a Pod's veth is called on its node" },
  facts: { "host-veth": (seen) => /^eni<hash>$/.test(textOf(seen, "device")) },
  async run(hands) {
    const [route = ""] = await ip(hands, "route", "get", hands.b.address);
    const device = /\bdev (\S+)/.exec(route)?.[1] ?? "";
    return { device: device.replace(/[0-9a-f]{6,}$/, "<hash>") };
  },
};

const sysctls: Experiment = {
  id: "node-sysctls",
  title: { zh: "节点的 rp_filter 和 ip_forward", en: "rp_filter and ip_forward of a node" },
  facts: { "node-sysctls": (seen) => is("rpFilter", "0")(seen) && is("ipForward", "1")(seen) },
  async run(hands) {
    const read = async (name: string): Promise<string> => {
      const { status, stdout } = await hands.onNode(hands.b.node, ["cat", `/proc/sys/net/ipv4/${name}`]);
      if (status !== 0) throw new NotSeen(`/proc/sys/net/ipv4/${name}`);
      return stdout.trim();
    };
    return { rpFilter: await read("conf/all/rp_filter"), ipForward: await read("ip_forward") };
  },
};

export const NODES: readonly Experiment[] = [policyRouting, hostVeth, sysctls];
