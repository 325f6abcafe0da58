import { writeFileSync } from "node:fs";
import type { ClusterNode, Pod, RuleCounter, Snapshot, WorkloadEvent } from "@podpath/access-path";
import { Containers } from "./containers.ts";
import type { Marker } from "./conversation.ts";
import { applySteps, Guest, IP_MARKER } from "./guest.ts";
import type { Lab, Talker } from "./lab.ts";
import { fabricSteps, nodeRules6, nodeSteps, podSteps, type Step } from "./links.ts";
import { renderChange } from "./nft-change.ts";
import { NO_RULESET, renderBase, renderRuleset, TABLE, type EstablishedFlows, type Ruleset } from "./nft.ts";
import { systemFiles } from "./pod-files.ts";
import { sandboxEnv, type Machine } from "./sandbox.ts";
import { Workload } from "./workload.ts";

/** nft prints nothing for a transaction that it made, and one line of JSON for a list. */
const NFT_MARKER: Marker = {
  question: "list chain inet done done",
  answer: /^\{"nftables": \[.*"table": "done".*\]\}\n/m,
};

export interface WorldOptions {
  readonly machine: Machine;
  readonly establishedFlows: EstablishedFlows;
  readonly log: (line: string) => void;
  readonly report: (event: WorkloadEvent) => void;
}

/** Everything that was made for one account: the fabric and its rules, nodes, Pods and their containers. */
export class World {
  readonly lab: Lab;
  readonly containers: Containers;
  readonly #options: WorldOptions;
  readonly #ip: Talker;
  readonly #nft: Talker;
  readonly #guests = new Map<string, Guest>();
  readonly #machines = new Map<string, Promise<Workload>>();
  #steps: readonly Step[] = [];
  #ruleset: Ruleset = NO_RULESET;

  private constructor(lab: Lab, ip: Talker, nft: Talker, options: WorldOptions) {
    this.lab = lab;
    this.#ip = ip;
    this.#nft = nft;
    this.#options = options;
    this.containers = new Containers(lab, options.machine, options.report);
  }

  static async open(lab: Lab, options: WorldOptions): Promise<World> {
    const [ip, nft] = await Promise.all([
      lab.converse("ip of the fabric", [lab.programs.ip, "-force", "-batch", "-"], IP_MARKER),
      lab.converse("nft", [lab.programs.nft, "-j", "-i"], NFT_MARKER),
    ]);
    const world = new World(lab, ip, nft, options);
    await world.#transact(["add table inet done", "add chain inet done done", ...renderBase(options.establishedFlows)]);
    return world;
  }

