import type { DataPlane } from "@podpath/access-path";
import type { Evidence, Grade, Submission } from "@podpath/checker";
import { checkLab } from "./check-lab.ts";
import { translateAnswer } from "./names.ts";
import { replay, type NotRepeated } from "./replay.ts";
import { openSandbox, type SandboxImage } from "./sandbox.ts";
import { message, type Text } from "../text/translate.ts";

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
    const { evidence, grade } = await checkLab(sandbox.lab, {
      groupIds: sandbox.outputs.groupIds,
      answers,
      hints: submission.hints,
    });
    return { grade, evidence, notRepeated, preview: submission.preview.verdict, ...count(grade, submission.preview) };
  } finally {
    await sandbox.close();
  }
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
