import type { Job } from "../job.ts";
import { LoopJump } from "./control.ts";

/** Run a body as long as it goes on; `break` and `continue` inside it end here, or go on to the loop around. */
export async function loop(goesOn: () => Promise<boolean>, body: () => Promise<number>, job: Job): Promise<number> {
  let status = 0;
  try {
    while (await goesOn()) {
      // Lets everything else on this thread run, and the loop be ended.
      await job.sleep(0);
      status = await turn(body);
    }
  } catch (error) {
    if (!(error instanceof LoopJump)) throw error;
    if (error.levels > 1) throw new LoopJump(error.kind, error.levels - 1);
    return 0;
  }
  return status;
}

async function turn(body: () => Promise<number>): Promise<number> {
  try {
    return await body();
  } catch (error) {
    if (error instanceof LoopJump && error.kind === "continue" && error.levels === 1) return 0;
    throw error;
  }
}
