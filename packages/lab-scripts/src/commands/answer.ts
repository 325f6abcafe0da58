import { SUBMISSION_LIMITS, type Answer, type Blame, type DiagnosisScore, type Prediction } from "@podpath/checker";
import { scoreAnswers } from "../grading/score-answers.ts";
import type { Command, Context } from "../context.ts";
import { readAttempt, updateAttempt } from "../grading/attempt.ts";
import { EXIT, usageError } from "../lab-error.ts";
import { findActor, openLab, type Lab } from "../lab.ts";
import { readDirection } from "../security-groups.ts";
import { listed, message } from "../text/translate.ts";

export const answer: Command = {
  name: "answer",
  group: "grade",
  usage: "predict connected|refused|timed-out  |  fine  |  <podA|podB|eni-…> ingress|egress <sg-…> <index|end>",
  summary: message("answer.summary"),
  details: message("answer.details"),
  positionals: { min: 1, max: 4 },
  async run(context, words) {
    const lab = await openLab(context);
    const given = await readAnswer(context, lab, words);
    const { folder, output } = context;
    const { answers } = readAttempt(folder);
    const first = answers.find(({ kind }) => kind === given.kind) ?? null;
    // Scored before it is kept: an answer that can't be scored yet isn't used up.
    const score = await scoreAnswers(lab, folder, { ...readAttempt(folder), answers: [...answers, given] });
    updateAttempt(folder, { answers: [...answers, given].slice(0, SUBMISSION_LIMITS.ANSWERS) });
    const practice = first === null ? null : await scoreAnswers(lab, folder, { answers: [given], hints: [] });
    if (output.json) output.answer({ answer: given, counts: first === null, diagnosis: score, practice });
    else if (given.kind === "prediction") sayPrediction(context, given, first);
    else sayDiagnosis(context, score, practice);
    return EXIT.passed;
  },
};

function sayPrediction({ output, invocation }: Context, given: Prediction, first: Answer | null): void {
  if (first?.kind === "prediction")
    output.say(message("answer.predicted-before", { outcome: first.outcome, invocation }));
  else output.say(message(given.late ? "answer.late" : "answer.predicted", { invocation }));
}

/** @param practice a later answer, judged by itself; what counts stays the first */
function sayDiagnosis({ output }: Context, score: DiagnosisScore, practice: DiagnosisScore | null): void {
  if (practice !== null) output.say(message("answer.practice", { earned: score.score.earned }));
  for (const { id, title, status, earned, points } of (practice ?? score).parts) {
    const words = { title: output.pick(title), earned, points };
    if (practice === null) output.say(message(`answer.part.${status}`, words));
    else if (id !== "prediction" && (status === "right" || status === "wrong"))
      output.say(message(`answer.practice.${status}`, words));
  }
  const { cost } = score.hints;
  if (practice === null && cost > 0) output.say(message("answer.hints", { cost, earned: score.score.earned }));
  if (score.truth) output.say(score.truth);
}

async function readAnswer(context: Context, lab: Lab, words: readonly string[]): Promise<Answer> {
  const [first, second, third, fourth] = words;
  if (first === "predict" && words.length === 2) return readPrediction(context, second!);
  if (first === "fine" && words.length === 1) return { kind: "diagnosis", blame: null };
  if (words.length === 4) return { kind: "diagnosis", blame: await readBlame(lab, first!, second!, third!, fourth!) };
  throw usageError(
    "WrongArguments",
    message("usage.wrong-arguments", { usage: `answer ${answer.usage}` }),
    message("usage.see-command-help", { name: "answer" }),
  );
}

const OUTCOMES: Readonly<Record<string, Prediction["outcome"]>> = {
  connected: "connected",
  "0": "connected",
  refused: "refused",
  "7": "refused",
  "timed-out": "timed-out",
  "28": "timed-out",
};

function readPrediction({ folder }: Context, word: string): Prediction {
  const outcome = Object.hasOwn(OUTCOMES, word) ? OUTCOMES[word] : undefined;
  if (outcome === undefined) throw usageError("BadPrediction", message("answer.bad-prediction", { word }));
  const { probed, answers } = readAttempt(folder);
  // After a diagnosis the report has told how it ends.
  return { kind: "prediction", outcome, late: probed || answers.some(({ kind }) => kind === "diagnosis") };
}

/** An interface and a group must be there; whether they are to blame is for the score to say. */
async function readBlame(lab: Lab, at: string, way: string, groupId: string, place: string): Promise<Blame> {
  const snapshot = await lab.snapshot();
  const role = /^pod-?([ab])$/i.exec(at)?.[1]?.toLowerCase();
  const eniId = role ? findActor(snapshot, lab.scenario, role === "a" ? "podA" : "podB").eni.id : at;
  const enis = snapshot.nodes.flatMap(({ enis: some }) => some.map(({ id }) => id));
  if (!enis.includes(eniId))
    throw usageError("NoSuchEni", message("answer.no-such-eni", { id: at, known: listed(enis) }));
  const group = snapshot.securityGroups.find(({ id, name }) => id === groupId || name === groupId);
  if (!group) {
    const known = listed(snapshot.securityGroups.map(({ id }) => id));
    throw usageError(
      "NoSuchGroup",
      message("sg.no-such-group", { id: groupId }),
      message("answer.no-such-group.hint", { known }),
    );
  }
  if (place !== "end" && !/^\d{1,3}$/.test(place))
    throw usageError("BadIndex", message("answer.bad-rule", { word: place }));
  return { eniId, direction: readDirection(way), groupId: group.id, rule: place === "end" ? null : Number(place) };
}
