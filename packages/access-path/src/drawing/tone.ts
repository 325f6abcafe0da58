import type { AccessPath, FilterHop, Hop } from "../path.ts";

/**
 * `passed` got through, `stopped` ended here, `doubt` nobody knows which, `quiet` nothing was decided, `unreached` the flow is not
 * known to have come here.
 */
export type Tone = "passed" | "stopped" | "doubt" | "quiet" | "unreached";

/** A path and what is known of its end. */
export interface DrawnPath extends Pick<AccessPath, "route" | "hops"> {
  /** Does it arrive? null: not known. */
  readonly arrives: boolean | null;
  /** Filters that may accept and may drop. */
  readonly doubtful?: (hop: FilterHop) => boolean;
}

export function drawnPath({ route, hops, disposition }: AccessPath): DrawnPath {
  return { route, hops, arrives: disposition.kind === "delivered" };
}

export function toneOf(hop: Hop, { arrives, doubtful }: DrawnPath): Tone {
  if (!hop.reached) return "unreached";
  if (hop.kind === "filter") {
    if (doubtful?.(hop) === true) return "doubt";
    return hop.verdict.action === "drop" ? "stopped" : "passed";
  }
  if (!("role" in hop) || hop.role !== "destination") return "quiet";
  return arrives === null ? "doubt" : arrives ? "passed" : "stopped";
}
