import type {
  DataPlane,
  ExecRequest,
  ExecTarget,
  Execution,
  OutputSink,
  RuleCounter,
  Snapshot,
  WorkloadEvent,
} from "@podpath/access-path";
import type { Clock } from "./clock.ts";
import { Containers } from "./containers.ts";
import { execute, notStarted } from "./execution.ts";
import type { Place } from "./shell/shell.ts";
import { makeVoice, type Language } from "./voice.ts";
import { World } from "./world.ts";

export interface SimulatedOptions {
  readonly clock: Clock;
  /** Languages of our own sentences, in this order, asked for at each; both, Chinese first, unless said. */
  readonly languages?: () => readonly Language[];
  /** How much of a wait that is skipped is really waited, 0–1: 3 s feel like 0.3 s unless said. */
  readonly pace?: number;
}

/**
 * A data plane for machines where the kernel's isn't to be had: what packets do is what access-path says they do, and the
 * programs in Pods and nodes are small imitations that say so. Runs wherever JavaScript does.
 */
export function createSimulatedDataPlane(options: SimulatedOptions): DataPlane {
  return new SimulatedDataPlane(options);
}

class SimulatedDataPlane implements DataPlane {
  readonly kind = "simulated";
  readonly #options: SimulatedOptions;
  #parts: { readonly world: World; readonly containers: Containers } | null = null;
  #report: (event: WorkloadEvent) => void = () => {};

  constructor(options: SimulatedOptions) {
    this.#options = options;
  }

  realise(snapshot: Snapshot): Promise<void> {
    const { world, containers } = (this.#parts ??= this.#open(snapshot));
    world.realise(snapshot);
    containers.realise(snapshot);
    return Promise.resolve();
  }

  exec(request: ExecRequest, sink: OutputSink): Execution {
    const place = this.#place(request.target);
    if (place === null || this.#parts === null) return noSuchTarget(request.target);
    return execute(this.#parts.world.surroundings, place, request, sink);
  }

  logs(podUid: string, container: string): Uint8Array {
    return this.#parts?.containers.logs(podUid, container) ?? new Uint8Array();
  }

  counters(): Promise<readonly RuleCounter[]> {
    return Promise.resolve(this.#parts?.world.counters.read() ?? []);
  }

  onWorkload(listener: (event: WorkloadEvent) => void): void {
    this.#report = listener;
  }

  close(): Promise<void> {
    this.#parts?.containers.close();
    this.#parts?.world.close();
    this.#parts = null;
    return Promise.resolve();
  }

  #open(snapshot: Snapshot) {
    const { clock, languages = () => ["zh", "en"], pace = 0.1 } = this.#options;
    const world = new World(snapshot, { clock, voice: makeVoice(languages), pace });
    return { world, containers: new Containers(world, clock, (event) => this.#report(event)) };
  }

  #place(target: ExecTarget): Place | null {
    if (this.#parts === null) return null;
    const { world, containers } = this.#parts;
    return target.kind === "pod" ? containers.place(target.uid, target.container) : world.nodePlace(target.name);
  }
}

function noSuchTarget(target: ExecTarget): Execution {
  const who = target.kind === "pod" ? `container ${target.container} of Pod ${target.uid}` : `node ${target.name}`;
  return notStarted({ kind: "not-started", reason: "no-such-target", message: `${who} isn't running` });
}
