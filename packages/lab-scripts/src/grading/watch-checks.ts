import { setTimeout as sleep } from "node:timers/promises";
import { renderGrade, type CheckId, type CheckStatus, type Grade } from "@podpath/checker";
import type { Snapshot } from "@podpath/access-path";
import type { Context } from "../context.ts";
import { LabError } from "../lab-error.ts";
import type { Lab } from "../lab.ts";
import { message } from "../text/translate.ts";
import type { Checked } from "./check-lab.ts";
import { paintMarks } from "./paint.ts";

/** How often the state is asked for; a check is made at once when it differs. */
const LOOK_MS = 300;
/** On a real cluster, where one look is up to fifteen calls. docs/facts.md#request-rate */
const REAL_LOOK_MS = 5_000;
/** What is done inside a Pod (nginx stopped, say) shows in no API: so often the sandbox is looked at all the same. */
const LOOK_ANYWAY_MS = 5_000;

/**
 * Checks again whenever the state changes, and says which checks turned green or red; ends with the first pass, or by Ctrl-C.
 * What passed and fails again is said as such: a step once green isn't won for good.
 */
export async function watchChecks(context: Context, lab: Lab, look: () => Promise<Checked>): Promise<Checked> {
  let seen = "";
  let lookedAt = 0;
  let before: Grade | null = null;
  context.output.progress(message("check.watching"));
  for (;;) {
    const state = contentOf(await lab.snapshot());
    if (state === seen && (lab.record.real || performance.now() - lookedAt < LOOK_ANYWAY_MS)) {
      await sleep(lab.record.real ? REAL_LOOK_MS : LOOK_MS);
      continue;
    }
    const now = await lookOrWait(look);
    if (now === null) continue;
    if (state !== seen || isNews(before, now.grade)) show(context, before, now.grade);
    seen = state;
    lookedAt = performance.now();
    before = now.grade;
    if (now.grade.verdict === "passed") return now;
  }
}

/** A state that changes while it is looked at is looked at again. */
async function lookOrWait(look: () => Promise<Checked>): Promise<Checked | null> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof LabError && error.code === "StillChanging") return null;
    throw error;
  }
}

function isNews(before: Grade | null, now: Grade): boolean {
  return before?.verdict !== now.verdict || turned(before, now).length > 0;
}

function contentOf(snapshot: Snapshot): string {
  return JSON.stringify({ ...snapshot, revision: 0 });
}

function show({ output }: Context, before: Grade | null, now: Grade): void {
  if (output.json) return;
  const paint = paintMarks(output);
  output.line();
  for (const { id, from, to } of turned(before, now)) {
    const kind = to === "pass" ? "green" : from === "pass" ? "regressed" : "red";
    output.line(paint(to, output.pick(message(`check.turned.${kind}`, { id }))));
  }
  output.prose(renderGrade(now, output.language, paint));
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
