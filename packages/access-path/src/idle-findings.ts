import { smallestCover } from "./cover.ts";
import { decidersOf, setsAbove, sharedFlow } from "./decisions.ts";
import type { Decisions, IdleLine } from "./decisions.ts";
import type { FilterLine } from "./filter.ts";
import type { Finding } from "./finding.ts";
import { hasBit } from "./line-bits.ts";
import type { LineBits } from "./line-bits.ts";
import { refOf, refsOf } from "./placed-finding.ts";
import type { Placed } from "./placed-finding.ts";

/** Rules that decide nothing, because rules above them take all of their flows. */
export function neverFindings(
  decisions: Decisions,
  lines: readonly FilterLine[],
  wider: LineBits,
  idle: readonly IdleLine[],
): Placed[] {
  const rows = idle
    .filter((one) => one.never)
    .map(({ line, takers }) => ({ line, takers, cover: singleCover(decisions, wider, line, takers) }));
  const hard = rows.filter((row) => row.cover === null).map((row) => row.line);
  const sets = setsAbove(decisions, hard);
  return rows.map(({ line, takers, cover }) => {
    const { elements, smallest } = cover ?? searchCover(decisions, line, takers, sets.get(line)!);
    const witness = sharedFlow(decisions, takers[0] ?? decidersOf(decisions, line)[0]!, line);
    const common = { at: refOf(lines[line]!), by: refsOf(lines, elements), witness };
    const finding: Finding =
      takers.length === 0 ? { code: "redundant", ...common } : { code: "shadowed", smallest, ...common };
    return { line, finding };
  });
}

interface Cover {
  readonly elements: readonly number[];
  readonly smallest: boolean;
}

/** The common case without a search: one line above matches all that this one does. */
function singleCover(
  { actions, grid, matching }: Decisions,
  wider: LineBits,
  line: number,
  takers: readonly number[],
): Cover | null {
  const isWider = (above: number) => hasBit(wider, line * grid.words, above) && hasBit(matching, 0, above);
  const taker = takers.find(isWider);
  if (taker !== undefined) return { elements: [taker], smallest: true };
  const above = [...actions.keys()].slice(0, line);
  const other = above.find((place) => isWider(place) && (takers.length > 0 || actions[place] === actions[line]));
  if (other === undefined) return null;
  return { elements: [other, ...takers.slice(0, 1)].sort((a, b) => a - b), smallest: true };
}

function searchCover(
  { actions }: Decisions,
  line: number,
  takers: readonly number[],
  sets: readonly number[][],
): Cover {
  if (takers.length > 0) return smallestCover([...sets, takers]);
  return smallestCover(sets.map((set) => set.filter((above) => actions[above] === actions[line])));
}
