import type { Conversation, Marker } from "./conversation.ts";
import type { Lab, Talker } from "./lab.ts";
import { stepChange, type Step } from "./links.ts";
import { labPidOf } from "./procfs.ts";

/**
 * A guest's network namespace lives as long as its `ip`, which takes our commands. User namespaces end here: root in a guest
 * cannot make one and gain new powers in it.
 */
const HOLD = `
for setting; do echo "\${setting#*=}" > "/proc/sys/\${setting%%=*}" || :; done 2>/dev/null
exec ip -force -batch -
`;

/** `ip` says nothing when it succeeds; asked about lo, which is always there, it answers. */
export const IP_MARKER: Marker = { question: "link show dev lo", answer: /^1: lo: .*\n +link\/loopback .*\n/m };

const GUEST_SETTINGS = [
  "user/max_user_namespaces=0",
  "net/ipv4/tcp_syn_retries=2", // a dropped connection ends after about 7 s instead of 134
  "net/ipv6/conf/default/accept_dad=0", // else IPv6 is dead for 2 s after an address is added
  "net/ipv6/conf/default/dad_transmits=0",
  "net/ipv6/conf/default/router_solicitations=0",
];

/** What TKE's agent sets on a node. docs/facts.md#node-sysctls */
const NODE_SETTINGS = [
  "net/ipv4/ip_forward=1",
  "net/ipv4/conf/all/rp_filter=0",
  "net/ipv4/conf/default/rp_filter=0",
  "net/ipv4/conf/default/send_redirects=0",
  "net/ipv4/conf/all/send_redirects=0",
  "net/ipv6/conf/all/forwarding=1",
];

/** A node or a Pod as the network sees it: a user and a network namespace of its own. */
export class Guest {
  /** Host pid of the process that holds the namespaces, and the same as the lab knows it. */
  readonly hostPid: number;
  readonly labPid: number;
  readonly #lab: Lab;
  readonly #ip: Talker;
  #ip6: Talker | null = null;
  #steps: readonly Step[] = [];
  #rules6: readonly Step[] = [];

  private constructor(lab: Lab, ip: Talker) {
    this.#lab = lab;
    this.#ip = ip;
    this.hostPid = ip.hostPid();
    this.labPid = labPidOf(this.hostPid);
  }

  static async open(lab: Lab, name: string, kind: "pod" | "node"): Promise<Guest> {
    const settings = kind === "node" ? [...GUEST_SETTINGS, ...NODE_SETTINGS] : GUEST_SETTINGS;
    const namespaces = ["--user", "--map-root-user", "--net", "--ipc"];
    const argv = [lab.programs.unshare, ...namespaces, "/bin/sh", "-c", HOLD, "sh", ...settings];
    const ip = await lab.converse(`ip of ${name}`, argv, IP_MARKER);
    await ip.conversation.ask("");
    return new Guest(lab, ip);
  }

  /** How a program of the lab gets into this guest's namespaces. */
  enter(): readonly string[] {
    const target = ["-t", String(this.labPid), "--user", "--preserve-credentials", "--net", "--ipc"];
    return [this.#lab.programs.nsenter, ...target, "--"];
  }

  /**
   * Make interfaces, addresses and routes what they should be. Root in a node may have changed them before, so that a line
   * fails: that breaks this guest alone, and is its own doing.
   *
   * @returns complaints
   */
  async apply(steps: readonly Step[], rules6: readonly Step[] = []): Promise<string> {
    const complaints = await applySteps(this.#ip.conversation, this.#steps, steps);
    this.#steps = steps;
    if (rules6.length === 0 && this.#rules6.length === 0) return complaints;
    this.#ip6 ??= await this.#openIp6();
    const complaints6 = await applySteps(this.#ip6.conversation, this.#rules6, rules6);
    this.#rules6 = rules6;
    return complaints + complaints6;
  }

  #openIp6(): Promise<Talker> {
    const argv = [...this.enter(), this.#lab.programs.ip, "-6", "-force", "-batch", "-"];
    return this.#lab.converse("ip -6", argv, IP_MARKER);
  }

  /** The network namespace goes with the last process in it. */
  close(): void {
    this.#ip.close();
    this.#ip6?.close();
  }
}

export async function applySteps(ip: Conversation, from: readonly Step[], to: readonly Step[]): Promise<string> {
  const { remove, add } = stepChange(from, to);
  const lines = [...remove, ...add];
  return lines.length === 0 ? "" : ip.ask(`${lines.join("\n")}\n`);
}
