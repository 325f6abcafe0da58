/** `npm start`: the lab first, so that a learner can begin; then the guide is built, which the lab serves. */
import { ROOT, run } from "./run.ts";

const lab = (...args: string[]): number => run(process.execPath, [`${ROOT}packages/lab-scripts/src/main.ts`, ...args]);

const up = lab("up", ...process.argv.slice(2));
if (up === 0) {
  console.error("\n正在构建教程…… / Building the guide …");
  const built = run("turbo", ["run", "build", "--output-logs=errors-only", "--log-prefix=none"]) === 0;
  if (!built)
    console.error(
      "教程没有构建成功，演练本身不受影响。 / The guide could not be built; the drill itself is not affected.",
    );
  lab("status");
}
process.exitCode = up;
