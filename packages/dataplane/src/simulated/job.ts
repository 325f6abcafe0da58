import type { Clock } from "./clock.ts";

/** Signals a job can be ended by; a shell reports 128 + the number. */
export const SIGNAL = { interrupt: 2, kill: 9, pipe: 13, terminate: 15 } as const;

/** Thrown inside a job that was ended from outside. Caught where the job was started, nowhere else. */
export class Interrupted extends Error {
  readonly signal: number;

  constructor(signal: number) {
    super(`ended by signal ${signal}`);
    this.name = "Interrupted";
    this.signal = signal;
  }
}

/**
 * Something that runs and can be ended: a container, a session in it, a command line in that. Ending one ends all that it
 * started. Every wait goes through `wait`, so that nothing outlives its job.
 */
export class Job {
  readonly #clock: Clock;
  readonly #parent: Job | null;
  readonly #children = new Set<Job>();
  readonly #waits = new Set<(signal: number) => void>();
  #signal: number | null = null;
  /** Virtual time that a limit leaves it, ms. */
  #leftMs = Infinity;
  #spentMs = 0;

  constructor(clock: Clock, parent: Job | null = null) {
    this.#clock = clock;
    this.#parent = parent;
    this.#signal = parent?.signal ?? null;
    if (parent !== null) parent.#children.add(this);
  }

  /** What ended it; null while it runs. */
  get signal(): number | null {
    return this.#signal;
  }

  /** Safe to repeat; the first signal counts. */
  end(signal: number): void {
    if (this.#signal !== null) return;
    this.#signal = signal;
    for (const child of this.#children) child.end(signal);
    for (const stop of this.#waits) stop(signal);
    if (this.#parent !== null) this.#parent.#children.delete(this);
  }

  child(): Job {
    return new Job(this.#clock, this);
  }

  /**
   * Wait for something that calls back.
   *
   * @param begin starts to wait and returns how to stop it
   * @throws Interrupted when the job ends first
   */
  wait<T>(begin: (done: (value: T) => void) => () => void): Promise<T> {
    if (this.#signal !== null) return Promise.reject(new Interrupted(this.#signal));
    return new Promise<T>((resolve, reject) => {
      const interrupted = (signal: number): void => {
        this.#waits.delete(interrupted);
        cancel();
        reject(new Interrupted(signal));
      };
      this.#waits.add(interrupted);
      const cancel = begin((value) => {
        this.#waits.delete(interrupted);
        resolve(value);
      });
    });
  }

  /** @throws Interrupted */
  sleep(ms: number): Promise<void> {
    return this.wait((done) => this.#clock.after(ms, () => done()));
  }

  /** Time that was skipped rather than waited, ms. */
  get spentMs(): number {
    return this.#spentMs;
  }

  /** Let it live so long and no longer, in time that is skipped. */
  limit(ms: number): void {
    this.#leftMs = ms;
  }

  /**
   * Skip time, in truth or nearly: only as far as the limits of this job and of those around it reach. A job whose limit is
   * over ends.
   *
   * @param pass really waits for what it is given
   * @throws Interrupted
   */
  async skip(ms: number, pass: (ms: number) => Promise<void>): Promise<void> {
    const chain = this.#chain();
    const allowedMs = Math.min(ms, ...chain.map((job) => job.#leftMs));
    for (const job of chain) {
      job.#leftMs -= allowedMs;
      job.#spentMs += allowedMs;
    }
    await pass(allowedMs);
    if (allowedMs === ms) return;
    for (const job of chain) if (job.#leftMs <= 0) job.end(SIGNAL.terminate);
    throw new Interrupted(SIGNAL.terminate);
  }

  /** This and those around it. */
  #chain(): Job[] {
    return this.#parent === null ? [this] : [this, ...this.#parent.#chain()];
  }

  /** Until somebody ends the job. @throws Interrupted, always */
  forever(): Promise<never> {
    return this.wait<never>(() => () => {});
  }
}
