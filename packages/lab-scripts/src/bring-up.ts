import { tracePath, type Snapshot } from "@podpath/access-path";
import { startInfra, type InfraHandle, type InfraResult, type Operation, type Progress } from "@podpath/infra";
import { expand, type Text } from "@podpath/scenarios";
import { accountSpec } from "./account-spec.ts";
import { bindingDrift } from "./binding-drift.ts";
import { deploy, writeManifest } from "./build.ts";
import { withLabLock } from "./command-lock.ts";
import type { Context } from "./context.ts";
import { asGiven, noteBuilt } from "./grading/attempt.ts";
import { LabError, usageError } from "./lab-error.ts";
import { prepareLabFolder } from "./lab-folder.ts";
import { attachLab, isLabRecord, requireScenario, tryActor, type Lab, type LabRecord } from "./lab.ts";
import { ensurePrograms } from "./machine/system-programs.ts";
import { placeholderValues } from "./placeholders.ts";
import { ensureSupervisor, keptDataPlane } from "./supervisor/ensure.ts";
import type { DataPlaneState } from "./supervisor/protocol.ts";
import { message } from "./text/translate.ts";

/** How far `up` goes: an account alone, its cloud resources, or the Deployments too. */
export type Extent = "account" | "cloud" | "pods";

export interface UpResult {
  readonly extent: Extent;
  readonly dataPlane: DataPlaneState;
  /** What somebody changed by hand since the program last ran; `up` leaves it, `reset` takes it back. */
  readonly drift: readonly Text[];
  readonly page: string | null;
  /** Where the drill stands; null before the Pods are there. */
  readonly situation: Situation | null;
}

/** What the operator sees, with this lab's addresses; once it is mended by the rules, that. */
export interface Situation {
  readonly text: Text;
  readonly mended: boolean;
}

/** Which drill, and which variation of it; null: as written, or as the one that is up. */
export interface Drill {
  readonly id: string;
  readonly seed: number | null;
}

/** Brings the drill up as far as asked, from wherever it stands; what is there already is left as it is. */
export function bringUp(context: Context, drill: Drill, extent: Extent): Promise<UpResult> {
  preparePrograms(context);
  return withLabLock(context.folder, context.output, () => build(context, drill, extent));
}

async function build(context: Context, drill: Drill, extent: Extent): Promise<UpResult> {
  // A reset has just taken it away.
  prepareLabFolder(context.folder);
  // Loading Pulumi takes longer than starting the supervisor: the two go side by side.
  const infra = extent === "account" ? null : startInfra({ withProgram: true });
  try {
    const lab = await ensureLab(context, drill);
    const result = infra ? await runInfra(context, lab, infra, "up") : null;
    if (infra) await writeKubeconfig(context, lab);
    if (infra) await noteBuilt(lab, context.folder);
    // The next step applies it by hand.
    if (extent === "cloud") writeManifest(context.folder, lab.scenario, await lab.snapshot());
    if (extent === "pods") {
      context.output.progress(message("up.pods"));
      await asGiven(lab, context.folder, () => deploy(lab, context.folder));
      if (!context.folder.exists("baseline.json")) context.folder.writeJson("baseline.json", await lab.snapshot());
    }
    const { dataPlane, page } = lab.supervisor.hello;
    const situation = extent === "pods" ? await describeSituation(context, lab) : null;
    const drift = [...(result?.drift ?? []).map((one) => one.text), ...(await driftOfBindings(context, lab))];
    return { extent, dataPlane, drift, page, situation };
  } finally {
    infra?.close();
  }
}

/** What the kernel's data plane runs is installed where that is ours to do; where it isn't, `auto` goes on with a simulation. */
function preparePrograms({ environment, folder, options, output }: Context): void {
  const choice = keptDataPlane(folder, options.dataPlane);
  if (choice === "simulated" || process.platform !== "linux") return;
  try {
    ensurePrograms(environment, output.progress);
  } catch (error) {
    if (choice === "kernel" || !(error instanceof LabError)) throw error;
    output.progress(error.text);
    if (error.hint) output.progress(error.hint);
  }
}

async function driftOfBindings({ folder }: Context, lab: Lab): Promise<readonly Text[]> {
  const built = folder.readJson("baseline.json", isSnapshot);
  return built ? bindingDrift(built, await lab.snapshot()) : [];
}

