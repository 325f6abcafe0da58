import type { AccountRecord } from "./accounts.ts";
import type { ClusterRecord } from "./cloud/records.ts";
import type { CloudTables } from "./cloud/tables.ts";
import type { Controller, ControllerContext } from "./controller.ts";
import type { KubeObjects } from "./kube/kube-objects.ts";
import type { Runtime } from "./runtime.ts";
import type { Store } from "./store/store.ts";
import { appendSystemLog } from "./tke/system-log.ts";
import type { Workloads } from "./workloads.ts";

export interface RunnerParts {
  readonly record: AccountRecord;
  readonly store: Store;
  readonly runtime: Runtime;
  readonly tables: CloudTables;
  readonly controllers: readonly Controller[];
  readonly objectsOf: (cluster: ClusterRecord) => KubeObjects;
  readonly workloads: Workloads;
  readonly againAfter: (ms: number) => void;
}

/** Runs every controller of every cluster once, each in a transaction of its own; one that fails doesn't hold up others. */
export function createControllerRunner(parts: RunnerParts): () => void {
  const { record, store, runtime, tables } = parts;
  /** By cluster and controller: a failure that stands is said once. */
  const failures = new Map<string, string>();

  function contextOf(cluster: ClusterRecord): ControllerContext {
    const objects = parts.objectsOf(cluster);
    return {
      account: record.spec,
      clusterId: cluster.id,
      objects,
      cloud: tables,
      runtime,
      workload(podUid, container) {
        const pod = objects.list("pods").find((each) => each.metadata.uid === podUid);
        return parts.workloads.of(pod, container);
      },
      systemLog: (component, line) => appendSystemLog(store, record.account.id, cluster.id, component, line),
      againAfter: parts.againAfter,
    };
  }

  function report(who: string, error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (failures.get(who) !== text) runtime.log(`${who}: ${text}`);
    failures.set(who, text);
  }

  return () => {
    for (const cluster of tables.clusters.list()) {
      const context = contextOf(cluster);
      for (const controller of parts.controllers) {
        const who = `${record.account.id}/${cluster.id} ${controller.name}`;
        try {
          store.transaction(() => controller.reconcile(context));
          failures.delete(who);
        } catch (error) {
          report(who, error);
        }
      }
    }
  };
}
