import { setTimeout as sleep } from "node:timers/promises";
import { renderGrade, type CheckId, type CheckStatus, type Grade } from "@podpath/checker";
import type { Snapshot } from "@podpath/access-path";
import type { Context } from "../context.ts";
import { LabError } from "../lab-error.ts";
import type { Lab } from "../lab.ts";
import { message } from "../text/translate.ts";
import { paintMarks } from "./paint.ts";

/** How often the state is asked for; a check is made only when it differs. */
const LOOK_MS = 300;
/** On a real cluster, where one look is up to fifteen calls. docs/facts.md#request-rate */
const REAL_LOOK_MS = 5_000;

/**
 * Checks again whenever the state changes, and says which checks turned green or red; ends with the first pass, or by Ctrl-C.
 * What passed and fails again is said as such: a step once green isn't won for good.
 */
export async function watchChecks(context: Context, lab: Lab, look: () => Promise<Grade>): Promise<Grade> {
  let seen = "";
  let before: Grade | null = null;
  context.output.progress(message("check.watching"));
  for (;;) {
    const state = contentOf(await lab.snapshot());
    if (state === seen) {
      await sleep(lab.record.real ? REAL_LOOK_MS : LOOK_MS);
      continue;
    }
    const now = await lookOrWait(look);
    if (now === null) continue;
    seen = state;
    show(context, before, now);
    before = now;
    if (now.verdict === "passed") return now;
  }
}

/** A state that changes while it is looked at is looked at again. */
async function lookOrWait(look: () => Promise<Grade>): Promise<Grade | null> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof LabError && error.code === "StillChanging") return null;
    throw error;
  }
}

function contentOf(snapshot: Snapshot): string {
  return JSON.stringify({ ...snapshot, revision: 0 });
}

function show({ output }: Context, before: Grade | null, now: Grade): void {
  if (output.json) return;
  output.line();
  for (const { id, from, to } of turned(before, now)) {
    const kind = to === "pass" ? "green" : from === "pass" ? "regressed" : "red";
    output.say(message(`check.turned.${kind}`, { id }));
  }
  output.line(renderGrade(now, output.language, paintMarks(output)));
}

export interface Turn {
  readonly id: CheckId;
  readonly from: CheckStatus;
  readonly to: CheckStatus;
}

/** The checks whose answer is another one than before. */
export function turned(before: Grade | null, now: Grade): readonly Turn[] {
  return now.checks.flatMap(({ id, status }) => {
    const from = before?.checks.find((check) => check.id === id)?.status;
    const judged = status === "pass" || status === "fail";
    return from === undefined || from === status || !judged ? [] : [{ id, from, to: status }];
  });
}
