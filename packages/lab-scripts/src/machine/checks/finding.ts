import type { Context } from "../../context.ts";
import type { Text } from "../../text/translate.ts";

/** What one look at the machine found. `note`: good to know, and no obstacle. `bad`: the kernel data plane, or the lab, can't. */
export interface Finding {
  readonly id: string;
  readonly level: "ok" | "note" | "bad";
  readonly text: Text;
  /** What to do, one way each; empty where nothing is to be done. */
  readonly fixes: readonly Text[];
}

export type Check = (context: Context) => Finding | Promise<Finding>;

export function ok(id: string, text: Text): Finding {
  return { id, level: "ok", text, fixes: [] };
}

export function note(id: string, text: Text, ...fixes: Text[]): Finding {
  return { id, level: "note", text, fixes };
}

export function bad(id: string, text: Text, ...fixes: Text[]): Finding {
  return { id, level: "bad", text, fixes };
}
