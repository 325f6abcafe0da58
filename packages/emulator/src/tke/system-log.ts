import type { Store } from "../store/store.ts";

/** Lines kept a component; a real one rotates too. */
const KEPT_LINES = 1000;

/** What a managed component of a cluster has logged, oldest first: what `kubectl logs` shows of it. */
export function systemLog(store: Store, accountId: string, clusterId: string, component: string): readonly string[] {
  return store.get<readonly string[]>(keyOf(accountId, clusterId, component))?.value ?? [];
}

export function appendSystemLog(
  store: Store,
  accountId: string,
  clusterId: string,
  component: string,
  line: string,
): void {
  const lines = [...systemLog(store, accountId, clusterId, component), line].slice(-KEPT_LINES);
  store.put(keyOf(accountId, clusterId, component), lines);
}

/** Beside the cluster's objects, so that it goes with them; `~` begins no resource's name. */
function keyOf(accountId: string, clusterId: string, component: string): string {
  return `${accountId}/kube/${clusterId}/~log/${component}`;
}
