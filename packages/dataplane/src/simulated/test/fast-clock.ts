import type { Clock } from "../index.ts";

interface Timer {
  readonly atMs: number;
  readonly call: () => void;
}

/** Time that jumps to the next timer as soon as nothing else is to do: hours pass in a moment, in their right order. */
export class FastClock implements Clock {
  #nowMs = Date.UTC(2026, 10, 23, 3, 15, 40);
  #timers: Timer[] = [];
  #running = false;

  now(): number {
    return this.#nowMs;
  }

  after(ms: number, call: () => void): () => void {
    const timer = { atMs: this.#nowMs + ms, call };
    this.#timers.push(timer);
    this.#run();
    return () => (this.#timers = this.#timers.filter((other) => other !== timer));
  }

  #run(): void {
    if (this.#running || this.#timers.length === 0) return;
    this.#running = true;
    setImmediate(() => {
      this.#running = false;
      const [next] = this.#timers.toSorted((a, b) => a.atMs - b.atMs);
      if (next === undefined) return;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.call();
      this.#run();
    });
  }
}
