import type { Container, Pod, Snapshot, WorkloadEvent, WorkloadState } from "@podpath/access-path";
import { startOf } from "../netns/images.ts";
import type { Clock } from "./clock.ts";
import { Files } from "./files.ts";
import { Interrupted, Job, SIGNAL } from "./job.ts";
import { LogBuffer } from "./log-buffer.ts";
import type { PodMachine } from "./machine.ts";
import { filesOfPod, podEnvironment } from "./place-files.ts";
import { Processes } from "./processes.ts";
import { PROGRAMS } from "./commands/programs.ts";
import { ShellExit } from "./shell/control.ts";
import { Runner } from "./shell/run.ts";
import { Shell, type Place } from "./shell/shell.ts";
import { NO_INPUT } from "./streams.ts";
import type { World } from "./world.ts";

/** The status of a container that ended by a mistake of the simulation; its log says which. */
const OUR_MISTAKE = 70;

interface Entry {
  readonly incarnation: number;
  readonly log: LogBuffer;
  /** Null: it could not be started. */
  readonly place: Place | null;
  /** Ends it; its ports are free at once. */
  readonly stop: () => void;
}

/** Starts, restarts and ends the containers of Pods. */
export class Containers {
  readonly #world: World;
  readonly #clock: Clock;
  readonly #report: (event: WorkloadEvent) => void;
  readonly #entries = new Map<string, Entry>();
  readonly #runner = new Runner(PROGRAMS);

  constructor(world: World, clock: Clock, report: (event: WorkloadEvent) => void) {
    this.#world = world;
    this.#clock = clock;
    this.#report = report;
  }

  /** Only what differs: containers that are gone or have a new incarnation end, those that aren't there start. */
  realise({ pods }: Snapshot): void {
    const wanted = new Map(
      pods.flatMap((pod) => pod.containers.map(({ name }) => [keyOf(pod.uid, name), pod.incarnation])),
    );
    for (const [key, { incarnation, stop }] of this.#entries) {
      if (wanted.get(key) === incarnation) continue;
      this.#entries.delete(key);
      stop();
    }
    for (const pod of pods) {
      for (const container of pod.containers)
        if (!this.#entries.has(keyOf(pod.uid, container.name))) this.#start(pod, container);
    }
  }

  /** Null where it isn't running. */
  place(podUid: string, container: string): Place | null {
    const place = this.#entries.get(keyOf(podUid, container))?.place;
    return place === undefined || place === null || place.job.signal !== null ? null : place;
  }

  logs(podUid: string, container: string): Uint8Array {
    return this.#entries.get(keyOf(podUid, container))?.log.read() ?? new Uint8Array();
  }

  close(): void {
    for (const { stop } of this.#entries.values()) stop();
    this.#entries.clear();
  }

  #start(pod: Pod, container: Container): void {
    const { uid: podUid, incarnation } = pod;
    const log = new LogBuffer();
    const start = startOf(container);
    const missing = start.kind === "start" && PROGRAMS.find(start.argv[0] ?? "") === null;
    const place = start.kind === "start" && !missing ? this.#placeFor(pod, container, log) : null;
    const entry: Entry = { incarnation, log, place, stop: place === null ? () => {} : stopperOf(place) };
    this.#entries.set(keyOf(podUid, container.name), entry);
    const tell = (state: WorkloadState): void =>
      this.#report({ podUid, container: container.name, incarnation, state });
    if (start.kind === "no-such-image")
      return tell({ kind: "waiting", reason: "ErrImagePull", message: start.message });
    if (place === null)
      return tell({ kind: "waiting", reason: "RunContainerError", message: noSuchProgram(start.argv[0]) });
    tell({ kind: "running" });
    void this.#run(start.argv, place, entry.stop).then((status) => {
      if (status !== null && this.#entries.get(keyOf(podUid, container.name)) === entry)
        tell({ kind: "exited", status });
    });
  }

  #placeFor(pod: Pod, container: Container, log: LogBuffer): Place {
    const machine = (): PodMachine => {
      const found = this.#world.machine("pod", pod.uid);
      if (found?.kind !== "pod") throw new Error(`Pod ${pod.name} has gone from the snapshot`);
      return found;
    };
    const filesOf = remembered((of: Pod) => filesOfPod(of, container));
    const declared = container.ports.filter(({ protocol }) => protocol === "tcp").map(({ port }) => port);
    return {
      machine,
      files: new Files(() => filesOf(machine().pod)),
      processes: new Processes(),
      environment: podEnvironment(pod, container),
      owner: log,
      job: new Job(this.#clock),
      log,
      servePorts: () => (declared.length === 0 ? [80] : declared),
    };
  }

  /** @returns the status of the container's program, or null where the container was ended from outside */
  async #run(argv: readonly string[], place: Place, stop: () => void): Promise<number | null> {
    const io = { stdin: NO_INPUT, stdout: place.log, stderr: place.log };
    const job = place.job.child();
    const process = place.processes.add(argv, job);
    try {
      const shell = new Shell(this.#world.surroundings, place, process, [argv[0]!]);
      return await this.#runner.program(argv, shell, io, job);
    } catch (error) {
      if (error instanceof ShellExit) return error.status;
      if (error instanceof Interrupted) return error.signal === SIGNAL.kill ? null : 128 + error.signal;
      place.log.write(`${String(error)}\n`);
      return OUR_MISTAKE;
    } finally {
      stop();
    }
  }
}

function stopperOf({ machine, owner, job }: Place): () => void {
  const { listeners } = machine();
  return () => {
    listeners.close(owner);
    job.end(SIGNAL.kill);
  };
}

/** Snapshots never change, so what follows from one of their parts is computed once. */
function remembered<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}

function keyOf(podUid: string, container: string): string {
  return `${podUid}/${container}`;
}

function noSuchProgram(name = ""): string {
  return `failed to create containerd task: exec: ${JSON.stringify(name)}: executable file not found in $PATH (the simulated data plane has few programs: \`help\` in a Pod's shell lists them)`;
}
