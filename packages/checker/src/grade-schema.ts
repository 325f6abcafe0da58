import * as v from "valibot";
import { CHECK_IDS } from "./grade.ts";
import type { GradeJson } from "./json.ts";

/** Characters; a line may list the remains of a hundred rules. */
const LONGEST_TEXT = 50_000;

const text = v.strictObject({
  zh: v.pipe(v.string(), v.maxLength(LONGEST_TEXT)),
  en: v.pipe(v.string(), v.maxLength(LONGEST_TEXT)),
});
const points = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100));
const score = v.strictObject({ earned: points, outOf: points });
const name = v.pipe(v.string(), v.maxLength(300));

const layer = v.picklist([1, 2, 3]);

const check = v.strictObject({
  id: v.picklist(CHECK_IDS),
  title: text,
  status: v.picklist(["pass", "fail", "skipped", "inconclusive"]),
  expected: text,
  observed: text,
  whereToLook: text,
  details: v.pipe(v.array(text), v.maxLength(1000)),
  points,
  earned: points,
});

const collateral = v.strictObject({
  eniId: name,
  nodeName: name,
  primary: v.boolean(),
  direction: v.picklist(["ingress", "egress"]),
  opened: v.pipe(v.array(v.pipe(v.string(), v.maxLength(LONGEST_TEXT))), v.maxLength(1000)),
});

const diagnosis = v.strictObject({
  parts: v.array(
    v.strictObject({
      id: v.picklist(["prediction", "interface", "group", "rule"]),
      title: text,
      status: v.picklist(["right", "wrong", "open", "late", "unproven"]),
      points,
      earned: points,
    }),
  ),
  // A preview of before hints were noted has none.
  hints: v.optional(v.strictObject({ read: v.pipe(v.array(layer), v.maxLength(3)), cost: points }), {
    read: [],
    cost: 0,
  }),
  score,
  // A preview of before files were told from labs is of a lab.
  record: v.optional(v.picklist(["kept", "submitted", "contradicted"]), "kept"),
  truth: v.nullable(text),
});

/** The shape of `lab check --json`, as a schema that runs; `docs/schemas/grade.schema.json` is made from it. */
export const gradeJsonSchema: v.GenericSchema<unknown, GradeJson> = v.strictObject({
  schema: v.literal("podpath.grade/1"),
  scenario: name,
  verdict: v.picklist(["passed", "not-yet", "inconclusive"]),
  exitCode: v.picklist([0, 1, 3]),
  score,
  witnesses: v.array(v.picklist(["model", "packets", "counters", "apis"])),
  checks: v.pipe(v.array(check), v.maxLength(CHECK_IDS.length)),
  collateral: v.pipe(v.array(collateral), v.maxLength(1000)),
  diagnosis: v.nullable(diagnosis),
  revealed: v.boolean(),
});
