import { parseRule, RuleError } from "@podpath/access-path";
import * as v from "valibot";
import { findContradictions } from "./contradictions.ts";
import { PROBLEMS, ScenarioError } from "./scenario-error.ts";
import type { ProblemCode, ScenarioProblem } from "./scenario-error.ts";
import type { Scenario } from "./scenario.ts";
import { readableRule, scenarioSchema } from "./schema.ts";
import type { Text } from "./text.ts";

/**
 * Read a scenario that came from outside: its shape first, then what must hold between its fields.
 *
 * @throws ScenarioError with every problem found, each with its field and what to do
 */
export function parseScenario(input: unknown): Scenario {
  const result = v.safeParse(scenarioSchema, input);
  if (!result.success) throw new ScenarioError(result.issues.map(problemOf));
  const contradictions = findContradictions(result.output);
  if (contradictions.length > 0) throw new ScenarioError(contradictions);
  return result.output;
}

type Issue = v.BaseIssue<unknown>;

function problemOf(issue: Issue): ScenarioProblem {
  return { field: fieldOf(issue), text: sentenceOf(issue) };
}

/** `groups[0].ingress[1]` */
function fieldOf(issue: Issue): string {
  const keys = (issue.path ?? []).map(({ key }) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`));
  return keys.join("").replace(/^\./, "");
}

function sentenceOf(issue: Issue): Text {
  const code = codeOf(issue);
  if (code === "rule") return ruleSentence(String(issue.input));
  if (code !== "wrong-type") return PROBLEMS[code];
  const [expected, received] = [issue.expected ?? "unknown", issue.received];
  return { zh: `应为 ${expected}，写的是 ${received}`, en: `expected ${expected}, found ${received}` };
}

/** Checks carry their code as message; what valibot itself finds is a missing field, an unknown one or a wrong type. */
function codeOf(issue: Issue): ProblemCode {
  if (issue.kind !== "schema") return issue.message as ProblemCode;
  if (issue.expected === "never") return "unknown-field";
  return issue.received === "undefined" ? "missing" : "wrong-type";
}

function ruleSentence(rule: string): Text {
  try {
    parseRule(readableRule(rule));
  } catch (error) {
    if (error instanceof RuleError) return error.text;
    throw error;
  }
  throw new Error(`The schema refused a rule that can be read: ${rule}`);
}
