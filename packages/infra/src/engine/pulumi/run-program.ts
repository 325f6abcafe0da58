import { disconnect, setMockOptions } from "@pulumi/pulumi/runtime/settings.js";
import { runInPulumiStack } from "@pulumi/pulumi/runtime/stack.js";
import { type Applied, apply, type Wanted } from "../apply.ts";
import type { Run } from "../run.ts";
import { EngineMonitor } from "./monitor.ts";

export interface ProgramRun<Outputs> {
  readonly outputs: Outputs;
  /** URNs of all that the program asked for. */
  readonly registered: ReadonlySet<string>;
}

/**
 * Run a Pulumi program, each of its resources made as it is registered. Pulumi orders them: one is registered when what
 * it depends on has answered, all others run side by side.
 *
 * @throws the first failure, after everything that was under way has come to its end and is on record
 */
export async function runProgram<Outputs>(
  run: Run,
  stack: string,
  program: () => unknown,
): Promise<ProgramRun<Outputs>> {
  const underWay = new Set<Promise<unknown>>();
  let failure: { readonly error: unknown } | null = null;
  const register = async (wanted: Wanted): Promise<Applied> => {
    if (failure !== null) throw failure.error;
    const work = apply(run, wanted);
    underWay.add(work);
    try {
      return await work;
    } catch (error) {
      failure ??= { error };
      throw error;
    } finally {
      underWay.delete(work);
    }
  };
  const monitor = new EngineMonitor(register);
  setMockOptions(monitor, "podpath", stack);
  try {
    const outputs = (await runInPulumiStack(async () => program())) as Outputs;
    await disconnect();
    if (failure !== null) throw (failure as { error: unknown }).error;
    return { outputs, registered: monitor.registered() };
  } catch (error) {
    await Promise.allSettled(underWay);
    throw failure === null ? error : (failure as { error: unknown }).error;
  }
}