  async realise(snapshot: Snapshot): Promise<void> {
    const rules = this.#applyRules(renderRuleset(snapshot));
    await Promise.all([rules, this.#applyGuests(snapshot)]);
  }

  async counters(): Promise<readonly RuleCounter[]> {
    const meaning = this.#ruleset.counters;
    const [line = ""] = (await this.#nft.conversation.ask(`list counters table ${TABLE}\n`)).split("\n");
    const listed = JSON.parse(line) as { nftables: readonly { counter?: { name: string; packets: number } }[] };
    return listed.nftables.flatMap(({ counter }) => {
      const rule = counter === undefined ? undefined : meaning.get(counter.name);
      return rule === undefined ? [] : [{ ...rule, packets: counter!.packets }];
    });
  }

  /** The machine of a node, where its shells run; made when the first one does. */
  machineOf(node: ClusterNode): Promise<Workload> | null {
    const guest = this.#guests.get(nodeKey(node.name));
    if (guest === undefined) return null;
    const known = this.#machines.get(node.name);
    if (known !== undefined) return known;
    const machine = this.#startMachine(node, guest);
    this.#machines.set(node.name, machine);
    return machine;
  }

  async #startMachine(node: ClusterNode, guest: Guest): Promise<Workload> {
    const { machine } = this.#options;
    // Orphans of a shell become children of this process, and leave no zombies because it ignores their end.
    const argv = ["/bin/sh", "-c", "trap '' CHLD; exec sleep infinity"];
    const files = systemFiles(node.name, [node.address]);
    const spec = {
      kind: "node",
      hostname: node.name,
      argv,
      env: sandboxEnv(node.name, machine),
      files,
      machine,
    } as const;
    const workload = await Workload.start(this.lab, guest, spec);
    void workload.exited.then(() => this.#machines.delete(node.name));
    return workload;
  }

  /** Only what differs is sent, and the last transaction makes the change. */
  async #applyRules(wanted: Ruleset): Promise<void> {
    for (const transaction of renderChange(this.#ruleset, wanted)) await this.#transact(transaction);
    this.#ruleset = wanted;
  }

  /** One line at a time costs `nft -i` a system call a character; a file it reads at once. */
  async #transact(lines: readonly string[]): Promise<void> {
    writeFileSync(`${this.lab.root}/run/rules`, `${lines.join("\n")}\n`);
    const complaints = await this.#nft.conversation.ask(`include "/run/rules"\n`);
    if (complaints !== "") throw new Error(`nft refused a transaction: ${complaints.trim()}`);
  }

  async #applyGuests(snapshot: Snapshot): Promise<void> {
    await this.containers.stopOthers(snapshot.pods);
    await this.#openGuests(snapshot);
    const starting = this.containers.startMissing(snapshot.pods, (pod) => this.#guest(podKey(pod.uid)));
    await Promise.all([starting, this.#applyLinks(snapshot)]);
  }

  async #openGuests(snapshot: Snapshot): Promise<void> {
    const wanted = [
      ...snapshot.nodes.map((node) => ({ key: nodeKey(node.name), name: node.name, kind: "node" as const })),
      ...snapshot.pods.map((pod) => ({ key: podKey(pod.uid), name: pod.name, kind: "pod" as const })),
    ].filter(({ key }) => !this.#guests.has(key));
    await Promise.all(
      wanted.map(async ({ key, name, kind }) => this.#guests.set(key, await Guest.open(this.lab, name, kind))),
    );
  }

  async #applyLinks(snapshot: Snapshot): Promise<void> {
    const steps = fabricSteps(snapshot, {
      node: (name) => this.#guest(nodeKey(name)).labPid,
      pod: (uid) => this.#guest(podKey(uid)).labPid,
    });
    this.#complain("fabric", await applySteps(this.#ip.conversation, this.#steps, steps));
    this.#steps = steps;
    await Promise.all([
      ...snapshot.nodes.map((node) => this.#applyNode(node, snapshot)),
      ...snapshot.pods.map((pod) => this.#applyPod(pod)),
    ]);
    this.#closeGuests(snapshot);
  }

  async #applyNode(node: ClusterNode, snapshot: Snapshot): Promise<void> {
    const guest = this.#guest(nodeKey(node.name));
    this.#complain(node.name, await guest.apply(nodeSteps(node, snapshot), nodeRules6(node, snapshot)));
  }

  async #applyPod(pod: Pod): Promise<void> {
    this.#complain(pod.name, await this.#guest(podKey(pod.uid)).apply(podSteps(pod)));
  }

  #closeGuests(snapshot: Snapshot): void {
    const wanted = new Set([
      ...snapshot.nodes.map((node) => nodeKey(node.name)),
      ...snapshot.pods.map((pod) => podKey(pod.uid)),
    ]);
    for (const [key, guest] of this.#guests) {
      if (wanted.has(key)) continue;
      this.#guests.delete(key);
      guest.close();
    }
  }

  #complain(where: string, complaints: string): void {
    if (complaints !== "") this.#options.log(`ip in ${where}: ${complaints.trim()}`);
  }

  #guest(key: string): Guest {
    const guest = this.#guests.get(key);
    if (guest === undefined) throw new Error(`nothing is running for ${key}`);
    return guest;
  }
}

function nodeKey(name: string): string {
  return `node ${name}`;
}

function podKey(uid: string): string {
  return `Pod ${uid}`;
}
