import type { CheckStatus, Paint } from "@podpath/checker";
import type { Output } from "../output.ts";

/** SGR codes: green, red, bright black, yellow. */
const CODES: Readonly<Record<CheckStatus, number>> = { pass: 32, fail: 31, skipped: 90, inconclusive: 33 };

/** Colours for a terminal that wants them; elsewhere the words alone. */
export function paintMarks({ colour }: Output): Paint {
  return (status, text) => (colour ? `\u001b[${CODES[status]}m${text}\u001b[0m` : text);
}
