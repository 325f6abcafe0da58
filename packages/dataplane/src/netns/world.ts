import type { ClusterNode, Pod, RuleCounter, SeenFlow, Snapshot, WorkloadEvent } from "@podpath/access-path";
import type { Place } from "./command.ts";
import { Containers } from "./containers.ts";
import { fabricSteps } from "./fabric-links.ts";
import { FabricRules } from "./fabric-rules.ts";
import { applySteps, Guest, IP_MARKER } from "./guest.ts";
import type { Lab, Talker } from "./lab.ts";
import { nodeRules6, nodeSteps, podSteps } from "./guest-links.ts";
import type { Step } from "./links.ts";
import { renderRuleset, type EstablishedFlows } from "./nft.ts";
import { systemFiles } from "./pod-files.ts";
import { sandboxEnv, type Machine } from "./sandbox.ts";
import { Workload } from "./workload.ts";

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
  readonly #ip: Promise<Talker>;
  readonly #rules: FabricRules;
  readonly #guests = new Map<string, Guest>();
  readonly #machines = new Map<string, Promise<Workload>>();
  #steps: readonly Step[] = [];
  #nodes: readonly ClusterNode[] = [];

  constructor(lab: Lab, options: WorldOptions) {
    this.lab = lab;
    this.#options = options;
    this.containers = new Containers(lab, options.machine, options.report);
    this.#ip = lab.converse("ip of the fabric", [lab.programs.ip, "-force", "-batch", "-"], IP_MARKER);
    this.#ip.catch(() => {}); // Whoever needs it first is told of a failure.
    this.#rules = new FabricRules(lab, options.establishedFlows);
  }

  /** Ends everything, quietly: whoever closes knows that the containers end. */
  async close(): Promise<void> {
    this.containers.silence();
    await this.lab.close();
  }

  async realise(snapshot: Snapshot): Promise<void> {
    this.#nodes = snapshot.nodes;
    const parts = [this.#rules.apply(renderRuleset(snapshot)), this.#applyGuests(snapshot)];
    // None may go on behind the caller's back when another has failed.
    await Promise.allSettled(parts);
    await Promise.all(parts);
  }

  counters(): Promise<readonly RuleCounter[]> {
    return this.#rules.counters();
  }

  flows(): Promise<readonly SeenFlow[] | null> {
    return this.#rules.flows();
  }

  /** Where a node's shells run: made when the first one does. */
  async machineOf(name: string): Promise<Place | null> {
    const node = this.#nodes.find((candidate) => candidate.name === name);
    const guest = this.#guests.get(nodeKey(name));
    if (node === undefined || guest === undefined) return null;
    const starting = this.#machines.get(nodeKey(name)) ?? this.#startMachine(node, guest);
    this.#machines.set(nodeKey(name), starting);
    starting.catch(() => this.#machines.delete(nodeKey(name)));
    const env = sandboxEnv(name, this.#options.machine);
    return { kind: "node", hostPid: (await starting).hostPid, env };
  }

  placeOf(podUid: string, container: string): Place | null {
    const found = this.containers.find(podUid, container);
    return found && { kind: "pod", hostPid: found.workload.hostPid, env: found.env };
  }

  async #startMachine(node: ClusterNode, guest: Guest): Promise<Workload> {
    const { machine } = this.#options;
    // Orphans of a shell become children of this process, and leave no zombies because it ignores their end.
    const argv = ["env", "--ignore-signal=CHLD", "sleep", "infinity"];
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
    void workload.exited.then(() => this.#machines.delete(nodeKey(node.name)));
    return workload;
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
    this.#complain("fabric", await applySteps((await this.#ip).conversation, this.#steps, steps));
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
      void this.#machines.get(key)?.then(
        (machine) => machine.stop(),
        () => {},
      );
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
