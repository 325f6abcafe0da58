import type { Command, Context } from "../context.ts";
import { createCloudClient } from "../clients/cloud.ts";
import { EXIT, usageError } from "../lab-error.ts";
import { isLabRecord } from "../lab.ts";
import { confirm } from "../real-cluster/confirm.ts";
import { findAccess } from "../real-cluster/credentials.ts";
import { explained } from "../real-cluster/up-real.ts";
import { findTagged, sweep, type TaggedThing } from "../real-cluster/sweep.ts";
import { table } from "../text/table.ts";
import { message } from "../text/translate.ts";

export const sweepCommand: Command = {
  name: "sweep",
  group: "life",
  usage: "[lab-id] [--delete] [--cluster cls-…]",
  summary: message("sweep.summary"),
  details: message("sweep.details"),
  options: {
    delete: { type: "boolean" },
    yes: { type: "boolean" },
    cluster: { type: "string" },
    profile: { type: "string" },
    region: { type: "string" },
  },
  positionals: { min: 0, max: 1 },
  run: (context, words, values) => explained("down", () => runSweep(context, words, values)),
};

async function runSweep(
  context: Context,
  [labId]: readonly string[],
  values: Parameters<Command["run"]>[2],
): Promise<number> {
  const { output, environment, folder } = context;
  const known = folder.readJson("lab.json", isLabRecord)?.real;
  const text = (name: string) => (typeof values[name] === "string" ? values[name] : null);
  const endpoint = known?.endpoint ?? environment["PODPATH_CLOUD_ENDPOINT"] ?? null;
  const region = text("region") ?? known?.deployment.region ?? null;
  const access = await findAccess({
    environment,
    profile: text("profile") ?? known?.profile ?? null,
    region,
    endpoint,
  });
  const cloud = createCloudClient(access.credentials, access.region, endpoint);
  const shape = known?.deployment.shape;
  const cluster = text("cluster") ?? (shape?.kind === "existing" ? shape.clusterId : null);
  const things = await findTagged(cloud, labId ?? null, cluster ? [cluster] : []);
  if (values["delete"] !== true) {
    if (output.json) output.answer({ region: access.region, things });
    else show(things, output.line);
    output.progress(
      message(things.length > 0 ? "sweep.found" : "sweep.nothing", { count: things.length, region: access.region }),
    );
    return things.length > 0 ? EXIT.notYet : EXIT.passed;
  }
  if (!labId) throw usageError("WhichLab", message("sweep.which"), message("sweep.which.hint"));
  show(things, (line) => output.progress({ zh: line ?? "", en: line ?? "" }));
  await confirm(context, message("sweep.ask", { count: things.length }), values["yes"] === true);
  const swept = await sweep(cloud, things);
  if (output.json) output.answer(swept);
  else for (const { thing, code, reason } of swept.kept) output.line(`${thing.kind} ${thing.id}: ${code} ${reason}`);
  output.progress(message("sweep.done", { deleted: swept.deleted.length, kept: swept.kept.length }));
  return swept.kept.length > 0 ? EXIT.notYet : EXIT.passed;
}

function show(things: readonly TaggedThing[], line: (text?: string) => void): void {
  if (things.length === 0) return;
  const rows = things.map(({ kind, id, name, labId, owner, expiresAt }) => [
    kind,
    id,
    name,
    labId,
    owner ?? "-",
    expiresAt ?? "-",
  ]);
  line(table([["", "id", "name", "lab", "owner", "expires"], ...rows]));
}
