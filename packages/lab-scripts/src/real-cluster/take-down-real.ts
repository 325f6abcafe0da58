import { createCloudClient } from "../clients/cloud.ts";
import type { Context } from "../context.ts";
import { LabError } from "../lab-error.ts";
import type { LabRecord } from "../lab.ts";
import { pacer, type Pace } from "../pace.ts";
import { message } from "../text/translate.ts";
import { patienceOf, writeRecord } from "./bring-up-real.ts";
import { isClusterRecord, type ClusterHands } from "./cluster-record.ts";
import { accessOf, attachRealLab, isOutputs } from "./real-lab.ts";
import type { RealRecord } from "./real-record.ts";
import { runPulumi } from "./run-pulumi.ts";
import { restoreCluster, type Leftover, type Restored } from "./switch-feature.ts";
import { findTagged, sweep, type Swept } from "./sweep.ts";

export interface RealDownResult {
  readonly restored: Restored;
  readonly swept: Swept;
}

/**
 * The way out, from any phase: the cluster as it was, the stack destroyed, leftovers found by tag and removed. What remains is
 * said, and the lab's record stays until nothing does.
 */
export async function takeDownReal(
  context: Context,
  record: LabRecord,
  real: RealRecord,
  restoreAnyway: boolean,
): Promise<RealDownResult> {
  const access = await accessOf(context, real);
  const leaving: RealRecord = { ...real, phase: "leaving" };
  writeRecord(context, record, leaving);
  const cloud = createCloudClient(access.credentials, access.region, real.endpoint);
  const { shape, labId } = real.deployment;
  const restored =
    shape.kind === "existing"
      ? await restore(context, attachHands(context, record, leaving, access, shape), restoreAnyway)
      : { changed: [], left: [] };
  await runPulumi(context, "down", record, leaving, access);
  const clusters = shape.kind === "existing" ? [shape.clusterId] : [];
  const swept = await sweepUntilBare(context, () =>
    findTagged(cloud, labId, clusters).then((things) => sweep(cloud, things)),
  );
  if (swept.kept.length > 0) throw leftovers(context, swept);
  if (restored.left.length > 0) throw notRestored(context, restored.left);
  return { restored, swept };
}

function attachHands(
  context: Context,
  record: LabRecord,
  real: RealRecord,
  access: Awaited<ReturnType<typeof accessOf>>,
  { clusterId, vpcId, subnetId }: { clusterId: string; vpcId: string; subnetId: string },
): Promise<ClusterHands> {
  const planned = { clusterId, vpcId, subnetIds: { subnetId }, groupIds: {}, nodePoolIds: {} };
  const outputs = context.folder.readJson("outputs.json", isOutputs) ?? planned;
  return attachRealLab(context.folder, record, real, access, outputs).hands();
}

async function restore(context: Context, hands: Promise<ClusterHands>, anyway: boolean): Promise<Restored> {
  const { folder, output } = context;
  const found = folder.readJson("cluster-record.json", isClusterRecord);
  if (!found) return { changed: [], left: [] };
  output.progress(message(found.feature.enableSecurityGroups ? "real.feature-stays" : "real.restoring"));
  const keep = (kept: typeof found): void => folder.writeJson("cluster-record.json", kept);
  return restoreCluster(await hands, found, keep, patienceOf(context), anyway);
}

/** Interfaces let go of a group a while after their node is gone: tried again for about five minutes, and then told. */
const SWEEP_TRIES = 14;
const SWEEP_PACE: Pace = { firstMs: 5_000, growth: 1.5, longestMs: 30_000 };
/** Where tests shorten the waits. */
const QUICK_SWEEP_PACE: Pace = { firstMs: 100, growth: 1, longestMs: 100 };

async function sweepUntilBare({ output, environment }: Context, again: () => Promise<Swept>): Promise<Swept> {
  const tries = Number(environment["PODPATH_SWEEP_TRIES"] ?? SWEEP_TRIES);
  const looks = pacer(environment["PODPATH_PATIENCE_S"] ? QUICK_SWEEP_PACE : SWEEP_PACE);
  let swept = await again();
  for (let tried = 1; swept.kept.length > 0 && tried < tries; tried += 1) {
    output.progress(message("real.sweep-again", { count: swept.kept.length }));
    await looks.pause();
    const next = await again();
    swept = { deleted: [...swept.deleted, ...next.deleted], kept: next.kept };
  }
  return swept;
}

function leftovers({ output, invocation }: Context, { kept }: Swept): LabError {
  for (const { thing, code, reason } of kept) {
    const line = `  ${thing.kind} ${thing.id} ${thing.name}: ${code} ${reason}`;
    output.progress({ zh: line, en: line });
  }
  return new LabError(
    "Leftovers",
    message("real.leftovers", { count: kept.length }),
    message("real.leftovers.hint", { invocation }),
  );
}

function notRestored({ output, invocation }: Context, left: readonly Leftover[]): LabError {
  for (const one of left) {
    const line = `  ${JSON.stringify(one)}`;
    output.progress({ zh: line, en: line });
  }
  const others = left.some(({ kind }) => kind === "changed-by-others");
  return new LabError(
    "NotRestored",
    message(others ? "real.changed-by-others" : "real.not-restored"),
    message(others ? "real.changed-by-others.hint" : "real.not-restored.hint", { invocation }),
  );
}
