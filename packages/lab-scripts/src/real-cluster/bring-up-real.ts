import type { Deployment, LabOutputs } from "@podpath/infra";
import type { Text } from "@podpath/scenarios";
import { describeSymptom, type Drill } from "../bring-up.ts";
import { deploy } from "../build.ts";
import { createCloudClient } from "../clients/cloud.ts";
import type { Context } from "../context.ts";
import { EXIT, LabError, usageError } from "../lab-error.ts";
import { isLabRecord, requireScenario, type LabRecord } from "../lab.ts";
import { CLOUD_PACE, quicker } from "../pace.ts";
import { message } from "../text/translate.ts";
import { waitFor } from "../wait-for.ts";
import { beginClean } from "./begin-clean.ts";
import { affectedBySwitch, type AffectedInterface } from "./affected.ts";
import { isClusterRecord, recordCluster, type ClusterRecord } from "./cluster-record.ts";
import { confirm } from "./confirm.ts";
import { estimate, PRICES, type Estimate } from "./cost.ts";
import { findAccess, type CloudAccess } from "./credentials.ts";
import { clearOrphans } from "./clear-orphans.ts";
import { backendOf, checkValues, planDeployment, text, type RealValues } from "./plan-deployment.ts";
import { whoAmI } from "./precheck.ts";
import { attachRealLab, type RealLab } from "./real-lab.ts";
import type { RealRecord } from "./real-record.ts";
import { checkPulumi, runPulumi } from "./run-pulumi.ts";
import { readBackGroups, switchOn, type Patience, type ReadBack } from "./switch-feature.ts";

/** What `up --target tke` ends with. */
export interface RealUpResult {
  readonly labId: string;
  readonly clusterId: string;
  readonly expiresAt: string;
  readonly affected: readonly AffectedInterface[];
  readonly readBack: ReadBack;
  readonly symptom: Text;
}

/** From wherever it stands to a drill whose Pods run: safe to repeat, and every step is on record before it is taken. */
export async function bringUpReal(context: Context, drill: Drill, values: RealValues): Promise<RealUpResult> {
  const patience = patienceOf(context);
  const { record, real, access } = await openOrPlan(context, drill, values);
  const { deployment } = real;
  const affected = await protectCluster(context, real, access, values);
  if (real.phase === "building" && context.folder.exists("lab.json")) await clearOrphans(context, record, real, access);
  await preview(context, record, real, access, values);
  const { outputs } = await runPulumi(context, "up", record, real, access);
  if (!outputs) throw new Error("up gave no outputs");
  context.folder.writeJson("outputs.json", outputs);
  const lab = attachRealLab(context.folder, record, real, access, outputs);
  if (deployment.shape.kind === "existing") await switchFeature(context, lab, patience);
  context.output.progress(message("real.nodes"));
  const nodes = await waitForNodes(lab, patience);
  context.output.progress(message("real.read-back"));
  let groupsSet = real.groupsSet ?? [];
  const readBack = await readBackGroups(await lab.hands(), await wantedGroups(lab, nodes), patience, (node) => {
    groupsSet = [...new Set([...groupsSet, node])];
    writeRecord(context, record, { ...real, groupsSet });
  });
  if (readBack.set.length > 0) context.output.progress(message("real.nec-set", { nodes: readBack.set.join(", ") }));
  context.output.progress(message("up.pods"));
  await deploy(lab, context.folder, patience);
  if (!context.folder.exists("baseline.json")) context.folder.writeJson("baseline.json", await lab.snapshot());
  writeRecord(context, record, { ...real, phase: "ready", groupsSet });
  return {
    labId: deployment.labId,
    clusterId: outputs.clusterId,
    expiresAt: deployment.expiresAt,
    affected,
    readBack,
    symptom: await describeSymptom(context, lab),
  };
}

interface Opened {
  readonly record: LabRecord;
  readonly real: RealRecord;
  readonly access: CloudAccess;
}

