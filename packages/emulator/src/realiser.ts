import type { DataPlane, Snapshot } from "@podpath/access-path";
import type { Runtime } from "./runtime.ts";

/** Hands snapshots to a data plane: one at a time, the newest only, none that says what the last one said. */
export interface Realiser {
  /** What packets obey now or may begin to obey at any moment; empty before the first. */
  present(): readonly Snapshot[];
  /** Make it so, some time. */
  want(snapshot: Snapshot): void;
  /** Resolves when packets obey this snapshot or a newer one. @throws what the data plane threw */
  obey(snapshot: Snapshot): Promise<void>;
  /** Waits for the call that is under way; later ones are not made. */
  close(): Promise<void>;
}

interface State {
  /** The newest that was asked for. */
  wanted: Snapshot | null;
  /** Under way. */
  target: Snapshot | null;
  /** What packets obey. */
  realised: Snapshot | null;
  running: Promise<void> | null;
  closed: boolean;
}

export function createRealiser(dataPlane: DataPlane, runtime: Pick<Runtime, "log">): Realiser {
  const state: State = { wanted: null, target: null, realised: null, running: null, closed: false };
  const isDone = (snapshot: Snapshot | null) =>
    snapshot === null || (state.realised?.revision ?? -1) >= snapshot.revision;

  async function run(): Promise<void> {
    while (!isDone(state.wanted) && !state.closed) {
      const target = state.wanted!;
      state.target = target;
      if (state.realised === null || contentOf(state.realised) !== contentOf(target)) await dataPlane.realise(target);
      state.realised = target;
      state.target = null;
    }
  }

  /** A call that failed is made again with the next snapshot; until then whoever waits is told. */
  function start(): Promise<void> {
    state.running ??= run().finally(() => {
      state.running = null;
    });
    return state.running;
  }

  function note(snapshot: Snapshot): void {
    if (state.wanted === null || snapshot.revision > state.wanted.revision) state.wanted = snapshot;
  }

  return {
    present: () => [state.realised, state.target].filter((each) => each !== null),
    want(snapshot) {
      note(snapshot);
      start().catch((error: unknown) => {
        runtime.log(`data plane: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      });
    },
    async obey(snapshot) {
      note(snapshot);
      while (!isDone(snapshot) && !state.closed) await start();
    },
    async close() {
      state.closed = true;
      await state.running?.catch(() => {});
    },
  };
}

function contentOf(snapshot: Snapshot): string {
  return JSON.stringify({ ...snapshot, revision: 0 });
}
