import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { childEnvironment } from "./environment.ts";
import { InfraError } from "./infra-error.ts";
import type { InfraJob, InfraResult, Progress } from "./job.ts";
import type { FromChild, ToChild } from "./messages.ts";

export interface StartOptions {
  /**
   * Load Pulumi and the program too, ahead of the job: for `up` and `reset`. Without it they are loaded when a job needs
   * them, and `down`, `refresh` and `outputs` never do.
   */
  readonly withProgram?: boolean;
}

export interface InfraHandle {
  readonly pid: number | undefined;
  /**
   * Once a handle.
   *
   * @throws InfraError when the cloud or the state says no; any other error is our bug
   */
  run(job: InfraJob, onProgress?: (progress: Progress) => void): Promise<InfraResult>;
  /** Ends the process when no job was given. */
  close(): void;
}

/** Start the process of one job before everything the job needs is known, so that its imports overlap with other work. */
export function startInfra(options: StartOptions = {}): InfraHandle {
  const entry = fileURLToPath(new URL("./child.ts", import.meta.url));
  const child = spawn(process.execPath, [entry, ...(options.withProgram ? ["--with-program"] : [])], {
    env: childEnvironment(),
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const answer = answerOf(child);
  answer.result.catch(() => {}); // A child that dies before its job is told of when the job is given.
  return {
    pid: child.pid,
    run(job, onProgress = () => {}) {
      answer.onProgress(onProgress);
      if (child.connected) child.send({ kind: "run", job } satisfies ToChild);
      return answer.result;
    },
    close: () => {
      child.kill();
    },
  };
}

/** The same for one who knows it all at once. */
export function runInfra(
  job: InfraJob,
  onProgress?: (progress: Progress) => void,
  options: StartOptions = {},
): Promise<InfraResult> {
  return startInfra(options).run(job, onProgress);
}

function answerOf(child: ChildProcess) {
  let listen: ((progress: Progress) => void) | null = null;
  let complaints = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    complaints = (complaints + text).slice(-4_000);
  });
  const result = new Promise<InfraResult>((resolve, reject) => {
    child.on("message", (message: FromChild) => {
      switch (message.kind) {
        case "ready":
          return;
        case "progress":
          return listen?.(message.progress);
        case "done":
          return resolve(message.result);
        case "failed":
          return reject(new InfraError(message.failure));
        case "crashed":
          return reject(new Error(`The infra process failed:\n${message.stack}`));
        default:
          return message satisfies never;
      }
    });
    child.on("error", reject);
    child.on("close", (status, signal) => {
      reject(new Error(`The infra process ended early (${signal ?? `exit ${status}`}).\n${complaints}`.trim()));
    });
  });
  return { result, onProgress: (to: (progress: Progress) => void) => void (listen = to) };
}
