import type {
  DataPlane,
  ExecRequest,
  Execution,
  ExecTarget,
  OutputSink,
  RuleCounter,
  Snapshot,
  WorkloadEvent,
} from "@podpath/access-path";
import { callerPath, callerUid } from "./environment.ts";
import { deferred, execWithPipes, notStarted, type Place } from "./exec.ts";
import { identityOf } from "./identity.ts";
import { Lab } from "./lab.ts";
import { describeMachine } from "./machine.ts";
import type { EstablishedFlows } from "./nft.ts";
import { PACKAGE_OF, findPrograms, type Programs } from "./programs.ts";
import { sandboxEnv, type Machine } from "./sandbox.ts";
import { World } from "./world.ts";

export interface NetnsOptions {
  /** A root caller's lab belongs to an id made from this. */
  readonly accountId: string;
  /** Told of what went wrong without being anybody's answer, one line each. */
  readonly log: (line: string) => void;
  /** A directory with unpacked packages (`usr/sbin/nginx`, …) for a machine where they cannot be installed. */
  readonly programsDir?: string;
  /** What becomes of open connections when their rule goes; `keep` unless said. docs/facts.md#established-flows */
  readonly establishedFlows?: EstablishedFlows;
}

/** @throws Error that names the packages to install, if programs are missing */
export function createNetnsDataPlane(options: NetnsOptions): DataPlane {
  const { found, missing } = findPrograms(callerPath(), options.programsDir);
  if (missing.length > 0) {
    const packages = [...new Set(missing.map((name) => PACKAGE_OF[name]))].join(" ");
    throw new Error(`the kernel data plane needs ${missing.join(", ")}: sudo apt-get install ${packages}`);
  }
  return new NetnsDataPlane(options, found as Programs);
}

class NetnsDataPlane implements DataPlane {
  readonly kind = "kernel";
  readonly #options: NetnsOptions;
  readonly #programs: Programs;
  readonly #machine: Machine;
  #world: World | null = null;
  #snapshot: Snapshot | null = null;
  #report: (event: WorkloadEvent) => void = () => {};

  constructor(options: NetnsOptions, programs: Programs) {
    this.#options = options;
    this.#programs = programs;
    this.#machine = describeMachine(options.programsDir);
  }

  async realise(snapshot: Snapshot): Promise<void> {
    this.#world ??= await this.#openWorld();
    this.#snapshot = snapshot;
    await this.#world.realise(snapshot);
  }

  exec(request: ExecRequest, sink: OutputSink): Execution {
    return deferred(this.#start(request, sink));
  }

  logs(podUid: string, container: string): Uint8Array {
    return this.#world?.containers.logs(podUid, container) ?? new Uint8Array();
  }

  async counters(): Promise<readonly RuleCounter[]> {
    return (await this.#world?.counters()) ?? [];
  }

  onWorkload(listener: (event: WorkloadEvent) => void): void {
    this.#report = listener;
  }

  async close(): Promise<void> {
    const world = this.#world;
    this.#world = null;
    await world?.lab.close();
  }

  async #start({ target, command, stdin }: ExecRequest, sink: OutputSink): Promise<Execution> {
    const place = await this.#placeOf(target);
    if (place === null) return notStarted("no-such-target", `${describeTarget(target)} isn't running`);
    return execWithPipes(place.lab, { ...place, argv: command, stdin }, sink);
  }

  async #placeOf(target: ExecTarget): Promise<(Place & { readonly lab: Lab }) | null> {
    const world = this.#world;
    if (world === null) return null;
    const { lab } = world;
    if (target.kind === "pod") {
      const container = world.containers.find(target.uid, target.container);
      return container && { lab, kind: "pod", hostPid: container.workload.hostPid, env: container.env };
    }
    const node = this.#snapshot?.nodes.find((candidate) => candidate.name === target.name);
    const machine = node && (await world.machineOf(node));
    return machine
      ? { lab, kind: "node", hostPid: machine.hostPid, env: sandboxEnv(target.name, this.#machine) }
      : null;
  }

  async #openWorld(): Promise<World> {
    const lab = await Lab.open(this.#programs, identityOf(this.#options.accountId, callerUid()));
    const { establishedFlows = "keep", log } = this.#options;
    const report = (event: WorkloadEvent) => this.#report(event);
    void lab.exited.then(() => {
      if (this.#world?.lab === lab) this.#world = null;
    });
    return World.open(lab, { machine: this.#machine, establishedFlows, log, report });
  }
}

function describeTarget(target: ExecTarget): string {
  return target.kind === "pod" ? `container ${target.container} of Pod ${target.uid}` : `node ${target.name}`;
}
