import type {
  DataPlane,
  ExecRequest,
  Execution,
  ExecTarget,
  OutputSink,
  RuleCounter,
  SeenFlow,
  Snapshot,
  WorkloadEvent,
} from "@podpath/access-path";
import { caller, callerPath } from "./environment.ts";
import { execOnTerminal } from "./exec-terminal.ts";
import { execWithPipes } from "./exec-pipes.ts";
import { deferred, notStarted } from "./execution.ts";
import { identityOf } from "./identity.ts";
import { Lab } from "./lab.ts";
import { describeMachine } from "./machine.ts";
import type { EstablishedFlows } from "./nft.ts";
import { PACKAGE_OF, findPrograms, type Programs } from "./programs.ts";
import type { Machine } from "./sandbox.ts";
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
  /** The world that is being made or has been; `#world` is the same once it is there. */
  #opening: Promise<World> | null = null;
  #world: World | null = null;
  #listener: (event: WorkloadEvent) => void = () => {};

  constructor(options: NetnsOptions, programs: Programs) {
    this.#options = options;
    this.#programs = programs;
    this.#machine = describeMachine(options.programsDir);
  }

  async realise(snapshot: Snapshot): Promise<void> {
    const world = await (this.#opening ??= this.#open());
    try {
      await world.realise(snapshot);
    } catch (error) {
      if (!(await world.lab.isLost())) throw error;
      // It was killed under our hands: what couldn't be done in it is done in another, once.
      await (await (this.#opening ??= this.#open())).realise(snapshot);
    }
  }

  exec(request: ExecRequest, sink: OutputSink): Execution {
    const starting = this.#start(request, sink).catch((error: unknown) => notStarted("no-such-target", String(error)));
    return deferred(starting);
  }

  logs(podUid: string, container: string): Uint8Array {
    return this.#world?.containers.logs(podUid, container) ?? new Uint8Array();
  }

  async counters(): Promise<readonly RuleCounter[]> {
    return (await this.#world?.counters()) ?? [];
  }

  async flows(): Promise<readonly SeenFlow[] | null> {
    return (await this.#world?.flows()) ?? null;
  }

  onWorkload(listener: (event: WorkloadEvent) => void): void {
    this.#listener = listener;
  }

  async close(): Promise<void> {
    const opening = this.#opening;
    this.#forget(opening);
    const world = await opening?.catch(() => null);
    await world?.close();
  }

  /** A world that couldn't be made, or was killed (say for want of memory), is forgotten: the next snapshot builds anew. */
  #open(): Promise<World> {
    const opening = this.#openWorld();
    const forget = () => this.#forget(opening);
    opening.then((world) => {
      if (this.#opening === opening) this.#world = world;
      void world.lab.exited.then(forget);
    }, forget);
    return opening;
  }

  #forget(opening: Promise<World> | null): void {
    if (this.#opening !== opening) return;
    this.#opening = null;
    this.#world = null;
  }

  async #openWorld(): Promise<World> {
    const { accountId, establishedFlows = "keep", log } = this.#options;
    const lab = await Lab.open(this.#programs, identityOf(accountId, caller()));
    const report = (event: WorkloadEvent) => this.#listener(event);
    return new World(lab, { machine: this.#machine, establishedFlows, log, report });
  }

  async #start({ target, command, stdin, tty }: ExecRequest, sink: OutputSink): Promise<Execution> {
    const world = this.#world;
    const place = await (target.kind === "pod"
      ? world?.placeOf(target.uid, target.container)
      : world?.machineOf(target.name));
    if (!world || !place) return notStarted("no-such-target", `${describeTarget(target)} isn't running`);
    const run = { ...place, argv: command };
    return tty === undefined ? execWithPipes(world.lab, run, stdin, sink) : execOnTerminal(world.lab, run, tty, sink);
  }
}

function describeTarget(target: ExecTarget): string {
  return target.kind === "pod" ? `container ${target.container} of Pod ${target.uid}` : `node ${target.name}`;
}
