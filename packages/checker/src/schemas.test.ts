import { toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import { expect, test } from "vitest";
import { addRule, brokenLab, evidenceOf, scenario } from "../test/lab.ts";
import { gradeJsonSchema } from "./grade-schema.ts";
import { grade } from "./judge.ts";
import { toJson } from "./json.ts";
import { submissionSchema } from "./submission-schema.ts";

/** The schemas that programs read, made from those that run. `vitest -u` writes them anew. */
test.each([
  ["grade", "PodPath: a grade (lab check --json)", gradeJsonSchema],
  ["submission", "PodPath: a submission (lab submit)", submissionSchema],
] as const)("docs/schemas/%s.schema.json is the schema that runs", async (name, title, schema) => {
  const made = { title, ...toJsonSchema(schema, { errorMode: "ignore" }) };
  await expect(`${JSON.stringify(made, null, 2)}\n`).toMatchFileSnapshot(`../../../docs/schemas/${name}.schema.json`);
});

test.each([
  ["broken", brokenLab()],
  ["solved", addRule("accept tcp 10.0.35.23/32 80")(brokenLab())],
])("a grade of the %s lab is as its schema says", (_, lab) => {
  const json: unknown = JSON.parse(JSON.stringify(toJson(grade(scenario, evidenceOf(lab)))));
  expect(v.parse(gradeJsonSchema, json)).toEqual(json);
});
