import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { EXIT } from "../lab-error.ts";
import { childEnvironment } from "../machine/environment.ts";

/** Longer than the longest of them, a check of many probes, on a loaded machine. */
const COMMAND_LIMIT_MS = 60_000;
/** A grade is about 20 KiB. */
const OUTPUT_LIMIT_BYTES = 4 * 1024 * 1024;

const ENTRY = fileURLToPath(new URL("../main.ts", import.meta.url));

export interface LabAnswer {
  readonly exit: number;
  readonly answer: unknown;
}

/**
 * Runs the lab's own command in a process of its own: what the page does is then what the learner would have done, by the
 * same code, under the same locks and records, and what it loads is gone when it ends.
 *
 * @param signal ends it: a command that outlived its supervisor would start another
 */
export function runLab(labFolder: string, words: readonly string[], signal: AbortSignal): Promise<LabAnswer> {
  const [verb = "", ...rest] = words;
  const env = { ...childEnvironment(process.env), PODPATH_LAB_DIR: labFolder };
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ENTRY, verb, "--json", ...rest], {
      cwd: "/",
      env,
      stdio: ["ignore", "pipe", "ignore"],
      signal,
      timeout: COMMAND_LIMIT_MS,
      killSignal: "SIGKILL",
    });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      if (output.length > OUTPUT_LIMIT_BYTES) child.kill("SIGKILL");
    });
    child.on("error", () => resolve({ exit: EXIT.notTheLearnersFault, answer: null }));
    child.on("close", (status) => resolve({ exit: status ?? EXIT.notTheLearnersFault, answer: parse(output) }));
  });
}

function parse(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return null;
  }
}
