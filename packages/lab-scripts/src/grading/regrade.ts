import type { DataPlane } from "@podpath/access-path";
import { contradicts, diagnose, grade as gradeAgain } from "@podpath/checker";
import type { Evidence, Grade, Submission } from "@podpath/checker";
import type { Scenario } from "@podpath/scenarios";
import { checkLab, type Checked } from "./check-lab.ts";
import { translateAnswer } from "./names.ts";
import { replay, type NotRepeated } from "./replay.ts";
import { openSandbox, type SandboxImage } from "./sandbox.ts";
import { message, type Text } from "../text/translate.ts";

const CLOCKS_DIFFER_MS = 600_000;

/** What a submission comes to, by the grader's own eyes. */
export interface Regrade {
  readonly grade: Grade;
  /** What the grade was made from. */
  readonly evidence: Evidence;
  /** What counts. */
  readonly verdict: Grade["verdict"];
  readonly exitCode: Grade["exitCode"];
  readonly preview: Grade["verdict"];
  readonly notRepeated: readonly NotRepeated[];
  /** Why it counts as it does, where that isn't plain. */
  readonly notes: readonly Text[];
}

/** Builds on a fresh sandbox what the learner built, and grades that. */
export async function regrade(
  submission: Submission,
  image: SandboxImage,
  dataPlane: (accountId: string) => DataPlane,
): Promise<Regrade> {
  const sandbox = await openSandbox(image, dataPlane);
  try {
    const { notRepeated, ids } = await replay(sandbox, submission);
    const answers = submission.answers.map((answer) => translateAnswer(answer, ids));
    const checked = await checkLab(sandbox.lab, {
      groupIds: sandbox.outputs.groupIds,
      answers,
      hints: submission.hints,
      record: "submitted",
    });
    const { evidence, grade, isContradicted } = holdAgainst(sandbox.lab.scenario, checked, submission.preview);
    const { notes, ...counted } = count(grade, submission.preview);
    const doubts = [
      ...(isContradicted ? [message("regrade.note.contradicted")] : []),
      ...(isAhead(submission.submittedAt) ? [message("regrade.note.ahead", { at: submission.submittedAt })] : []),
    ];
    const { verdict: preview } = submission.preview;
    return { grade, evidence, notRepeated, preview, ...counted, notes: [...notes, ...doubts] };
  } finally {
    await sandbox.close();
  }
}

/**
 * Answers and hints are the file's word, and so is the score that the lab gave them; a file in which they disagree was changed.
 * One that was changed with more care can't be told from an honest one: that is why no prediction counts here.
 */
function holdAgainst(scenario: Scenario, { evidence, grade }: Checked, preview: Submission["preview"]) {
  const { snapshot, groupIds, answers, hints } = evidence;
  const kept = diagnose(scenario, snapshot, groupIds, { answers, hints });
  if (!contradicts(preview.diagnosis, kept)) return { evidence, grade, isContradicted: false };
  const doubted: Evidence = { ...evidence, record: "contradicted" };
  return {
    evidence: doubted,
    grade: gradeAgain(scenario, doubted, { reveal: grade.revealed }),
    isContradicted: true,
  };
}

/** By the learner's clock it was handed in later than it is here; clocks differ by minutes, not by more. */
function isAhead(submittedAt: string): boolean {
  return Date.parse(submittedAt) > Date.now() + CLOCKS_DIFFER_MS;
}

/**
 * The regrade counts, with one exception: what somebody did inside a Pod (nginx stopped, say) goes through no API and isn't
 * done again, so that a learner who was told "not yet" stays there. Nobody forges that.
 */
function count(grade: Grade, preview: Pick<Grade, "verdict">): Pick<Regrade, "verdict" | "exitCode" | "notes"> {
  if (grade.verdict === "passed" && preview.verdict === "not-yet")
    return { verdict: "not-yet", exitCode: 1, notes: [message("regrade.note.inside")] };
  const differs = grade.verdict !== preview.verdict && preview.verdict === "passed";
  return { verdict: grade.verdict, exitCode: grade.exitCode, notes: differs ? [message("regrade.note.differs")] : [] };
}
