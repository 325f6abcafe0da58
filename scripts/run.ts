import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Top of the repository. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Runs a program of the workspace with our own streams. @returns its exit status */
export function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  const done = spawnSync(program, args, { cwd: ROOT, stdio: "inherit", env: { ...process.env, ...env } });
  if (done.error) throw done.error;
  return done.status ?? 1;
}

/** Runs one after the other; the first that fails ends it. @returns whether all passed */
export function runAll(commands: readonly (readonly [string, ...string[]])[]): boolean {
  return commands.every(([program, ...args]) => {
    console.error(`\n> ${[program, ...args].join(" ")}`);
    return run(program, args) === 0;
  });
}
