/** `pnpm check`: format, type-aware lint, types, unused code. The architecture test is one of the unit tests. */
import { runAll } from "./run.ts";

const ok = runAll([
  ["oxfmt", "--check", "."],
  ["oxlint", "--type-aware", "--deny-warnings"],
  ["turbo", "run", "typecheck", "--output-logs=errors-only"],
  ["tsc", "-p", "."],
  ["knip"],
]);
process.exitCode = ok ? 0 : 1;
