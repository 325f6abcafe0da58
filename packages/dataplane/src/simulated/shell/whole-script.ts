import { parseScript } from "./parser.ts";
import { ShellSyntaxError } from "./shell-error.ts";

/** Lines until they parse, or until it is clear that they never will; null at the end of input. */
export async function wholeScript(next: (more: boolean) => Promise<string | null>): Promise<string | null> {
  let script: string | null = null;
  for (;;) {
    const line = await next(script !== null);
    if (line === null) return script;
    script = script === null ? line : `${script}\n${line}`;
    if (!isIncomplete(script)) return script;
  }
}

function isIncomplete(script: string): boolean {
  if (script.endsWith("\\") && !script.endsWith("\\\\")) return true;
  try {
    parseScript(script);
    return false;
  } catch (error) {
    return error instanceof ShellSyntaxError && error.incomplete;
  }
}
