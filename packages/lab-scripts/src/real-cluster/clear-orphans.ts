import { createCloudClient } from "../clients/cloud.ts";
import type { Context } from "../context.ts";
import type { LabRecord } from "../lab.ts";
import { message } from "../text/translate.ts";
import type { CloudAccess } from "./credentials.ts";
import type { RealRecord } from "./real-record.ts";
import { runPulumi } from "./run-pulumi.ts";
import { findTagged, sweep } from "./sweep.ts";

/**
 * After an `up` that was killed: what the cloud had made and Pulumi never heard of carries the lab's tag and is in no state. Pulumi
 * would make it a second time; so it is removed first, and said.
 */
export async function clearOrphans(
  context: Context,
  record: LabRecord,
  real: RealRecord,
  access: CloudAccess,
): Promise<void> {
  const { output } = context;
  output.progress(message("real.resuming"));
  const { ids } = await runPulumi(context, "refresh", record, real, access);
  // A node pool is `cls-…#np-…` to the provider.
  const known = new Set(ids.flatMap((id) => id.split("#")));
  const cloud = createCloudClient(access.credentials, access.region, real.endpoint);
  const { shape, labId } = real.deployment;
  const clusters = shape.kind === "existing" ? [shape.clusterId] : [];
  const orphans = (await findTagged(cloud, labId, clusters)).filter(({ id }) => !known.has(id));
  if (orphans.length === 0) return;
  const { deleted, kept } = await sweep(cloud, orphans);
  output.progress(message("real.orphans", { things: deleted.map(({ id }) => id).join(", ") || "-" }));
  for (const { thing, code } of kept) output.progress(message("real.orphan-kept", { id: thing.id, code }));
}
