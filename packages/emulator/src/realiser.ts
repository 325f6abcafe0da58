import type { DataPlane, Snapshot } from "@podpath/access-path";
import type { Runtime } from "./runtime.ts";

/** Hands snapshots to a data plane: one at a time, the newest only, none that says what the last one said. */
export interface Realiser {
  /** What packets obey now or may begin to obey at any moment; empty before the first. */
  present(): readonly Snapshot[];
  /** Make it so, some time. */
  want(snapshot: Snapshot): void;
  /** Resolves when packets obey this snapshot or a newer one. */
  obey(snapshot: Snapshot): Promise<void>;
  /** Waits for the call that is under way; later ones are not made. */
  close(): Promise<void>;
}

export function createRealiser(dataPlane: DataPlane, runtime: Pick<Runtime, "log">): Realiser {
  let wanted: Snapshot | null = null;
  let realised: Snapshot | null = null;
  /** Under way. */
  let target: Snapshot | null = null;
  let running: Promise<void> | null = null;
  let closed = false;

  async function run(): Promise<void> {
    while (wanted !== null && wanted.revision > (realised?.revision ?? -1) && !closed) {
      target = wanted;
      if (realised === null || contentOf(realised) !== contentOf(target)) await dataPlane.realise(target);
      realised = target;
      target = null;
    }
  }

  /** A failed call is tried again with the next snapshot; until then whoever waits is told. */
  function start(): Promise<void> {
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  }

  function note(snapshot: Snapshot): void {
    if (wanted === null || snapshot.revision > wanted.revision) wanted = snapshot;
  }

  return {
    present: () => [realised, target].filter((each) => each !== null),
    want(snapshot) {
      note(snapshot);
      start().catch((error: unknown) => {
        runtime.log(`data plane: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      });
    },
    async obey(snapshot) {
      note(snapshot);
      while ((realised?.revision ?? -1) < snapshot.revision && !closed) await start();
    },
    async close() {
      closed = true;
      await running?.catch(() => {});
    },
  };
}

function contentOf(snapshot: Snapshot): string {
  return JSON.stringify({ ...snapshot, revision: 0 });
}
