import { parseAnswers, parseHints, SubmissionError, type Answer, type HintRead } from "@podpath/checker";
import type { Scenario } from "@podpath/scenarios";
import type { Lab } from "../lab.ts";
import { LabError } from "../lab-error.ts";
import type { LabFolder } from "../lab-folder.ts";
import { builtOutputs } from "./built-outputs.ts";
import { nameThings, translateAnswer } from "./names.ts";

/** `.lab/attempt.json`: what happened since `up` that no API knows. A `reset` mends the lab, not the record. */
export interface Attempt {
  readonly version: 1;
  /** Request id of the last call that built the drill: what comes after it in the audit trail is the learner's. */
  readonly builtBy: string | null;
  /** Calls since then that `up` made in the learner's name: a regrade repeats them, but they are no changes of the learner's. */
  readonly given: number;
  /** Has a probe been made? A prediction counts only before. */
  readonly probed: boolean;
  readonly answers: readonly Answer[];
  readonly hints: readonly HintRead[];
}

const FRESH: Attempt = { version: 1, builtBy: null, given: 0, probed: false, answers: [], hints: [] };

export function readAttempt(folder: LabFolder): Attempt {
  return { ...FRESH, ...folder.readJson("attempt.json", isAttempt) };
}

export function updateAttempt(folder: LabFolder, change: Partial<Attempt>): void {
  folder.writeJson("attempt.json", { ...readAttempt(folder), ...change });
}

/**
 * Something told as much as a hint of this layer: `trace` the second, `explain` and `solve` the third. After the diagnosis there is nothing left to tell.
 *
 * @returns what it takes from the diagnosis
 */
export function noteTold(folder: LabFolder, layer: HintRead["layer"], grading: Scenario["grading"]): number {
  const isDiagnosed = readAttempt(folder).answers.some(({ kind }) => kind === "diagnosis");
  return isDiagnosed ? 0 : noteHint(folder, layer, grading);
}

/** @returns what it takes from the diagnosis; a layer is noted once, as it was when it was first read */
export function noteHint(folder: LabFolder, layer: HintRead["layer"], { hintPrices }: Scenario["grading"]): number {
  const { hints, answers } = readAttempt(folder);
  const afterDiagnosis = answers.some(({ kind }) => kind === "diagnosis");
  const before = hints.find((hint) => hint.layer === layer);
  if (!before) updateAttempt(folder, { hints: [...hints, { layer, afterDiagnosis }] });
  return (before ?? { afterDiagnosis }).afterDiagnosis ? 0 : hintPrices[layer - 1]!;
}

/** Called by whatever sends a packet from Pod A on purpose. */
export function noteProbe(folder: LabFolder): void {
  if (!readAttempt(folder).probed) updateAttempt(folder, { probed: true });
}

/** The drill's resources stand: from here on every change is the learner's. Later runs of the program change nothing of that. */
export async function noteBuilt(lab: Lab, folder: LabFolder): Promise<void> {
  if (readAttempt(folder).builtBy !== null) return;
  const trail = await lab.supervisor.control.audit(lab.record.account);
  const last = trail.findLast(({ changes, errorCode }) => changes && errorCode === null);
  if (!last) return;
  const { answers } = readAttempt(folder);
  if (!answers.some(isBlame)) return updateAttempt(folder, { builtBy: last.requestId });
  const ids = new Map(Object.entries(nameThings(builtOutputs(folder), await lab.snapshot())));
  updateAttempt(folder, { builtBy: last.requestId, answers: answers.map((answer) => translateAnswer(answer, ids)) });
}

/** Does something in the learner's name that isn't the learner's doing. */
export async function asGiven(lab: Lab, folder: LabFolder, work: () => Promise<unknown>): Promise<void> {
  const before = await countChanges(lab);
  await work();
  const made = Math.max(0, (await countChanges(lab)) - before);
  updateAttempt(folder, { given: readAttempt(folder).given + made });
}

async function countChanges({ supervisor, record }: Lab): Promise<number> {
  const trail = await supervisor.control.audit(record.account);
  return trail.filter((call) => call.changes && call.errorCode === null && call.principal === "learner").length;
}

/**
 * Before the lab is built anew: what was said and read stays, with things by their names, since they get other ids.
 *
 * @returns whether there was anything
 */
export async function carryOver(lab: Lab, folder: LabFolder): Promise<boolean> {
  const { probed, answers, hints } = readAttempt(folder);
  const names = answers.some(isBlame) ? await namesById(lab, folder) : new Map<string, string>();
  folder.writeJson("attempt.json", {
    ...FRESH,
    probed,
    hints,
    answers: answers.map((answer) => translateAnswer(answer, names)),
  });
  return answers.length > 0 || hints.length > 0;
}

/** Of a lab that may be damaged: what can't be read has no name, and a diagnosis of it stays as it was said. */
async function namesById(lab: Lab, folder: LabFolder): Promise<ReadonlyMap<string, string>> {
  try {
    const things = nameThings(builtOutputs(folder), await lab.snapshot());
    return new Map(Object.entries(things).map(([name, id]) => [id, name]));
  } catch (error) {
    if (error instanceof LabError) return new Map();
    throw error;
  }
}

function isBlame(answer: Answer): boolean {
  return answer.kind === "diagnosis" && answer.blame !== null;
}

function isAttempt(value: unknown): value is Attempt {
  const attempt = value as Partial<Attempt> | null;
  if (attempt?.version !== 1 || typeof attempt.probed !== "boolean") return false;
  if (attempt.given !== undefined && typeof attempt.given !== "number") return false;
  if (attempt.builtBy !== null && typeof attempt.builtBy !== "string") return false;
  try {
    parseAnswers(attempt.answers);
    // A lab that was up before hints were noted has none.
    parseHints(attempt.hints ?? []);
    return true;
  } catch (error) {
    if (error instanceof SubmissionError) return false;
    throw error;
  }
}