/** The lab that was begun, else a new one: on record before anything is made. */
async function openOrPlan(context: Context, drill: Drill, values: RealValues): Promise<Opened> {
  const { folder, environment } = context;
  const known = folder.readJson("lab.json", isLabRecord);
  if (known && !known.real) throw busy(context, "real.sandbox-is-up");
  if (known?.real) {
    if (known.scenario !== drill.id) throw busy(context, "up.other-scenario", { scenario: known.scenario });
    if (known.real.phase === "leaving") throw busy(context, "real.leaving");
    const { profile, endpoint, deployment } = known.real;
    const access = await findAccess({ environment, profile, endpoint, region: deployment.region });
    return { record: known, real: known.real, access };
  }
  checkValues(values);
  beginClean(folder);
  const profile = text(values, "profile");
  const endpoint = environment["PODPATH_CLOUD_ENDPOINT"] ?? null;
  const access = await findAccess({ environment, profile, endpoint, region: text(values, "region") });
  const cloud = createCloudClient(access.credentials, access.region, endpoint);
  const who = await whoAmI(cloud);
  context.output.progress(message("real.who", { account: who.account, region: access.region, source: access.source }));
  if (endpoint) context.output.progress(message("real.own-endpoint", { endpoint }));
  const scenario = requireScenario(drill.id, drill.seed);
  const deployment = await planDeployment(cloud, access.region, scenario, values, who);
  const real: RealRecord = {
    deployment,
    phase: "building",
    profile,
    endpoint,
    backendUrl: backendOf(context),
    kubeconfig: text(values, "kubeconfig"),
  };
  const createdAt = new Date().toISOString();
  const record: LabRecord = {
    version: 1,
    scenario: drill.id,
    account: `tke-${deployment.labId}`,
    seed: drill.seed,
    createdAt,
  };
  return { record: { ...record, real }, real, access };
}

export function writeRecord({ folder }: Context, record: LabRecord, real: RealRecord): void {
  folder.writeJson("lab.json", { ...record, real } satisfies LabRecord);
}

/** Somebody's cluster: recorded, its affected interfaces listed, and left alone unless the user says otherwise. */
async function protectCluster(
  context: Context,
  real: RealRecord,
  access: CloudAccess,
  values: RealValues,
): Promise<readonly AffectedInterface[]> {
  const { shape } = real.deployment;
  if (shape.kind !== "existing") return [];
  const { clusterId, vpcId, subnetId } = shape;
  const outputs: LabOutputs = { clusterId, vpcId, subnetIds: { subnetId }, groupIds: {}, nodePoolIds: {} };
  const kept = context.folder.readJson("cluster-record.json", isClusterRecord);
  if (kept) return affectedBySwitch(kept, []);
  if (real.kubeconfig) context.folder.writeText("kubeconfig", await readFileText(real.kubeconfig));
  const lab = attachRealLab(context.folder, PLANNED, real, access, outputs);
  const found = await recordCluster(await lab.hands(), new Date());
  const affected = affectedBySwitch(found, []);
  if (affected.length > 0) {
    listAffected(context, found, affected);
    if (values["affects-whole-cluster"] !== true) {
      context.folder.remove("kubeconfig");
      throw new LabError(
        "AffectsOthers",
        message("real.affects-others", { interfaces: affected.length, cluster: clusterId }),
        message("real.affects-others.hint"),
        EXIT.usage,
      );
    }
    await confirm(context, message("real.affects-others.ask", { cluster: clusterId }), values["yes"] === true);
  }
  context.folder.writeJson("cluster-record.json", found);
  return affected;
}

const PLANNED: LabRecord = { version: 1, scenario: "vpc-cni-pod-to-pod", account: "", createdAt: "" };

async function readFileText(file: string): Promise<string> {
  const { readFile } = await import("node:fs/promises");
  return readFile(file, "utf8").catch((error: unknown) => {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw usageError("KubeconfigUnreadable", message("real.kubeconfig-unreadable", { file, reason }));
  });
}

function listAffected({ output }: Context, { nodes }: ClusterRecord, affected: readonly AffectedInterface[]): void {
  output.progress(
    message("real.affected", {
      interfaces: affected.length,
      nodes: new Set(affected.map(({ node }) => node)).size,
      all: nodes.length,
    }),
  );
  for (const { node, eniId, before, after } of affected) {
    const line = `  ${node}  ${eniId}  [${before.join(" ")}] → [${after.join(" ")}]`;
    output.progress({ zh: line, en: line });
  }
}

/** What will be made, what it costs, and the question. From here on the lab is on record. */
async function preview(
  context: Context,
  record: LabRecord,
  real: RealRecord,
  access: CloudAccess,
  values: RealValues,
): Promise<void> {
  const isNew = !context.folder.exists("lab.json");
  await checkPulumi();
  context.output.progress(message("real.previewing"));
  const { counts } = await runPulumi(context, "preview", record, real, access);
  if (isNew) {
    sayEstimate(
      context,
      estimate(requireScenario(record.scenario, record.seed ?? null), real.deployment),
      real.deployment,
    );
    context.output.progress(
      message("real.preview", { create: counts.create ?? 0, update: counts.update ?? 0, delete: counts.delete ?? 0 }),
    );
    await confirm(context, message("real.ask"), values["yes"] === true).catch(async (declined: unknown) => {
      await forgetPlan(context, record, real, access);
      throw declined;
    });
    writeRecord(context, record, real);
  }
}

