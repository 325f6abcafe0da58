import { CloudError } from "./cloud-error.ts";
import { differences, needsReplacement } from "./diff.ts";
import { driftOf, missing } from "./drift.ts";
import { findUnseen } from "./find-unseen.ts";
import type { JsonObject } from "./json.ts";
import type { ResourceHandler } from "./resources/handler.ts";
import { handlerOf } from "./resources/index.ts";
import type { Run } from "./run.ts";
import type { ResourceRecord } from "./state.ts";
import { attempt, step } from "./step.ts";
import type { Subject } from "./subject.ts";

/** A resource as the program registers it. */
export interface Wanted extends Subject {
  readonly inputs: JsonObject;
  /** URNs. */
  readonly dependencies: readonly string[];
}

export interface Applied {
  readonly id: string;
  /** Inputs, and what the cloud computed. */
  readonly properties: JsonObject;
}

/** Make one resource as the program wants it, from whatever an earlier run left. */
export async function apply(run: Run, wanted: Wanted): Promise<Applied> {
  const known = run.state.get(wanted.urn);
  if (known === undefined) return create(run, wanted);
  if (known.phase === "requested") return takeUp(run, wanted);
  if (known.phase === "created") return finish(run, wanted, known);
  const handler = handlerOf(wanted.type);
  const actual = await attempt("same", wanted, () => handler.read(run.cloud, idOf(known), known.inputs));
  if (actual === null) return recreate(run, wanted, known);
  const changes = differences(wanted.inputs, known.inputs);
  if (needsReplacement(changes, handler.immutable)) return replace(run, wanted);
  if (changes.length > 0) return update(run, wanted, known, actual);
  return keep(run, wanted, known, actual);
}

/** The request is on record before it is sent: a run that dies in between can look for what it may have made. */
async function create(run: Run, wanted: Wanted, action: "create" | "replace" = "create"): Promise<Applied> {
  const handler = handlerOf(wanted.type);
  return step(run, action, wanted, async () => {
    record(run, wanted, "requested", null);
    const id = await handler.create(run.cloud, wanted.inputs).catch((error: unknown) => {
      if (error instanceof CloudError && error.code !== "Infra.Unreachable") forget(run, wanted);
      throw error;
    });
    record(run, wanted, "created", id);
    return settle(run, wanted, handler, id);
  });
}

/** A call went out and nobody saw its answer: what it made is looked for by name before it is made again. */
async function takeUp(run: Run, wanted: Wanted): Promise<Applied> {
  const handler = handlerOf(wanted.type);
  const id = await findUnseen(run, wanted);
  if (id === undefined) return create(run, wanted);
  return step(run, "adopt", wanted, () => {
    record(run, wanted, "created", id);
    return settle(run, wanted, handler, id);
  });
}

/** An earlier run got the id and did not see it usable. */
async function finish(run: Run, wanted: Wanted, known: ResourceRecord): Promise<Applied> {
  const handler = handlerOf(wanted.type);
  const id = idOf(known);
  const actual = await attempt("adopt", wanted, () => handler.read(run.cloud, id, known.inputs));
  if (actual === null) return recreate(run, wanted, known);
  if (differences(wanted.inputs, known.inputs).length > 0) {
    await step(run, "adopt", wanted, () => settle(run, { ...wanted, inputs: known.inputs }, handler, id));
    return apply(run, wanted);
  }
  return step(run, "adopt", wanted, () => settle(run, wanted, handler, id));
}

async function settle(run: Run, wanted: Wanted, handler: ResourceHandler, id: string): Promise<Applied> {
  await handler.settle(run.cloud, id);
  const outputs = (await handler.read(run.cloud, id, wanted.inputs)) ?? {};
  record(run, wanted, "ready", id, outputs);
  return { id, properties: { ...outputs, ...wanted.inputs } };
}

/** Somebody removed it. A lab that lacks a part is no lab: it is made anew, and said. */
async function recreate(run: Run, wanted: Wanted, known: ResourceRecord): Promise<Applied> {
  run.drift.push(missing(known));
  forget(run, wanted);
  return create(run, wanted);
}

/** As Pulumi does by default: the new one first, the old one at the end of the run, when nothing hangs on it. */
async function replace(run: Run, wanted: Wanted): Promise<Applied> {
  run.state.doom(wanted.urn);
  return create(run, wanted, "replace");
}

async function update(run: Run, wanted: Wanted, known: ResourceRecord, actual: JsonObject): Promise<Applied> {
  const handler = handlerOf(wanted.type);
  const id = idOf(known);
  return step(run, "update", wanted, async () => {
    await handler.update(run.cloud, id, wanted.inputs, handler.drift(wanted.inputs, actual));
    return settle(run, wanted, handler, id);
  });
}

/** Nothing new from the program. What a learner changed stays (`up`) or is taken back (`reset`). */
async function keep(run: Run, wanted: Wanted, known: ResourceRecord, actual: JsonObject): Promise<Applied> {
  const changes = handlerOf(wanted.type).drift(known.inputs, actual);
  if (changes.length > 0 && run.mode === "reset") return update(run, wanted, known, actual);
  if (changes.length > 0) run.drift.push(driftOf(known, changes));
  return step(run, "same", wanted, async () => ({
    id: idOf(known),
    properties: { ...known.outputs, ...known.inputs },
  }));
}

function record(
  run: Run,
  { urn, type, name, inputs, dependencies }: Wanted,
  phase: ResourceRecord["phase"],
  id: string | null,
  outputs: JsonObject = {},
): void {
  run.state.put({ urn, type, name, phase, id, inputs, outputs, dependencies });
}

function forget(run: Run, { urn }: Subject): void {
  const known = run.state.get(urn);
  if (known !== undefined) run.state.forget(known);
}

function idOf(known: ResourceRecord): string {
  if (known.id === null) throw new Error(`${known.urn} is ${known.phase} and has no id`);
  return known.id;
}
