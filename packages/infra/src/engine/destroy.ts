import { findUnseen } from "./find-unseen.ts";
import { handlerOf } from "./resources/index.ts";
import type { Run } from "./run.ts";
import type { ResourceRecord } from "./state.ts";
import { step } from "./step.ts";

/** Remove these, dependents before what they depend on; what does not depend on each other goes at the same time. */
export async function destroy(run: Run, records: readonly ResourceRecord[]): Promise<void> {
  for (const wave of waves(records)) {
    const outcomes = await Promise.allSettled(wave.map((known) => remove(run, known)));
    const failed = outcomes.find((outcome) => outcome.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }
}

/**
 * Records in the order of their removal: each wave holds what no remaining record depends on.
 *
 * @throws when dependencies go in a circle, which Pulumi does not allow
 */
export function waves(records: readonly ResourceRecord[]): readonly (readonly ResourceRecord[])[] {
  if (records.length === 0) return [];
  const needed = new Set(records.flatMap((one) => one.dependencies));
  const free = records.filter((one) => !needed.has(one.urn));
  if (free.length === 0) throw new Error(`Dependencies go in a circle: ${records.map((one) => one.urn).join(", ")}`);
  return [free, ...waves(records.filter((one) => needed.has(one.urn)))];
}

async function remove(run: Run, known: ResourceRecord): Promise<void> {
  const handler = handlerOf(known.type);
  const id = known.id ?? (await findUnseen(run, known));
  if (id === undefined) return run.state.forget(known);
  await step(run, "delete", known, async () => {
    await handler.remove(run.cloud, id, known.inputs);
    run.state.forget(known);
  });
}
