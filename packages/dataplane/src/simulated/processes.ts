import type { Job } from "./job.ts";

export interface Process {
  readonly pid: number;
  readonly argv: readonly string[];
  readonly job: Job;
}

/** Processes of one container or node: bounds what a script that starts itself can do. */
const MOST = 512;

/** What runs in one container or on one node. */
export class Processes {
  readonly #running = new Map<number, Process>();
  #next = 1;

  add(argv: readonly string[], job: Job): Process {
    const process = { pid: this.#next++, argv, job };
    this.#running.set(process.pid, process);
    return process;
  }

  remove(pid: number): void {
    this.#running.delete(pid);
  }

  find(pid: number): Process | null {
    return this.#running.get(pid) ?? null;
  }

  /** Nothing more can be started. */
  get full(): boolean {
    return this.#running.size >= MOST;
  }

  list(): readonly Process[] {
    return [...this.#running.values()];
  }
}