/** Nobody agreed: the stack that the preview was made in is empty, wherever state is kept, and goes. */
async function forgetPlan(context: Context, record: LabRecord, real: RealRecord, access: CloudAccess): Promise<void> {
  // Left behind it harms nobody; what the user asked for is answered already.
  await runPulumi(context, "down", record, real, access).catch(() => undefined);
  beginClean(context.folder);
}

function sayEstimate({ output }: Context, { minutes, perHour, perDrill }: Estimate, { expiresAt }: Deployment): void {
  const { asOf, source } = PRICES;
  output.progress(
    message("real.estimate", { minutes, perHour: perHour.toFixed(2), perDrill: perDrill.toFixed(2), expiresAt }),
  );
  output.progress({ zh: `  价格数据 ${asOf}：${source.zh}`, en: `  Prices of ${asOf}: ${source.en}` });
}

async function switchFeature(context: Context, lab: RealLab, patience: Patience): Promise<void> {
  const found = context.folder.readJson("cluster-record.json", isClusterRecord);
  if (!found) throw new Error("the cluster was not recorded");
  context.output.progress(message(found.feature.enableSecurityGroups ? "real.feature-was-on" : "real.switching"));
  await switchOn(await lab.hands(), found, (kept) => context.folder.writeJson("cluster-record.json", kept), patience);
}

/** As many Ready nodes as the pools have replicas. */
async function waitForNodes(lab: RealLab, { timeoutMs, pace }: Patience): Promise<readonly string[]> {
  const wanted = lab.scenario.nodePools.reduce((sum, { replicas }) => sum + replicas, 0);
  const kube = await lab.kube();
  let ready: readonly string[] = [];
  try {
    return await waitFor(
      "nodes",
      timeoutMs,
      async () => {
        const own = await lab.ownNodes();
        const { items } = await kube.json<{ items: readonly NodeObject[] }>({ path: "/api/v1/nodes" });
        ready = items
          .filter(isReady)
          .map(({ metadata }) => metadata.name)
          .filter((name) => own.includes(name));
        return ready.length >= wanted ? ready : null;
      },
      pace,
    );
  } catch (error) {
    if (!(error instanceof LabError) || error.code !== "TimedOut") throw error;
    throw new LabError(
      "NodesNotReady",
      message("real.nodes-not-ready", { ready: ready.length, wanted }),
      message("real.nodes-not-ready.hint"),
      EXIT.notYet,
    );
  }
}

interface NodeObject {
  readonly metadata: { readonly name: string };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

function isReady({ status }: NodeObject): boolean {
  return status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") === true;
}

/** The pool's groups in binding order, by node: which pool a node is of follows from its machine's name. */
async function wantedGroups(lab: RealLab, nodes: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const { groupIds } = lab.outputs;
  const listed = lab.scenario.eniSecurityGroups.groups;
  const [pool] = lab.scenario.nodePools;
  if (lab.scenario.nodePools.length === 1 || listed.length > 0) {
    const keys = listed.length > 0 ? listed : pool!.groups;
    return new Map(nodes.map((name) => [name, keys.map((key) => groupIds[key]!)]));
  }
  const byPool = await lab.nodesByPool();
  return new Map(
    lab.scenario.nodePools.flatMap(({ key, groups }) =>
      (byPool.get(key) ?? []).map((name) => [name, groups.map((group) => groupIds[group]!)] as const),
    ),
  );
}

/** What a loaded cloud is given for each thing that is waited for. */
const PATIENCE_S = 600;

/** Minutes and a slow pace; tests against the sandbox shorten both. */
export function patienceOf({ environment }: Pick<Context, "environment">): Patience {
  const seconds = Number(environment["PODPATH_PATIENCE_S"] ?? PATIENCE_S);
  const times = Math.max(1, PATIENCE_S / seconds);
  return { timeoutMs: seconds * 1000, pace: quicker(CLOUD_PACE, times) };
}

function busy(
  { invocation }: Context,
  id: "real.sandbox-is-up" | "up.other-scenario" | "real.leaving",
  values: Record<string, string> = {},
): LabError {
  return usageError("OtherLab", message(id, values), message("real.busy.hint", { invocation }));
}
