import { accessSync, constants, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { usageError, type LabError } from "./lab-error.ts";
import { message } from "./text/translate.ts";

/** Asked before the work whose result goes there: nobody waits minutes to hear of a typing error. @throws LabError (usage) */
export function checkCanWrite(file: string): void {
  try {
    const there = statSync(file, { throwIfNoEntry: false });
    if (there?.isDirectory()) throw Object.assign(new Error(file), { code: "EISDIR" });
    const folder = dirname(resolve(file));
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(folder), { code: "ENOTDIR" });
    accessSync(there ? file : folder, constants.W_OK);
  } catch (error) {
    throw notWritten(file, error);
  }
}

/** @throws LabError (usage) */
export function writeReport(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw notWritten(file, error);
  }
}

/** In one sentence, whatever the system said. */
export function notWritten(file: string, error: unknown): LabError {
  const reason = (error as NodeJS.ErrnoException).code ?? String(error);
  return usageError(
    "ReportNotWritten",
    message("check.report-not-written", { file, reason }),
    message("diagnose.not-written.hint"),
  );
}
