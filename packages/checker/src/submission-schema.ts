import * as v from "valibot";
import type { Answer, HintRead } from "./answers.ts";
import { gradeJsonSchema } from "./grade-schema.ts";
import type { Submission } from "./submission.ts";

/** Bounds of what is read from a stranger: generous for a drill, small for a machine. */
export const SUBMISSION_LIMITS = {
  /** Characters of the file. */
  FILE: 4_000_000,
  CALLS: 2000,
  ANSWERS: 100,
  HINTS: 100,
  /** Characters of one request or answer, or of a body. */
  CALL: 70_000,
  NAMES: 100,
} as const;

const short = v.pipe(v.string(), v.maxLength(200));
const bounded = v.pipe(v.unknown(), v.check(isBounded, "longer than a call may be"));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4_294_967_295));

function isBounded(value: unknown): boolean {
  return (JSON.stringify(value) ?? "").length <= SUBMISSION_LIMITS.CALL;
}

const answer: v.GenericSchema<unknown, Answer> = v.variant("kind", [
  v.strictObject({
    kind: v.literal("prediction"),
    outcome: v.picklist(["connected", "refused", "timed-out"]),
    late: v.boolean(),
  }),
  v.strictObject({
    kind: v.literal("diagnosis"),
    blame: v.nullable(
      v.strictObject({
        eniId: short,
        direction: v.picklist(["ingress", "egress"]),
        groupId: short,
        rule: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(999))),
      }),
    ),
  }),
]);

export const answersSchema = v.pipe(v.array(answer), v.maxLength(SUBMISSION_LIMITS.ANSWERS));

export const hintsSchema = v.pipe(
  v.array(v.strictObject({ layer: v.picklist([1, 2, 3]), afterDiagnosis: v.boolean() })),
  v.maxLength(SUBMISSION_LIMITS.HINTS),
);

const call = v.variant("api", [
  v.strictObject({
    api: v.literal("cloud"),
    product: v.pipe(v.string(), v.regex(/^[a-z]{2,12}$/)),
    version: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/)),
    action: v.pipe(v.string(), v.regex(/^[A-Z][A-Za-z]{2,63}$/)),
    request: bounded,
    answer: bounded,
  }),
  v.strictObject({
    api: v.literal("kube"),
    method: v.picklist(["POST", "PUT", "PATCH", "DELETE"]),
    path: v.pipe(v.string(), v.maxLength(1000), v.regex(/^\/apis?\/[\x21-\x7e]*$/)),
    query: v.pipe(v.string(), v.maxLength(2000), v.regex(/^[\x21-\x7e]*$/)),
    contentType: v.pipe(v.string(), v.maxLength(200), v.regex(/^[\x20-\x7e]*$/)),
    body: v.pipe(v.string(), v.maxLength(SUBMISSION_LIMITS.CALL)),
  }),
]);

export const submissionSchema: v.GenericSchema<unknown, Submission> = v.strictObject({
  schema: v.literal("podpath.submission/1"),
  scenario: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/)),
  seed: v.nullable(count),
  learner: v.nullable(short),
  submittedAt: v.pipe(v.string(), v.isoTimestamp()),
  versions: v.strictObject({ podpath: short, node: short, platform: short, dataPlane: short }),
  names: v.pipe(
    v.record(short, v.pipe(v.string(), v.regex(/^[a-z0-9.-]{1,64}$/))),
    v.check((names) => Object.keys(names).length <= SUBMISSION_LIMITS.NAMES, "too many names"),
  ),
  calls: v.pipe(v.array(call), v.maxLength(SUBMISSION_LIMITS.CALLS)),
  answers: answersSchema,
  // Files of before hints were noted have none.
  hints: v.optional(hintsSchema, []),
  preview: gradeJsonSchema,
});

/** What is wrong with a file that was handed in, a line a problem: `calls[3].action: …`. */
export class SubmissionError extends Error {
  override readonly name = "SubmissionError";
}

/**
 * Read a file that was handed in.
 *
 * @throws SubmissionError when it isn't one
 */
export function parseSubmission(text: string): Submission {
  if (text.length > SUBMISSION_LIMITS.FILE)
    throw new SubmissionError(`longer than ${SUBMISSION_LIMITS.FILE} characters`);
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    // A RangeError too: nested too deeply to be read at all.
    throw new SubmissionError("not JSON");
  }
  const result = check(input);
  if (result.success) return result.output;
  const MOST_TOLD = 5;
  throw new SubmissionError(result.issues.slice(0, MOST_TOLD).map(describe).join("\n"));
}

/** What is nested deeper than any call would be overflows the stack before it could be refused. */
function check(input: unknown) {
  try {
    return v.safeParse(submissionSchema, input);
  } catch (error) {
    if (error instanceof RangeError) throw new SubmissionError("nested too deeply");
    throw error;
  }
}

/** @throws SubmissionError */
export function parseAnswers(input: unknown): readonly Answer[] {
  const result = v.safeParse(answersSchema, input);
  if (result.success) return result.output;
  throw new SubmissionError(result.issues.map(describe).join("\n"));
}

/** @throws SubmissionError */
export function parseHints(input: unknown): readonly HintRead[] {
  const result = v.safeParse(hintsSchema, input);
  if (result.success) return result.output;
  throw new SubmissionError(result.issues.map(describe).join("\n"));
}

function describe(issue: v.BaseIssue<unknown>): string {
  const path = (issue.path ?? []).map(({ key }) =>
    typeof key === "number" ? `[${key}]` : `.${String(key).slice(0, 60)}`,
  );
  return `${path.join("").replace(/^\./, "")}: ${issue.message.slice(0, 200)}`;
}
