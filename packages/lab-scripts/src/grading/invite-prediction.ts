import type { Scenario } from "@podpath/scenarios";
import type { Context } from "../context.ts";
import { message } from "../text/translate.ts";
import { readAttempt } from "./attempt.ts";

/** Names the prediction while one still counts: after the first probe nobody can make it any more. */
export function invitePrediction({ folder, invocation, output }: Context, { grading }: Scenario): void {
  const points = grading.diagnosis.prediction;
  const { probed, answers } = readAttempt(folder);
  if (points === 0 || probed || answers.length > 0) return;
  output.say(message("answer.invite", { invocation, points }));
}
