import type { Drill } from "../bring-up.ts";
import { isCloudError } from "../clients/cloud.ts";
import { withLabLock } from "../command-lock.ts";
import type { Context } from "../context.ts";
import { invitePrediction } from "../grading/invite-prediction.ts";
import { EXIT, LabError, usageError } from "../lab-error.ts";
import { isLabRecord, requireScenario, type LabRecord } from "../lab.ts";
import { message, type Text } from "../text/translate.ts";
import { lostLab } from "./begin-clean.ts";
import { bringUpReal, writeRecord } from "./bring-up-real.ts";
import { isClusterRecord } from "./cluster-record.ts";
import { explainCloudError } from "./explain-cloud-error.ts";
import type { RealValues } from "./plan-deployment.ts";
import { takeDownReal } from "./take-down-real.ts";

/** Is it about a real cluster: asked for, or already up? */
export function isReal({ options, folder }: Context): boolean {
  return options.target === "tke" || folder.readJson("lab.json", isLabRecord)?.real !== undefined;
}

export async function upReal(context: Context, drill: Drill, values: RealValues): Promise<number> {
  const { output, folder, invocation } = context;
  const result = await withLabLock(folder, output, () => explained("up", () => bringUpReal(context, drill, values)));
  if (output.json) {
    output.answer({ target: "tke", scenario: drill.id, ...result });
    return EXIT.passed;
  }
  output.line(output.bold(`${drill.id} · ${result.clusterId}`));
  output.say(result.symptom);
  invitePrediction(context, requireScenario(drill.id, drill.seed));
  output.say(message("real.up", { labId: result.labId, expiresAt: result.expiresAt, invocation }));
  return EXIT.passed;
}

/** Of `down`. @returns what to say at the end; null: it was no lab on a real cluster */
export async function leaveCluster(context: Context, values: RealValues): Promise<Text | null> {
  const { folder, output } = context;
  const record = readRecord(context);
  if (!record?.real) {
    const kept = folder.readJson("cluster-record.json", isClusterRecord);
    // Only recorded, never touched: there is nothing to put back.
    if (kept && kept.phase !== "recorded") throw lostLab(kept.clusterId);
    return null;
  }
  if (values["restore-anyway"] === true) output.progress(message("real.restore-anyway"));
  const { real } = record;
  writeRecord(context, record, { ...real, phase: "leaving" });
  const { restored, swept } = await explained("down", () =>
    takeDownReal(context, record, real, values["restore-anyway"] === true),
  );
  if (restored.changed.length > 0) output.progress(message("real.restored", { changed: restored.changed.join(", ") }));
  if (swept.deleted.length > 0) output.progress(message("real.swept", { count: swept.deleted.length }));
  const { labId, shape } = real.deployment;
  if (shape.kind !== "existing") return message("real.down", { labId });
  return message("real.down-existing", { labId, cluster: shape.clusterId });
}

/**
 * The lab's record. One that can't be read is a sandbox's, which `down` may take away unread, unless something says that a real
 * cluster was touched.
 */
function readRecord({ folder }: Context): LabRecord | undefined {
  try {
    return folder.readJson("lab.json", isLabRecord);
  } catch (error) {
    if (folder.exists("cluster-record.json") || folder.exists("pulumi")) throw error;
    return undefined;
  }
}

/** Neither the cloud nor the cluster answered: the network, a proxy, or an endpoint that this machine can't reach. */
export function unreachable(error: unknown, hint = message("real.unreachable.hint")): LabError | null {
  const { code, address, hostname, port } = error as {
    code?: unknown;
    address?: string;
    hostname?: string;
    port?: number;
  };
  if (typeof code !== "string" || !NETWORK_ERRORS.includes(code)) return null;
  const host = address ?? hostname ?? "-";
  const where = port === undefined ? host : `${host.includes(":") ? `[${host}]` : host}:${port}`;
  return new LabError("Unreachable", message("real.unreachable", { code, where }), hint);
}

const NETWORK_ERRORS = [
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "ETIMEDOUT",
  "EAI_AGAIN",
];

/** What has no meaning on a real cluster, or another one there. @throws LabError `SandboxOnly` */
export function refuseReal(context: Context): void {
  if (!isReal(context)) return;
  throw usageError("SandboxOnly", message("real.sandbox-only"), message("real.sandbox-only.hint"));
}

/** The cloud's own refusals of our calls, with what to do about them. */
export async function explained<T>(operation: "up" | "down", work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LabError) throw error;
    if (isCloudError(error)) throw explainCloudError(error, operation);
    throw unreachable(error) ?? error;
  }
}
