import type { DataPlane } from "@podpath/access-path";
import { createHash } from "node:crypto";
import { accessSync, constants, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { clean, parseSubmission, SubmissionError, type Submission } from "@podpath/checker";
import { findScenario, type Scenario } from "@podpath/scenarios";
import type { Context } from "../context.ts";
import { EXIT, LabError, usageError } from "../lab-error.ts";
import { createNodeRuntime } from "@podpath/emulator/node";
import { chooseDataPlane } from "../supervisor/choose-data-plane.ts";
import { message, type Text } from "../text/translate.ts";
import { regrade, type Regrade } from "./regrade.ts";
import { buildImage, simulatedPlane, type SandboxImage } from "./sandbox.ts";

/** Of one file; larger ones are no submissions. */
const FILE_BYTES = 8_000_000;

export type Regraded =
  | {
      readonly kind: "graded";
      readonly file: string;
      readonly submission: Submission;
      readonly regrade: Regrade;
      /** Another file from the very same lab, the first of them. */
      readonly sameAs: string | null;
    }
  /** It can't be graded: the file's own fault (1) or ours (3). */
  | { readonly kind: "rejected"; readonly file: string; readonly reason: Text; readonly exitCode: 1 | 3 };

/** What is asked of every file; null: anything. */
export interface Wanted {
  readonly scenario: string | null;
  readonly seed: number | null;
}

/** The JSON files of a folder, by name. @throws LabError (usage) */
export function submissionFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .toSorted()
      .map((name) => join(folder, name));
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw usageError("NoFolder", message("regrade.no-folder", { folder, reason }));
  }
}

/** One after the other; a drill's resources are built once for all that hand in the same one. */
export async function regradeFiles(
  context: Context,
  files: readonly string[],
  wanted: Wanted,
): Promise<readonly Regraded[]> {
  const dataPlane = await choosePlane(context);
  const images = new Map<string, Promise<SandboxImage>>();
  const labs = new Map<string, readonly string[]>();
  const results: Regraded[] = [];
  for (const file of files) {
    const read = readSubmission(file, wanted);
    if ("reason" in read) {
      results.push({ kind: "rejected", file, reason: read.reason, exitCode: EXIT.notYet });
      continue;
    }
    const { submission, scenario } = read;
    const key = `${submission.scenario}#${submission.seed}`;
    const image = images.get(key) ?? buildImage(scenario);
    images.set(key, image);
    const lab = fingerprint(submission);
    labs.set(lab, [...(labs.get(lab) ?? []), file]);
    results.push(await regradeOne(file, submission, await image, dataPlane));
  }
  // Which of two was first, nobody can tell: both are told of the other.
  return results.map((one) => {
    if (one.kind !== "graded") return one;
    const alike = labs.get(fingerprint(one.submission)) ?? [];
    return { ...one, sameAs: alike.find((file) => file !== one.file) ?? null };
  });
}

/** Whatever one file brings about, the rest of the class is graded all the same. */
async function regradeOne(
  file: string,
  submission: Submission,
  image: SandboxImage,
  dataPlane: (accountId: string) => DataPlane,
): Promise<Regraded> {
  try {
    return { kind: "graded", file, submission, regrade: await regrade(submission, image, dataPlane), sameAs: null };
  } catch (error) {
    if (error instanceof LabError && error.exitStatus === EXIT.notYet)
      return { kind: "rejected", file, reason: error.text, exitCode: EXIT.notYet };
    const reason = clean(String(error instanceof Error ? error.message : error));
    return { kind: "rejected", file, reason: message("regrade.broke", { reason }), exitCode: EXIT.notTheLearnersFault };
  }
}

async function choosePlane({ options }: Context) {
  if (options.dataPlane === "simulated") return simulatedPlane;
  const chosen = await chooseDataPlane("kernel", { clock: createNodeRuntime(() => {}), log: () => {} });
  if (chosen.kind === "unavailable") {
    if (options.requireKernel || options.dataPlane === "kernel")
      throw new LabError(
        chosen.code,
        message("dataplane.unavailable", { detail: chosen.detail }),
        message("dataplane.unavailable.hint"),
      );
    return simulatedPlane;
  }
  return chosen.make;
}

type Read = { readonly submission: Submission; readonly scenario: Scenario } | { readonly reason: Text };

function readSubmission(file: string, wanted: Wanted): Read {
  try {
    if (statSync(file).size > FILE_BYTES)
      return { reason: message("regrade.not-one", { reason: `> ${FILE_BYTES} bytes` }) };
    const submission = parseSubmission(readFileSync(file, "utf8"));
    const scenario = findScenario(submission.scenario, submission.seed);
    if (scenario === undefined) return { reason: message("lab.unknown-scenario", { id: submission.scenario }) };
    if (wanted.scenario !== null && wanted.scenario !== submission.scenario)
      return { reason: message("regrade.other-scenario", { found: submission.scenario, wanted: wanted.scenario }) };
    if (wanted.seed !== null && wanted.seed !== submission.seed)
      return { reason: message("regrade.other-seed", { found: String(submission.seed ?? "–"), wanted: wanted.seed }) };
    return { submission, scenario };
  } catch (error) {
    const reason =
      error instanceof SubmissionError ? firstWrong(error) : ((error as NodeJS.ErrnoException).code ?? String(error));
    return { reason: message("regrade.not-one", { reason: clean(reason.replaceAll("\n", "; ")) }) };
  }
}

/** Where it is wrong first; what a validator says about it is for developers. */
function firstWrong({ message: said }: SubmissionError): string {
  return said.split("\n")[0]!.split(": ")[0]!;
}

/** Files that were named. @throws LabError (usage) for one that can't be read */
export function namedFiles(files: readonly string[]): readonly string[] {
  for (const file of files) {
    try {
      accessSync(file, constants.R_OK);
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? String(error);
      throw usageError("NoSubmission", message("regrade.no-file", { file, reason }), message("regrade.no-file.hint"));
    }
  }
  return files;
}

/** Ids are drawn at random for each lab: two files with the same ones come from the same lab. */
function fingerprint({ names }: Submission): string {
  return createHash("sha256")
    .update(JSON.stringify(Object.values(names).toSorted((a, b) => a.localeCompare(b))))
    .digest("hex");
}
