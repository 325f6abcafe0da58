import type { Context } from "../context.ts";
import { LabError } from "../lab-error.ts";
import { isLabRecord, type LabRecord } from "../lab.ts";
import { message } from "../text/translate.ts";
import { minutesPastExpiry } from "./real-record.ts";

/** Past its end every command says so: a forgotten lab costs money. */
export function sayExpiry({ folder, output, invocation }: Context): void {
  const real = readRecord({ folder })?.real;
  const minutes = real ? minutesPastExpiry(real, new Date()) : null;
  if (real && minutes !== null) {
    const { labId, expiresAt } = real.deployment;
    output.progress(message("real.expired", { labId, expiresAt, hours: (minutes / 60).toFixed(1), invocation }));
  }
}

/** A damaged record is for the command itself to complain about. */
function readRecord({ folder }: Pick<Context, "folder">): LabRecord | undefined {
  try {
    return folder.readJson("lab.json", isLabRecord);
  } catch (error) {
    if (error instanceof LabError) return undefined;
    throw error;
  }
}
