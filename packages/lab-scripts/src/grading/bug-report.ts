import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { release } from "node:os";
import { join } from "node:path";
import { toJson, type Evidence, type Grade, type GradeJson, type SubmittedCall } from "@podpath/checker";
import type { Scenario } from "@podpath/scenarios";
import type { Context } from "../context.ts";
import { LabError } from "../lab-error.ts";
import { message, type Text } from "../text/translate.ts";
import { readVersions } from "../versions.ts";
import { withoutSecrets } from "./without-secrets.ts";

/**
 * What a maintainer needs to see the same contradiction: which drill, what was called, what stood, what each witness said. Feeding
 * `evidence` to `grade` gives this very verdict; `calls` are those of a submission and can be made again.
 */
export interface BugReport {
  readonly schema: "podpath.bug-report/1";
  readonly writtenAt: string;
  readonly versions: ReturnType<typeof readVersions> & { readonly kernel: string };
  readonly scenario: string;
  readonly seed: number | null;
  /** What the witnesses differ about, a line each. */
  readonly differs: readonly Text[];
  /** State, APIs, probes and counters as they were seen. */
  readonly evidence: Evidence;
  readonly grade: GradeJson;
  /** Every change since the drill stood; null, and why, where the trail is no longer whole. */
  readonly calls: readonly SubmittedCall[] | null;
  readonly callsMissing: string | null;
}

export interface Defect {
  readonly scenario: Scenario;
  readonly seed: number | null;
  readonly dataPlane: string;
  readonly evidence: Evidence;
  readonly grade: Grade;
  /** @throws LabError where the trail is no longer whole */
  readonly calls: () => readonly SubmittedCall[] | Promise<readonly SubmittedCall[]>;
}

/** Put together, and rid of whatever may be a secret. */
export async function makeBugReport(root: string, defect: Defect, now: Date): Promise<BugReport> {
  const { scenario, seed, evidence, grade } = defect;
  const odd = grade.checks.filter(({ status }) => status === "inconclusive");
  return withoutSecrets({
    schema: "podpath.bug-report/1",
    writtenAt: now.toISOString(),
    versions: { ...readVersions(root, defect.dataPlane), kernel: release() },
    scenario: scenario.id,
    seed,
    differs: odd.flatMap(({ observed, details }) => [observed, ...details]),
    evidence,
    grade: toJson(grade),
    ...(await tryCalls(defect)),
  });
}

async function tryCalls({ calls }: Defect): Promise<Pick<BugReport, "calls" | "callsMissing">> {
  try {
    return { calls: await calls(), callsMissing: null };
  } catch (error) {
    if (error instanceof LabError) return { calls: null, callsMissing: error.text.en };
    throw error;
  }
}

/** Where the witnesses contradict each other: writes the report, says where it is and what to do with it. */
export async function reportDefect(context: Context, defect: Defect): Promise<void> {
  if (defect.grade.verdict !== "inconclusive") return;
  const { folder, output, root, invocation } = context;
  const now = new Date();
  const name = `${defect.scenario.id}-${now.toISOString().replace(/[^0-9TZ]/g, "")}-${randomUUID().slice(0, 4)}.json`;
  const file = join(folder.path("bug-reports"), name);
  mkdirSync(folder.path("bug-reports"), { recursive: true, mode: 0o700 });
  const report = await makeBugReport(root, defect, now);
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
  // On stderr: with --json the answer is the grade alone.
  for (const text of [message("defect.written", { file }), message("defect.next", { invocation })])
    output.rawError(`${output.pick(text)}\n`);
}
