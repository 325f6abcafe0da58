import type { FromChild, ToChild } from "./messages.ts";

/*
 * The short-lived process of one job: Pulumi keeps its run in globals and is heavy, so it lives and dies here. Modules are
 * loaded while the caller still starts the sandbox; the job comes as a message.
 */

// A program that fails rejects in a dozen places. One failure is told, that of `main`; the rest are its echoes and come
// before and after it.
let echo: unknown;
process.on("unhandledRejection", (error) => {
  echo ??= error;
});
// Nothing left to wait for and no answer given: a promise was lost, and the first rejection says where.
process.on("beforeExit", () => finish(crash(echo ?? new Error("The run stopped without an answer."))));
// The caller has gone. What is on record is enough to go on later.
process.on("disconnect", () => process.exit(1));

void main().then(finish, (error: unknown) => finish(crash(error)));

async function main(): Promise<FromChild> {
  const job = nextJob();
  const { useLeanPulumi } = await import("./pulumi/use-lean.ts");
  useLeanPulumi();
  const isForProgram = process.argv.includes("--with-program");
  const [{ perform }, { preloadCloud }] = await Promise.all([
    import("./perform.ts"),
    import("./cloud.ts"),
    ...(isForProgram ? [import("./pulumi/run-program.ts"), import("../program.ts")] : []),
  ] as const);
  preloadCloud();
  process.send?.({ kind: "ready" } satisfies FromChild);
  const { InfraError } = await import("./infra-error.ts");
  try {
    const result = await perform(await job, (progress) => {
      process.send?.({ kind: "progress", progress } satisfies FromChild);
    });
    return { kind: "done", result };
  } catch (error) {
    if (error instanceof InfraError) return { kind: "failed", failure: error.toJSON() };
    throw error;
  }
}

function nextJob() {
  return new Promise<Extract<ToChild, { kind: "run" }>["job"]>((resolve) => {
    process.once("message", (message: ToChild) => {
      // From here on only work keeps this process alive, so that a lost promise ends it and does not hang it.
      process.channel?.unref();
      resolve(message.job);
    });
  });
}

function crash(error: unknown): FromChild {
  return { kind: "crashed", stack: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** Exits when the last message has left. */
function finish(message: FromChild): void {
  process.removeAllListeners("disconnect");
  process.send?.(message, () => process.exit(message.kind === "done" ? 0 : 1));
}
