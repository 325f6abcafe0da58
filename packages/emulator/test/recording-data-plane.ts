import type { DataPlane, Snapshot, WorkloadEvent } from "@podpath/access-path";

/** A data plane that carries no packets: it remembers what it was asked to realise, and says that every container runs. */
export interface RecordingDataPlane extends DataPlane {
  readonly realised: readonly Snapshot[];
  /** Resolves each `realise` only after so long. */
  delayMs: number;
  /** The next `realise` fails with this. */
  failWith: Error | null;
  readonly closed: boolean;
  say(event: WorkloadEvent): void;
}

export function createRecordingDataPlane(): RecordingDataPlane {
  const realised: Snapshot[] = [];
  const running = new Map<string, number>();
  let tell: ((event: WorkloadEvent) => void) | null = null;
  let closed = false;

  function startContainers(snapshot: Snapshot): void {
    for (const { uid, incarnation, containers } of snapshot.pods) {
      if (running.get(uid) === incarnation) continue;
      running.set(uid, incarnation);
      for (const { name } of containers)
        tell?.({ podUid: uid, container: name, incarnation, state: { kind: "running" } });
    }
  }

  return {
    kind: "simulated",
    realised,
    delayMs: 0,
    failWith: null,
    get closed() {
      return closed;
    },
    async realise(snapshot) {
      if (this.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
      const error = this.failWith;
      this.failWith = null;
      if (error !== null) throw error;
      startContainers(snapshot);
      realised.push(snapshot);
    },
    exec() {
      const ended = Promise.resolve({
        kind: "not-started",
        reason: "not-found",
        message: "nothing runs here",
      } as const);
      return { write() {}, endInput() {}, resize() {}, kill() {}, ended };
    },
    logs: () => new Uint8Array(),
    counters: () => Promise.resolve([]),
    onWorkload(listener) {
      tell = listener;
    },
    say: (event) => tell?.(event),
    close() {
      closed = true;
      return Promise.resolve();
    },
  };
}
