import type { LabFolder } from "../lab-folder.ts";
import { LabError } from "../lab-error.ts";
import { message } from "../text/translate.ts";
import { isClusterRecord } from "./cluster-record.ts";

/** What a plan leaves before it is agreed to; the state folder holds an empty stack by then. */
const OF_A_PLAN = ["cluster-record.json", "kubeconfig", "outputs.json", "pulumi-work", "pulumi"] as const;

/**
 * Forgets a plan that nobody agreed to: its record of a cluster may be old, or another cluster's.
 *
 * @throws LabError `LabRecordLost` when a cluster was changed and the lab that did it is on no record: that must not be forgotten
 */
export function beginClean(folder: LabFolder): void {
  const kept = folder.readJson("cluster-record.json", isClusterRecord);
  if (kept && kept.phase !== "recorded") throw lostLab(kept.clusterId);
  for (const file of OF_A_PLAN) folder.remove(file);
}

export function lostLab(cluster: string): LabError {
  return new LabError("LabRecordLost", message("real.lab-lost", { cluster }), message("real.lab-lost.hint"));
}
