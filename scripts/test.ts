/**
 * `npm test`: everything. What a machine cannot do is named: `PODPATH_REQUIRE=kernel,browser` turns that into a failure, as
 * CI does. Ends with a line `N passed, N failed`, added up from the reports.
 */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { ensureTestPrograms } from "./test-programs.ts";
import { ROOT, run, runAll } from "./run.ts";

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numFailedTestSuites: number;
  readonly testResults: readonly { readonly name: string; readonly status: string; readonly message: string }[];
}

const REPORT = `${ROOT}reports/vitest.json`;

mkdirSync(`${ROOT}reports`, { recursive: true });
rmSync(REPORT, { force: true });
const only = process.argv.slice(2);
ensureTestPrograms();
const checked = only.length > 0 || runAll([[process.execPath, `${ROOT}scripts/check.ts`]]);
const built = only.length > 0 || runAll([["turbo", "run", "build", "--output-logs=errors-only"]]);
const vitest = run("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${REPORT}`, ...only]);
const report = JSON.parse(readFileSync(REPORT, "utf8")) as VitestReport;
// A file that could not even be loaded counts as one failure: it has no tests to count.
const unloaded = report.testResults.filter((file) => file.status === "failed" && file.message !== "").length;
const failed = report.numFailedTests + unloaded + (checked ? 0 : 1) + (built ? 0 : 1);
if (report.numPendingTests > 0) console.log(`${report.numPendingTests} skipped, each named above`);
console.log(`${report.numPassedTests} passed, ${failed} failed`);
process.exitCode = failed === 0 && vitest === 0 && report.numPassedTests > 0 ? 0 : 1;
