/** How long the last whole `npm test` took: it is too long to be run for a bench. */
import { existsSync, readFileSync } from "node:fs";
import { ROOT } from "./run.ts";
import { DURATION_REPORT, type Duration } from "./test-duration.ts";

const [what, budget] = ["npm test, the last whole run here", "budget 8 min, cold"];
if (existsSync(ROOT + DURATION_REPORT)) {
  const { seconds, tests, crashes } = JSON.parse(readFileSync(ROOT + DURATION_REPORT, "utf8")) as Duration;
  const minutes = `${(seconds / 60).toFixed(1)} min`;
  console.log(
    `${what.padEnd(52)} ${minutes.padStart(9)}  ${budget} (${tests} tests, ${crashes ?? "a sample of"} crashes)`,
  );
} else {
  console.log(`${what.padEnd(52)} ${"–".padStart(9)}  ${budget}; none was run in this clone yet`);
}