/** By the rules alone: whether packets agree is for `probe` and `check` to say. */
export async function describeSituation(context: Context, lab: Lab): Promise<Situation> {
  const built = context.folder.readJson("baseline.json", isSnapshot);
  const now = await lab.snapshot();
  const mended = built !== undefined && !isDelivered(built, lab) && isDelivered(now, lab);
  return { mended, text: mended ? message("up.mended") : await describeSymptom(context, lab) };
}

function isDelivered(snapshot: Snapshot, { scenario }: Lab): boolean {
  const [a, b] = [tryActor(snapshot, scenario, "podA"), tryActor(snapshot, scenario, "podB")];
  if (!a || !b) return false;
  const flow = {
    protocol: "tcp",
    source: a.pod.addresses[0]!,
    destination: b.pod.addresses[0]!,
    destinationPort: scenario.podB.port,
  } as const;
  return tracePath(snapshot, flow).disposition.kind === "delivered";
}

function isSnapshot(value: unknown): value is Snapshot {
  const snapshot = value as Partial<Snapshot> | null;
  return Array.isArray(snapshot?.nodes) && Array.isArray(snapshot.pods) && Array.isArray(snapshot.securityGroups);
}

/** What the operator sees, with this lab's addresses. */
export async function describeSymptom({ folder }: Context, lab: Lab): Promise<Text> {
  const values = await placeholderValues(lab, folder);
  const { zh, en } = lab.scenario.symptom;
  return { zh: expand(zh, values), en: expand(en, values) };
}

/** The lab's account, made if it isn't there. @throws LabError `OtherScenario` when another drill is up */
async function ensureLab(context: Context, { id, seed }: Drill): Promise<Lab> {
  const { folder, options } = context;
  const known = folder.readJson("lab.json", isLabRecord);
  if (known && (known.scenario !== id || (seed !== null && known.seed !== seed))) {
    throw usageError(
      "OtherScenario",
      message("up.other-scenario", { scenario: nameOf(known) }),
      message("up.other-scenario.hint", { invocation: context.invocation }),
    );
  }
  const supervisor = await ensureSupervisor(folder, options.dataPlane);
  const record: LabRecord = known ?? {
    version: 1,
    scenario: id,
    account: id,
    seed,
    createdAt: new Date().toISOString(),
  };
  const scenario = requireScenario(record.scenario, record.seed ?? null);
  if (!known) folder.writeJson("lab.json", record);
  const info = await supervisor.control.putAccount(accountSpec(record.account, scenario));
  return attachLab(record, supervisor, info);
}

/** `vpc-cni-pod-to-pod --seed 7` */
function nameOf({ scenario, seed }: LabRecord): string {
  return typeof seed === "number" ? `${scenario} --seed ${seed}` : scenario;
}

/** Runs the Pulumi program against the lab's cloud API and says what it does. */
export async function runInfra(
  context: Context,
  lab: Lab,
  infra: InfraHandle,
  operation: Operation,
): Promise<InfraResult> {
  const { learner } = lab.info.account;
  try {
    return await infra.run(
      {
        operation,
        endpoint: lab.info.cloudUrl,
        credentials: learner,
        scenario: lab.scenario,
        stateDir: context.folder.path("infra"),
      },
      (progress) => sayProgress(context, progress),
    );
  } catch (error) {
    const failure = error as { code?: string; text?: LabError["text"]; hint?: LabError["text"] };
    if (failure.code && failure.text && failure.hint) throw new LabError(failure.code, failure.text, failure.hint);
    throw error;
  }
}

function sayProgress({ output }: Context, { label, action, phase, ms }: Progress): void {
  if (phase !== "done" || action === "same") return;
  const verb = message(`infra.${action}`);
  const gap = /^\p{Script=Han}/u.test(label.zh) ? "" : " ";
  output.progress({ zh: `  ✓ ${verb.zh}${gap}${label.zh}（${ms} ms）`, en: `  ✓ ${verb.en} ${label.en} (${ms} ms)` });
}

/** From the cloud API, as on TKE; kept for the learner's own kubectl. */
export async function writeKubeconfig(context: Context, lab: Lab): Promise<void> {
  const answer = await lab.cloud.call<{ Kubeconfig: string }>("tke", "DescribeClusterKubeconfig", {
    ClusterId: await lab.clusterId(),
  });
  context.folder.writeText("kubeconfig", answer.Kubeconfig);
}
