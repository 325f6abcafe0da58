import type { Check, Grade } from "./grade.ts";
import { NOTHING, say, verbatim } from "./judgement.ts";
import { clean } from "./render.ts";

/** What a suite is called: the drill, and whose work it is where there are several. */
export type Suite =
  | {
      readonly name: string;
      readonly grade: Grade;
      /** What counts, where that isn't the grade's own verdict. */
      readonly verdict?: Grade["verdict"];
      /** By the learner's own word. */
      readonly learner?: string | null;
      /** What whoever grades should know besides. */
      readonly remarks?: readonly string[];
    }
  /** A file that couldn't be graded, and why. */
  | { readonly name: string; readonly rejected: string };

/**
 * Grades as JUnit XML, a suite a grade and a test case a check, in English: what GitHub, GitLab and Jenkins all read. `failure`
 * is the learner's, `error` isn't.
 */
export function renderJUnit(suites: readonly Suite[]): string {
  const cases = suites.map((suite) => ({ suite, checks: casesOf(suite) }));
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<testsuites name="podpath" ${countsOf(cases.flatMap(({ checks }) => checks))}>`,
    ...cases.flatMap(({ suite, checks }) => renderSuite(suite, checks)),
    `</testsuites>`,
    "",
  ].join("\n");
}

type Case = Pick<Check, "status" | "expected" | "observed" | "whereToLook" | "details" | "title"> & {
  readonly id: string;
};

/** A verdict that no check explains stands as a case of its own, or a green suite would hide it. */
function casesOf(suite: Suite): readonly Case[] {
  if ("rejected" in suite) return [{ ...REGRADE, status: "fail", observed: verbatim(suite.rejected) }];
  const { grade, verdict = grade.verdict } = suite;
  if (verdict === grade.verdict) return grade.checks;
  return [...grade.checks, { ...REGRADE, status: "fail", observed: verbatim(verdict) }];
}

const REGRADE = {
  id: "submission.counts",
  title: say("提交有效", "the submission counts"),
  expected: say("提交可以重放，结果一致", "a submission that can be repeated, with the same result"),
  whereToLook: NOTHING,
  details: [],
} as const;

function renderSuite(suite: Suite, checks: readonly Case[]): readonly string[] {
  const name = escape(suite.name);
  const body = checks.flatMap((check) => renderCase(suite.name, check));
  return [`  <testsuite name="${name}" ${countsOf(checks)}>`, ...propertiesOf(suite), ...body, `  </testsuite>`];
}

function propertiesOf(suite: Suite): readonly string[] {
  if ("rejected" in suite) return [];
  const { scenario, score, witnesses, verdict } = suite.grade;
  const values = {
    scenario,
    verdict: suite.verdict ?? verdict,
    score: `${score.earned}/${score.outOf}`,
    witnesses: witnesses.join(" "),
    ...(suite.learner ? { learner: suite.learner } : {}),
  };
  const remarks = (suite.remarks ?? []).map((remark) => ["remark", remark] as const);
  const lines = [...Object.entries(values), ...remarks].map(
    ([name, value]) => `      <property name="${name}" value="${escape(value)}"/>`,
  );
  return [`    <properties>`, ...lines, `    </properties>`];
}

function renderCase(suite: string, check: Case): readonly string[] {
  const open = `    <testcase classname="${escape(suite)}" name="${check.id}: ${escape(check.title.en)}"`;
  const detail = escape(
    [
      `expected: ${check.expected.en}`,
      `observed: ${check.observed.en}`,
      ...check.details.map(({ en }) => `  ${en}`),
      `look at: ${check.whereToLook.en}`,
    ].join("\n"),
  );
  const message = escape(check.observed.en);
  switch (check.status) {
    case "pass":
      return [`${open}/>`];
    case "fail":
      return [`${open}>`, `      <failure message="${message}">${detail}</failure>`, `    </testcase>`];
    case "inconclusive":
      return [`${open}>`, `      <error message="${message}">${detail}</error>`, `    </testcase>`];
    case "skipped":
      return [`${open}>`, `      <skipped message="${message}"/>`, `    </testcase>`];
    default:
      return check.status satisfies never;
  }
}

function countsOf(checks: readonly Case[]): string {
  const count = (wanted: Check["status"]) => checks.filter(({ status }) => status === wanted).length;
  return `tests="${checks.length}" failures="${count("fail")}" errors="${count("inconclusive")}" skipped="${count("skipped")}"`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
};

/** XML 1.0 can't carry control characters at all: they are spelt out first, as in the terminal. */
function escape(text: string): string {
  return text
    .split("\n")
    .map((line) => clean(line).replace(/[\uD800-\uDFFF\uFFFE\uFFFF]/g, "\uFFFD"))
    .join("\n")
    .replace(/[&<>"\n]/g, (character) => ENTITIES[character]!);
}
