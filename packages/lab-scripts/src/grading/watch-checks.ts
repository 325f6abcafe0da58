import { setTimeout as sleep } from "node:timers/promises";
import { renderGrade, toJson, type CheckId, type CheckStatus, type Grade } from "@podpath/checker";
import type { Snapshot } from "@podpath/access-path";
import type { Context } from "../context.ts";
import { EXIT, LabError } from "../lab-error.ts";
import { openLab, type Lab } from "../lab.ts";
import { message } from "../text/translate.ts";
import type { Checked } from "./check-lab.ts";
import { paintMarks } from "./paint.ts";

/** How often the state is asked for; a check is made at once when it differs. */
const LOOK_MS = 300;
/** On a real cluster, where one look is up to fifteen calls. docs/facts.md#request-rate */
const REAL_LOOK_MS = 5_000;
/** What is done inside a Pod (nginx stopped, say) shows in no API: so often the sandbox is looked at all the same. */
const LOOK_ANYWAY_MS = 5_000;

/** A `reset` has taken the lab down and not yet begun to build: longer than that, on a loaded machine. */
const REBUILD_GAP_MS = 5_000;

/**
 * Checks again whenever the state changes, and says which checks turned green or red; ends with the first pass, or by Ctrl-C.
 * What passed and fails again is said as such: a step once green isn't won for good.
 */
export async function watchChecks(context: Context, lab: Lab, look: (lab: Lab) => Promise<Checked>): Promise<Watched> {
  let now = lab;
  let seen = "";
  let lookedAt = 0;
  let before: Grade | null = null;
  context.output.progress(message("check.watching"));
  for (;;) {
    try {
      const state = contentOf(await now.snapshot());
      if (state === seen && (now.record.real || performance.now() - lookedAt < LOOK_ANYWAY_MS)) {
        await sleep(now.record.real ? REAL_LOOK_MS : LOOK_MS);
        continue;
      }
      const checked = await look(now);
      if (state !== seen || isNews(before, checked.grade)) show(context, before, checked.grade);
      seen = state;
      lookedAt = performance.now();
      before = checked.grade;
      if (checked.grade.verdict === "passed") return { lab: now, checked };
    } catch (error) {
      // A state that changes while it is looked at is looked at again.
      if (!(error instanceof LabError && error.code === "StillChanging")) now = await rebuilt(context, now, error);
    }
  }
}

export interface Watched {
  /** Another than at the start, if a `reset` in another terminal came in between. */
  readonly lab: Lab;
  readonly checked: Checked;
}

/** The lab that a `reset` in another terminal put in the place of this one. @throws the error itself when it is the same lab */
async function rebuilt(context: Context, before: Lab, error: unknown): Promise<Lab> {
  if (before.record.real) throw error;
  const until = performance.now() + REBUILD_GAP_MS;
  for (;;) {
    try {
      const lab = await openLab(context);
      if (lab.record.account === before.record.account && sameSupervisor(lab, before)) throw error;
      context.output.progress(message("check.rebuilt"));
      return lab;
    } catch (reason) {
      if (!(reason instanceof LabError && reason.code === "NoLab")) throw reason;
      if (performance.now() > until)
        throw new LabError("TakenDown", message("check.taken-down"), reason.hint, EXIT.notYet);
      await sleep(LOOK_MS);
    }
  }
}

function sameSupervisor(one: Lab, other: Lab): boolean {
  return one.supervisor.hello.pid === other.supervisor.hello.pid;
}

function isNews(before: Grade | null, now: Grade): boolean {
  return before?.verdict !== now.verdict || turned(before, now).length > 0;
}

function contentOf(snapshot: Snapshot): string {
  return JSON.stringify({ ...snapshot, revision: 0 });
}

function show({ output }: Context, before: Grade | null, now: Grade): void {
  if (output.json) {
    output.line(JSON.stringify(toJson(now)));
    return;
  }
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
