/**
 * `npm test`: everything. What a machine cannot do is named: `PODPATH_REQUIRE=kernel,browser` turns that into a failure, as
 * CI does. Ends with a line `N passed, N failed`, added up from the reports.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { DURATION_REPORT, type Duration } from "./test-duration.ts";
import { ensureTestPrograms } from "./test-programs.ts";
import { ROOT, run, runAll } from "./run.ts";

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numFailedTestSuites: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** What `PODPATH_REQUIRE` may name, and the files that need it. */
const REQUIREMENTS = { kernel: /\.(kernel|e2e)\.test\.ts$/, browser: /\.browser\.test\.ts$/ } as const;

/** They drive clients that no machine brings along and none is asked to; those that were missed are said by name. */
const NEVER_REQUIRED = /\/real-clients\.e2e\.test\.ts$/;

const REPORT = `${ROOT}reports/vitest.json`;

mkdirSync(`${ROOT}reports`, { recursive: true });
rmSync(REPORT, { force: true });
const only = process.argv.slice(2);
const started = performance.now();
ensureTestPrograms();
const checked = only.length > 0 || runAll([[process.execPath, `${ROOT}scripts/check.ts`]]);
const built = only.length > 0 || runAll([["turbo", "run", "build", "--output-logs=errors-only"]]);
const vitest = run("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${REPORT}`, ...only]);
const report = JSON.parse(readFileSync(REPORT, "utf8")) as VitestReport;
// A file that could not even be loaded counts as one failure: it has no tests to count.
const unloaded = report.testResults.filter((file) => file.status === "failed" && file.message !== "").length;
const required = (process.env["PODPATH_REQUIRE"] ?? "")
  .split(",")
  .flatMap((name) => REQUIREMENTS[name as keyof typeof REQUIREMENTS] ?? []);
const skipped = report.testResults.flatMap((file) =>
  file.assertionResults
    .filter(({ status }) => status === "pending" || status === "skipped")
    .map(({ fullName }) => ({ file: file.name, fullName })),
);
const missing = skipped.filter(
  ({ file }) => !NEVER_REQUIRED.test(file) && required.some((pattern) => pattern.test(file)),
);
for (const { file, fullName } of skipped) console.log(`skipped: ${file.slice(ROOT.length)} ${fullName}`);
if (missing.length > 0)
  console.log(`${missing.length} of these are required here (PODPATH_REQUIRE) and count as failed`);
const failed = report.numFailedTests + unloaded + missing.length + (checked ? 0 : 1) + (built ? 0 : 1);
if (only.length === 0) keepDuration();
console.log(`${report.numPassedTests} passed, ${failed} failed`);
process.exitCode = failed === 0 && vitest === 0 && report.numPassedTests > 0 ? 0 : 1;

/** For `npm run bench`, which shows it beside its budget. */
function keepDuration(): void {
  const seconds = Math.round((performance.now() - started) / 1000);
  const crashes = process.env["PODPATH_CRASHES"] ?? null;
  const duration: Duration = { seconds, tests: report.numPassedTests, crashes };
  writeFileSync(ROOT + DURATION_REPORT, `${JSON.stringify(duration)}\n`);
  console.log(`took ${seconds} s`);
}
