import type { Snapshot } from "@podpath/access-path";
import { Counters } from "./counters.ts";
import { Files } from "./files.ts";
import { Job, SIGNAL } from "./job.ts";
import { Listeners, nodeAddresses, type AnyMachine, type NodeMachine } from "./machine.ts";
import { Network } from "./network.ts";
import type { Clock } from "./clock.ts";
import { filesOfNode, nodeEnvironment } from "./place-files.ts";
import { Processes } from "./processes.ts";
import type { Place, Surroundings } from "./shell/shell.ts";
import { NO_OUTPUT } from "./streams.ts";
import type { Voice } from "./voice.ts";

/** Longest real pause that stands for a wait, in ms. */
const LONGEST_PAUSE_MS = 1500;

export interface WorldOptions {
  readonly clock: Clock;
  readonly voice: Voice;
  /** How much of a skipped wait is really waited, 0–1. */
  readonly pace: number;
}

/** The last realised snapshot, with what it can't hold: who listens where, packets counted, nodes' files. */
export class World {
  readonly counters = new Counters();
  readonly surroundings: Surroundings;
  readonly #clock: Clock;
  readonly #listeners = new Map<string, Listeners>();
  readonly #nodes = new Map<string, Place>();
  #snapshot: Snapshot;

  constructor(snapshot: Snapshot, { clock, voice, pace }: WorldOptions) {
    this.#snapshot = snapshot;
    this.#clock = clock;
    const skip = (job: Job, ms: number): Promise<void> =>
      job.skip(ms, (allowedMs) => job.sleep(Math.min(allowedMs * pace, LONGEST_PAUSE_MS)));
    const network = new Network({
      snapshot: () => this.#snapshot,
      machine: (kind, key) => this.machine(kind, key),
      counters: this.counters,
      skip,
    });
    this.surroundings = { clock, network, voice, skip };
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  realise(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    this.counters.realise(snapshot);
    const machines = new Set([...snapshot.pods.map(({ uid }) => uid), ...snapshot.nodes.map(({ name }) => name)]);
    for (const key of this.#listeners.keys()) if (!machines.has(key)) this.#listeners.delete(key);
    for (const [name, { job }] of this.#nodes) {
      if (machines.has(name)) continue;
      job.end(SIGNAL.kill);
      this.#nodes.delete(name);
    }
  }

  machine(kind: "pod" | "node", key: string): AnyMachine | null {
    return kind === "pod" ? this.#pod(key) : this.#node(key);
  }

  /** Where a login to a node gets to. */
  nodePlace(name: string): Place | null {
    const known = this.#nodes.get(name);
    if (known !== undefined) return known;
    const machine = this.#node(name);
    if (machine === null) return null;
    const place: Place = {
      machine: () => this.#node(name) ?? machine,
      files: new Files(() => filesOfNode(this.#node(name) ?? machine, this.#snapshot)),
      processes: new Processes(),
      environment: nodeEnvironment(name),
      owner: {},
      job: new Job(this.#clock),
      log: NO_OUTPUT,
      servePorts: () => [80],
    };
    this.#nodes.set(name, place);
    return place;
  }

  close(): void {
    for (const { job } of this.#nodes.values()) job.end(SIGNAL.kill);
    this.#nodes.clear();
  }

  #pod(uid: string): AnyMachine | null {
    const pod = this.#snapshot.pods.find((candidate) => candidate.uid === uid);
    if (pod === undefined) return null;
    const { name: hostname, addresses } = pod;
    return { kind: "pod", key: uid, hostname, addresses, listeners: this.#listenersOf(uid), pod };
  }

  #node(name: string): NodeMachine | null {
    const node = this.#snapshot.nodes.find((candidate) => candidate.name === name);
    if (node === undefined) return null;
    const listeners = this.#listenersOf(name);
    return { kind: "node", key: name, hostname: name, addresses: nodeAddresses(node), listeners, node };
  }

  #listenersOf(key: string): Listeners {
    const known = this.#listeners.get(key) ?? new Listeners();
    this.#listeners.set(key, known);
    return known;
  }
}
