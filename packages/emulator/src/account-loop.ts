import type { DataPlane, Snapshot } from "@podpath/access-path";
import type { AccountRecord } from "./accounts.ts";
import type { ClusterRecord } from "./cloud/records.ts";
import { cloudTables } from "./cloud/tables.ts";
import { createControllerRunner } from "./controller-runner.ts";
import type { Controller } from "./controller.ts";
import type { KubeObjects } from "./kube/kube-objects.ts";
import { createRealiser } from "./realiser.ts";
import type { Runtime } from "./runtime.ts";
import { filtersDiffer, takeSnapshot } from "./snapshot.ts";
import type { Store } from "./store/store.ts";
import { followWorkloads } from "./workloads.ts";

/** Controllers are run so often at most before they must be quiet; more means that two undo each other's work. */
const MOST_ROUNDS = 100;

export interface AccountLoopParts {
  readonly record: AccountRecord;
  readonly store: Store;
  readonly runtime: Runtime;
  readonly dataPlane: DataPlane;
  readonly controllers: readonly Controller[];
  readonly objectsOf: (cluster: ClusterRecord) => KubeObjects;
}

export interface AccountLoop {
  readonly dataPlane: DataPlane;
  snapshot(): Snapshot;
  /**
   * Resolves when what filters packets is as the account says.
   *
   * @param since the store's revision before the call that is to be answered: one that changed nothing waits for nothing
   */
  filtersObeyed(since: number): Promise<void>;
  /** Resolves when controllers are quiet and the data plane obeys the newest snapshot. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

interface State {
  /** Something has changed since the controllers were last quiet. */
  dirty: boolean;
  closed: boolean;
  /** Of the account's last change. */
  revision: number;
  snapshot: Snapshot;
  cancelRun: (() => void) | null;
  /** The earliest run that a controller has asked for. */
  wake: { readonly at: number; readonly cancel: () => void } | null;
}

/** Keeps one account true: runs its controllers after every change, and hands what comes of it to the data plane. */
export function createAccountLoop({ dataPlane, ...parts }: AccountLoopParts): AccountLoop {
  const { record, store, runtime, objectsOf } = parts;
  const { id, region } = record.account;
  const tables = cloudTables(store, id);
  const realiser = createRealiser(dataPlane, runtime);
  const workloads = followWorkloads(dataPlane, markDirty);
  const runControllers = createControllerRunner({ ...parts, tables, workloads, againAfter });
  const take = (revision: number) => takeSnapshot({ region, tables, objectsOf }, revision);
  const state: State = {
    dirty: false,
    closed: false,
    revision: store.revision,
    snapshot: take(store.revision),
    cancelRun: null,
    wake: null,
  };
  const stopWatching = store.watch(`${id}/`, (event) => {
    state.revision = event.kind === "put" ? event.entry.revision : event.revision;
    markDirty();
  });

  function markDirty(): void {
    state.dirty = true;
    if (state.closed || state.cancelRun !== null) return;
    state.cancelRun = runtime.after(0, () => {
      state.cancelRun = null;
      update();
      realiser.want(state.snapshot);
    });
  }

  /** Runs controllers until they are quiet, then takes the snapshot. */
  function update(): void {
    if (!state.dirty || state.closed) return;
    let rounds = 0;
    for (; state.dirty && rounds < MOST_ROUNDS; rounds += 1) {
      state.dirty = false;
      runControllers();
    }
    if (state.dirty) runtime.log(`${id}: controllers are not quiet after ${rounds} rounds`);
    state.dirty = false;
    state.cancelRun?.();
    state.cancelRun = null;
    state.snapshot = take(state.revision);
    workloads.keep(new Set(state.snapshot.pods.map((pod) => pod.uid)));
  }

  function againAfter(ms: number): void {
    const at = runtime.now() + ms;
    if (state.closed || (state.wake !== null && state.wake.at <= at)) return;
    state.wake?.cancel();
    const cancel = runtime.after(ms, () => {
      state.wake = null;
      markDirty();
    });
    state.wake = { at, cancel };
  }

  markDirty();
  return {
    dataPlane,
    snapshot() {
      update();
      return state.snapshot;
    },
    async filtersObeyed(since) {
      if (state.revision <= since) return;
      update();
      const present = realiser.present();
      const obeyed = present.length > 0 && present.every((each) => !filtersDiffer(each, state.snapshot));
      if (obeyed) realiser.want(state.snapshot);
      else await realiser.obey(state.snapshot);
    },
    async settled() {
      do {
        update();
        await realiser.obey(state.snapshot);
      } while (state.dirty && !state.closed);
    },
    async close() {
      state.closed = true;
      stopWatching();
      state.cancelRun?.();
      state.wake?.cancel();
      await realiser.close();
      await dataPlane.close();
    },
  };
}
