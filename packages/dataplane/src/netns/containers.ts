import { existsSync } from "node:fs";
import type { Container, Pod, WorkloadEvent, WorkloadState } from "@podpath/access-path";
import { KILLED } from "./command.ts";
import type { Guest } from "./guest.ts";
import { startOf } from "./images.ts";
import type { Lab } from "./lab.ts";
import { podFiles } from "./pod-files.ts";
import { listensAt } from "./procfs.ts";
import { sandboxEnv, UNPACKED, type Machine } from "./sandbox.ts";
import { waitFor } from "./wait.ts";
import { Workload } from "./workload.ts";

/** A server answers some milliseconds after it was started; realised means that it does. */
const LISTEN_MS = 3_000;

/** One container of one Pod as it is now. */
interface Entry {
  readonly incarnation: number;
  /** `null`: it could not be started. */
  readonly workload: Workload | null;
  readonly env: Readonly<Record<string, string>>;
  ended: boolean;
  /** Says that it has ended, once. */
  readonly tellEnd: (status: number) => void;
}

/** Starts, watches and ends the containers of Pods. */
export class Containers {
  readonly #lab: Lab;
  readonly #machine: Machine;
  #report: (event: WorkloadEvent) => void;
  readonly #entries = new Map<string, Entry>();

  constructor(lab: Lab, machine: Machine, report: (event: WorkloadEvent) => void) {
    this.#lab = lab;
    this.#machine = machine;
    this.#report = report;
    void lab.exited.then(() => this.#endAll());
  }

  /** A lab that went took all of them along: told in one go, before anything is started in the next one. */
  #endAll(): void {
    for (const entry of this.#entries.values()) entry.tellEnd(KILLED);
    this.silence();
  }

  silence(): void {
    this.#report = () => {};
  }

  /** Ends containers that no Pod of these has, or has in another incarnation. */
  async stopOthers(pods: readonly Pod[]): Promise<void> {
    const wanted = new Map(
      pods.flatMap((pod) => pod.containers.map(({ name }) => [keyOf(pod.uid, name), pod.incarnation])),
    );
    const gone = [...this.#entries].filter(([key, entry]) => wanted.get(key) !== entry.incarnation);
    await Promise.all(gone.map(([key, entry]) => this.#stop(key, entry)));
  }

  /** Starts what isn't there yet; a container that cannot be started is reported, and harms no other. */
  async startMissing(pods: readonly Pod[], guestOf: (pod: Pod) => Guest): Promise<void> {
    const missing = pods.flatMap((pod) =>
      pod.containers
        .filter(({ name }) => !this.#entries.has(keyOf(pod.uid, name)))
        .map((container) => ({ pod, container })),
    );
    await Promise.all(missing.map(({ pod, container }) => this.#start(pod, container, guestOf(pod))));
  }

  find(podUid: string, container: string): { readonly workload: Workload; readonly env: Entry["env"] } | null {
    const entry = this.#entries.get(keyOf(podUid, container));
    return entry === undefined || entry.workload === null || entry.ended
      ? null
      : { ...entry, workload: entry.workload };
  }

  logs(podUid: string, container: string): Uint8Array {
    return this.#entries.get(keyOf(podUid, container))?.workload?.logs() ?? new Uint8Array();
  }

  async #stop(key: string, entry: Entry): Promise<void> {
    this.#entries.delete(key);
    await entry.workload?.stop();
  }

  async #start(pod: Pod, container: Container, guest: Guest): Promise<void> {
    const key = keyOf(pod.uid, container.name);
    const env = { ...sandboxEnv(pod.name, this.#machine), ...container.env };
    const { workload, state } = await this.#tryStart(pod, container, guest, env);
    const tell = (now: WorkloadState) =>
      this.#report({ podUid: pod.uid, container: container.name, incarnation: pod.incarnation, state: now });
    let told = workload === null;
    const tellEnd = (status: number): void => {
      if (!told && this.#entries.get(key) === entry) tell({ kind: "exited", status });
      [told, entry.ended] = [true, true];
    };
    const entry: Entry = { incarnation: pod.incarnation, workload, env, ended: false, tellEnd };
    this.#entries.set(key, entry);
    tell(state);
    void workload?.exited.then(async (status) => {
      entry.ended = true;
      // Started again in a lab that is on its way out, it would only be killed once more.
      if (status === KILLED) await this.#lab.isLost();
      tellEnd(status);
    });
  }

  async #tryStart(
    pod: Pod,
    container: Container,
    guest: Guest,
    env: Readonly<Record<string, string>>,
  ): Promise<{ workload: Workload | null; state: WorkloadState }> {
    const start = startOf(container);
    if (start.kind === "no-such-image") return { workload: null, state: waiting("ErrImagePull", start.message) };
    const missing = missingProgram(start.argv, env["PATH"] ?? "", this.#machine);
    if (missing !== null) return { workload: null, state: waiting("RunContainerError", missing) };
    try {
      const files = podFiles(pod, this.#machine.pageDirectory);
      const spec = { kind: "pod", hostname: pod.name, argv: start.argv, env, files, machine: this.#machine } as const;
      const workload = await Workload.start(this.#lab, guest, spec);
      if (start.answersAt !== null) await answers(workload, guest, start.answersAt);
      return { workload, state: { kind: "running" } };
    } catch (error) {
      if (await this.#lab.isLost()) throw error;
      return { workload: null, state: waiting("RunContainerError", String(error)) };
    }
  }
}

function keyOf(podUid: string, container: string): string {
  return `${podUid}/${container}`;
}

function waiting(reason: string, message: string): WorkloadState {
  return { kind: "waiting", reason, message };
}

/** Sandboxes show this machine's programs, so what isn't there cannot be run. A path is left to the kernel. */
function missingProgram([name = ""]: readonly string[], path: string, { programsDir }: Machine): string | null {
  if (name.includes("/")) return null;
  const directories = path.split(":").map((directory) => directory.replace(UNPACKED, programsDir ?? UNPACKED));
  if (directories.some((directory) => existsSync(`${directory}/${name}`))) return null;
  return `failed to create containerd task: exec: ${JSON.stringify(name)}: executable file not found in $PATH`;
}

async function answers(workload: Workload, guest: Guest, port: number): Promise<void> {
  let ended = false;
  void workload.exited.then(() => (ended = true));
  await waitFor(() => ended || listensAt(guest.hostPid, port), LISTEN_MS);
}
