import { existsSync, readFileSync } from "node:fs";
import { parseSubmission, SubmissionError, type Submission } from "@podpath/checker";
import { usageError } from "../lab-error.ts";
import { message } from "../text/translate.ts";

/**
 * A submission replaces an earlier one of the same drill and seed, and nothing else: not another drill's, no other file.
 *
 * @throws LabError (usage)
 */
export function refuseOverwrite(file: string, { scenario, seed }: Pick<Submission, "scenario" | "seed">): void {
  const there = readSubmissionAt(file);
  if (there === "nothing") return;
  if (there !== "something-else" && there.scenario === scenario && there.seed === seed) return;
  throw usageError("FileInTheWay", message("submit.in-the-way", { file }), message("submit.in-the-way.hint"));
}

function readSubmissionAt(file: string): Submission | "nothing" | "something-else" {
  if (!existsSync(file)) return "nothing";
  try {
    return parseSubmission(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SubmissionError) return "something-else";
    throw error;
  }
}
