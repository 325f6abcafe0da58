import type { WorkloadEvent } from "@podpath/access-path";
import type { CloudTables } from "./cloud/tables.ts";
import type { AccountSpec } from "./emulator.ts";
import type { KubeObjects } from "./kube/kube-objects.ts";
import type { Runtime } from "./runtime.ts";

/**
 * Makes one thing true for one cluster. Level-triggered: looks at what is, never at what happened, and writes nothing when
 * nothing is to be done. Controllers of a cluster run one after the other, again and again until none writes; each run is
 * one transaction, undone when it throws.
 */
export interface Controller {
  readonly name: string;
  reconcile(context: ControllerContext): void;
}

export interface ControllerContext {
  readonly account: Pick<AccountSpec, "id" | "region" | "addressPlan">;
  readonly clusterId: string;
  readonly objects: KubeObjects;
  readonly cloud: CloudTables;
  readonly runtime: Runtime;
  /**
   * What the data plane last said of a container of the Pod's present incarnation; absent while it hasn't said anything.
   * A Pod's incarnation is the sum of its container statuses' `restartCount`.
   */
  workload(podUid: string, container: string): WorkloadEvent | undefined;
  /** Adds a line to what `kubectl logs` shows of a managed component such as `tke-eni-ipamd`. */
  systemLog(component: string, line: string): void;
  /** Asks to be run again after this long, for what depends on the clock (restart back-off, grace periods). */
  againAfter(ms: number): void;
}
