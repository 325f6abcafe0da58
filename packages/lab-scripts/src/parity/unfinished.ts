import type { Context } from "../context.ts";
import { LabError } from "../lab-error.ts";
import { message } from "../text/translate.ts";
import { isUndoRecord } from "./undo.ts";

/** A recording that was killed left changes behind: every command says so until they are taken back. */
export function sayUnfinishedRecording({
  folder,
  output,
  invocation,
}: Pick<Context, "folder" | "output" | "invocation">): void {
  const left = readUndo({ folder });
  if (left > 0) output.progress(message("parity.unfinished", { count: left, invocation }));
}

/** A damaged record is for `parity` itself to complain about. */
function readUndo({ folder }: Pick<Context, "folder">): number {
  try {
    return folder.readJson("parity.json", isUndoRecord)?.steps.length ?? 0;
  } catch (error) {
    if (error instanceof LabError) return 0;
    throw error;
  }
}
