/** `npm run bench [name]`: every budget that exists, measured here and now beside what it is held against. */
import { existsSync } from "node:fs";
import { ROOT, run } from "./run.ts";

const BENCHES = {
  lab: "packages/lab-scripts/bench/lab.ts",
  learners: "packages/lab-scripts/bench/learners.ts",
  dataplane: "packages/dataplane/bench/netns.ts",
  engine: "packages/access-path/bench/engine.ts",
  download: "packages/lab-scripts/bench/download.ts",
  site: "apps/docs/bench/landing.ts",
  tests: "scripts/bench-tests.ts",
} as const;

const asked = process.argv[2];
const names = Object.keys(BENCHES) as (keyof typeof BENCHES)[];
if (asked !== undefined && !names.includes(asked as keyof typeof BENCHES)) {
  console.error(`there is no bench “${asked}”; choose from: ${names.join(" ")}`);
  process.exitCode = 2;
} else {
  for (const name of names.filter((one) => asked === undefined || one === asked)) {
    const file = `${ROOT}${BENCHES[name]}`;
    if (!existsSync(file)) continue;
    console.log(`\n# ${name}`);
    if (
      run(process.execPath, [
        "--disable-warning=ExperimentalWarning",
        "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON",
        file,
      ]) !== 0
    )
      process.exitCode = 1;
  }
}
