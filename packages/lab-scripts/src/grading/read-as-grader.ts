import type { Snapshot } from "@podpath/access-path";
import type { ClusterSource } from "../real-cluster/read-answers.ts";

/** What both APIs say of the account, and what they wouldn't say. */
export interface ApiReading {
  readonly snapshot: Snapshot;
  /** A call that was refused, and why; a state with a part missing is no witness. */
  readonly refused: readonly string[];
}

/** Reads the account as any stranger with read-only keys would, by the very code that reads a real cluster. */
export async function readAsGrader(source: ClusterSource): Promise<ApiReading> {
  // Loaded when it is needed: only a check reads like this.
  const [{ readAnswers }, { toSnapshot }] = await Promise.all([
    import("../real-cluster/read-answers.ts"),
    import("../real-cluster/snapshot.ts"),
  ]);
  const { snapshot, gaps } = toSnapshot(await readAnswers(source), { revision: 0 });
  const refused = gaps.flatMap((gap) => {
    if (gap.kind === "refused") return [`${gap.refusal.call}: ${gap.refusal.code}`];
    return gap.kind === "group-unreadable" ? [`${gap.id}: ${gap.reason}`] : [];
  });
  return { snapshot, refused };
}
