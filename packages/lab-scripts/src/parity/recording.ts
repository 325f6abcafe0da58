/** A value as JSON has it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** What an experiment saw, named; or why it could not be made. */
export type Seen = { readonly [name: string]: Json };

export interface RecordedObservation {
  /** Of an experiment; see `experiments/`. */
  readonly id: string;
  /** Ids of docs/facts.md that it bears on, when it was recorded. */
  readonly facts: readonly string[];
  readonly seen: Seen | null;
  /** Why nothing was seen; null: something was. */
  readonly notSeen: string | null;
}

/**
 * What a cloud did, dated, with everything personal removed. `source` says which cloud: what came from anything but the vendor's own
 * endpoint is the sandbox's, and proves nothing about the cloud.
 */
export interface Recording {
  readonly format: "podpath-recording";
  readonly version: 1;
  readonly source: "tencent-cloud" | "sandbox";
  /** `2026-11-27`, UTC */
  readonly recordedOn: string;
  readonly region: string;
  readonly kubernetes: string;
  readonly dataPlane: "real" | "kernel" | "simulated";
  readonly observations: readonly RecordedObservation[];
}

/** @throws RecordingError that says which member is not as it must be */
export function parseRecording(text: string): Recording {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RecordingError("JSON");
  }
  const recording = value as Partial<Recording> | null;
  if (recording?.format !== "podpath-recording") throw new RecordingError("format");
  if (recording.version !== 1) throw new RecordingError("version");
  if (recording.source !== "tencent-cloud" && recording.source !== "sandbox") throw new RecordingError("source");
  if (!isDay(recording.recordedOn)) throw new RecordingError("recordedOn");
  if (!["real", "kernel", "simulated"].includes(recording.dataPlane ?? "")) throw new RecordingError("dataPlane");
  for (const name of ["region", "kubernetes"] as const)
    if (typeof recording[name] !== "string") throw new RecordingError(name);
  if (!Array.isArray(recording.observations)) throw new RecordingError("observations");
  (recording.observations as unknown[]).forEach((one, i) => {
    if (!isObservation(one)) throw new RecordingError(`observations[${i}]`);
  });
  return recording as Recording;
}

function isDay(value: unknown): boolean {
  return typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
}

function isObservation(value: unknown): value is RecordedObservation {
  const { id, facts, seen, notSeen } = (value ?? {}) as Partial<RecordedObservation>;
  const namesFacts = Array.isArray(facts) && facts.every((fact) => typeof fact === "string");
  const sawSomething = typeof seen === "object" && seen !== null && !Array.isArray(seen) && notSeen === null;
  return typeof id === "string" && namesFacts && (sawSomething || (seen === null && typeof notSeen === "string"));
}

export class RecordingError extends Error {
  override readonly name = "RecordingError";
  /** The member that is wrong. */
  readonly member: string;

  constructor(member: string) {
    super(`not a recording: ${member}`);
    this.member = member;
  }
}
