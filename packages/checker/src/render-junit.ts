import type { Check, Grade } from "./grade.ts";
import { clean } from "./render.ts";

/** What a suite is called: the drill, and whose work it is where there are several. */
export interface Suite {
  readonly name: string;
  readonly grade: Grade;
}

/**
 * Grades as JUnit XML, a suite a grade and a test case a check, in English: what GitHub, GitLab and Jenkins all read. `failure`
 * is the learner's, `error` isn't.
 */
export function renderJUnit(suites: readonly Suite[]): string {
  const counted = suites.map(({ grade }) => grade.checks);
  const all = counted.flat();
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<testsuites name="podpath" ${countsOf(all)}>`,
    ...suites.flatMap(renderSuite),
    `</testsuites>`,
    "",
  ].join("\n");
}

function renderSuite({ name, grade }: Suite): readonly string[] {
  const { earned, outOf } = grade.score;
  return [
    `  <testsuite name="${escape(name)}" ${countsOf(grade.checks)}>`,
    `    <properties>`,
    `      <property name="scenario" value="${escape(grade.scenario)}"/>`,
    `      <property name="verdict" value="${grade.verdict}"/>`,
    `      <property name="score" value="${earned}/${outOf}"/>`,
    `      <property name="witnesses" value="${grade.witnesses.join(" ")}"/>`,
    `    </properties>`,
    ...grade.checks.flatMap((check) => renderCase(name, check)),
    `  </testsuite>`,
  ];
}

function renderCase(suite: string, check: Check): readonly string[] {
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

function countsOf(checks: readonly Check[]): string {
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
