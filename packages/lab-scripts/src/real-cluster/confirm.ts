import { createInterface } from "node:readline/promises";
import type { Context } from "../context.ts";
import { LabError, usageError } from "../lab-error.ts";
import { message, type Text } from "../text/translate.ts";

/** Asks before money is spent or somebody's cluster is touched. `--yes` says it beforehand; without a terminal it must be said. */
export async function confirm(
  context: Context,
  question: Text,
  agreed: boolean,
  unasked: Text = message("real.not-confirmed"),
): Promise<void> {
  if (agreed) return;
  if (process.stdin.isTTY !== true) {
    throw usageError("NotConfirmed", unasked, message("real.not-confirmed.hint"));
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    // A stream that ends leaves the question open for ever, and closes the terminal.
    const gone = new Promise<string>((resolve) => terminal.once("close", () => resolve("")));
    const typed = terminal.question(`${context.output.pick(question)} [y/N] `).catch(leftUnanswered);
    const answer = await Promise.race([typed, gone]);
    if (/^(y|yes|是)$/i.test(answer.trim())) return;
  } finally {
    terminal.close();
  }
  throw new LabError("Declined", message("real.declined"), null, 1);
}

/** Ctrl-C or Ctrl-D at the question is a no, and the shell's next line is its own. */
function leftUnanswered(error: unknown): string {
  if (!(error instanceof Error) || error.name !== "AbortError") throw error;
  process.stderr.write("\n");
  return "";
}
