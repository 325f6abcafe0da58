import type { DataPlane, Snapshot, WorkloadEvent } from "@podpath/access-path";
import type { AccountRecord } from "./accounts.ts";
import type { ClusterRecord } from "./cloud/records.ts";
import { cloudTables } from "./cloud/tables.ts";
import type { Controller } from "./controller.ts";
import type { KubeObjects } from "./kube/kube-objects.ts";
import { incarnationOf } from "./kube/conventions.ts";
import { createRealiser } from "./realiser.ts";
import type { Runtime } from "./runtime.ts";
import { filtersDiffer, takeSnapshot } from "./snapshot.ts";
import type { Store } from "./store/store.ts";
import { appendSystemLog } from "./tke/system-log.ts";

/** A cluster's controllers are run so often at most before they must be quiet; more means that two undo each other. */
const MOST_ROUNDS = 100;

export interface AccountLoopParts {
  readonly record: AccountRecord;
  readonly store: Store;
  readonly runtime: Runtime;
  readonly dataPlane: DataPlane;
  readonly controllers: readonly Controller[];
  objectsOf(cluster: ClusterRecord): KubeObjects;
}

export interface AccountLoop {
  readonly dataPlane: DataPlane;
  snapshot(): Snapshot;
  /** After a call that may have changed something: resolves when what filters packets is as the account says. */
  filtersObeyed(): Promise<void>;
  /** Resolves when controllers are quiet and the data plane obeys the newest snapshot. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Keeps one account true: runs its controllers after every change, and hands what comes of it to the data plane. */
export function createAccountLoop(parts: AccountLoopParts): AccountLoop {
  const { record, store, runtime, dataPlane } = parts;
  const { id } = record.account;
  const tables = cloudTables(store, id);
  const realiser = createRealiser(dataPlane, runtime);
  const workloads = new Map<string, WorkloadEvent>();
  /** Of controllers, by cluster and name. */
  const failures = new Map<string, string>();
  /** The earliest run that a controller has asked for. */
  let wake: { readonly at: number; readonly cancel: () => void } | null = null;
  let cancelRun: (() => void) | null = null;
  let dirty = true;
  let revision = store.revision;
  let snapshot = takeSnapshot({ region: record.account.region, tables, objectsOf: parts.objectsOf }, revision);
  let closed = false;

  const stopWatching = store.watch(`${id}/`, (event) => {
    revision = event.kind === "put" ? event.entry.revision : event.revision;
    markDirty();
  });
  dataPlane.onWorkload((event) => {
    workloads.set(`${event.podUid}/${event.container}`, event);
    markDirty();
  });

  function markDirty(): void {
    dirty = true;
    if (closed || cancelRun !== null) return;
    cancelRun = runtime.after(0, () => {
      cancelRun = null;
      update();
      realiser.want(snapshot);
    });
  }

  /** Runs controllers until quiet, then takes the snapshot. */
  function update(): void {
    if (!dirty || closed) return;
    let rounds = 0;
    while (dirty && rounds < MOST_ROUNDS) {
      dirty = false;
      rounds += 1;
      for (const cluster of tables.clusters.list()) runControllers(cluster);
    }
    if (dirty) runtime.log(`${id}: controllers are not quiet after ${MOST_ROUNDS} rounds`);
    dirty = false;
    cancelRun?.();
    cancelRun = null;
    snapshot = takeSnapshot({ region: record.account.region, tables, objectsOf: parts.objectsOf }, revision);
    forgetWorkloads();
  }

  function runControllers(cluster: ClusterRecord): void {
    const objects = parts.objectsOf(cluster);
    const context = {
      account: record.spec,
      clusterId: cluster.id,
      objects,
      cloud: tables,
      runtime,
      workload: (podUid: string, container: string) => workloadOf(objects, podUid, container),
      systemLog: (component: string, line: string) => appendSystemLog(store, id, cluster.id, component, line),
      againAfter: wakeAfter,
    };
    for (const controller of parts.controllers) {
      try {
        store.transaction(() => controller.reconcile(context));
      } catch (error) {
        runtime.log(
          `${id}/${cluster.id} ${controller.name}: ${error instanceof Error ? (error.stack ?? "") : String(error)}`,
        );
      }
    }
  }

  /** A failure that stands is said once. */
  function report(who: string, error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (failures.get(who) !== text) runtime.log(`${id} ${who}: ${text}`);
    failures.set(who, text);
  }

  /** What is said of an earlier incarnation is old news. */
  function workloadOf(objects: KubeObjects, podUid: string, container: string): WorkloadEvent | undefined {
    const event = workloads.get(`${podUid}/${container}`);
    const pod = event && objects.list("pods").find((each) => each.metadata.uid === podUid);
    return pod !== undefined && incarnationOf(pod) === event?.incarnation ? event : undefined;
  }

  function wakeAfter(ms: number): void {
    const at = runtime.now() + ms;
    if (wake !== null && wake.at <= at) return;
    wake?.cancel();
    const cancel = runtime.after(ms, () => {
      wake = null;
      markDirty();
    });
    wake = { at, cancel };
  }

  function forgetWorkloads(): void {
    const present = new Set(snapshot.pods.map((pod) => pod.uid));
    for (const [key, { podUid }] of workloads) if (!present.has(podUid)) workloads.delete(key);
  }

  markDirty();
  return {
    dataPlane,
    snapshot() {
      update();
      return snapshot;
    },
    async filtersObeyed() {
      update();
      const present = realiser.present();
      if (present.length > 0 && present.every((each) => !filtersDiffer(each, snapshot))) realiser.want(snapshot);
      else await realiser.obey(snapshot);
    },
    async settled() {
      do {
        update();
        await realiser.obey(snapshot);
      } while (dirty && !closed);
    },
    async close() {
      closed = true;
      stopWatching();
      cancelRun?.();
      wake?.cancel();
      await realiser.close();
      await dataPlane.close();
    },
  };
}
