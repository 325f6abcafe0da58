import type { DataPlane } from "@podpath/access-path";
import type { Scenario } from "@podpath/scenarios";
import { Refused } from "../../src/grading/sandbox.ts";
import type { Grade } from "@podpath/checker";
import type { Regrade } from "../../src/grading/regrade.ts";
import { all, beTold, gist, workAndRegrade } from "./bench.ts";
import type { Equivalent } from "./equivalents.ts";
import type { Mutant } from "./mutants.ts";

type Plane = (accountId: string) => DataPlane;

/** What came of many, one line each problem. */
export interface Judged {
  readonly done: number;
  readonly problems: readonly string[];
}

/** Side by side, so that one's waits are another's time; each has a sandbox of its own. */
export async function judgeAll<T>(
  many: readonly T[],
  judge: (one: T) => Promise<string | null>,
  sideBySide = 4,
): Promise<Judged> {
  const problems: string[] = [];
  let [next, done] = [0, 0];
  const worker = async (): Promise<void> => {
    for (let one = many[next++]; one !== undefined; one = many[next++]) {
      const problem = await judge(one).catch(explain);
      if (problem === null) done += 1;
      else if (problem !== NOT_A_CHANGE) problems.push(problem);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  return { done, problems };
}

/** A decoy of this seed is that very rule, and the cloud won't take it twice. */
const NOT_A_CHANGE = "not a change";

function explain(error: unknown): string {
  if (error instanceof Refused && error.message.includes("would be the same")) return NOT_A_CHANGE;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** @returns what went wrong with it, or null */
export async function judgeMutant(
  scenario: Scenario,
  { name, work, because, may = [] }: Mutant,
  plane: Plane,
): Promise<string | null> {
  const { grade, again } = await workAndRegrade(scenario, all(beTold, work), plane);
  const failing = grade.checks.filter(({ status }) => status === "fail").map(({ id }) => id);
  const missed = because.filter((id) => !failing.includes(id));
  const unexpected = failing.filter((id) => !because.includes(id) && !may.includes(id));
  if (grade.verdict !== "not-yet") return `${name}: ${grade.verdict}`;
  if (missed.length + unexpected.length > 0)
    return `${name}: fails ${failing.join(", ")}, expected ${because.join(", ")}`;
  return sameAgain(name, grade, again);
}

/** @returns what went wrong with it, or null */
export async function judgeEquivalent(
  scenario: Scenario,
  { name, work }: Equivalent,
  plane: Plane,
): Promise<string | null> {
  const { grade, again } = await workAndRegrade(scenario, work, plane);
  const odd = grade.checks
    .filter(({ status }) => status !== "pass")
    .map(({ id, status, observed }) => `${id} ${status} ${observed.en}`);
  if (grade.verdict !== "passed") return `${name}: ${odd.join(", ")}`;
  return sameAgain(name, grade, again);
}

/** What counts is the same, and nobody is told that an honest file was changed. */
function sameAgain(name: string, first: Grade, again: Regrade): string | null {
  const record = again.grade.diagnosis?.record ?? "submitted";
  if (record !== "submitted" || again.notes.length > 0) return `${name}: doubted: ${JSON.stringify(again.notes)}`;
  const [a, b] = [JSON.stringify(gist(first)), JSON.stringify(gist(again.grade))];
  return a === b ? null : `${name}: graded again otherwise: ${a} ${b}`;
}
