import { IMPLICIT_DROP, lineMatches, peerMatches, serviceMatches, UNFILTERED, verdictOf } from "../evaluate.ts";
import type { Verdict } from "../evaluate.ts";
import type { FilterLine } from "../filter.ts";
import { flowSide } from "../flow.ts";
import type { FlowSide } from "../flow.ts";
import type { Model } from "../model.ts";
import { quote } from "../near-miss.ts";
import type { FilterHop } from "../path.ts";
import type { QuotedRule } from "../reason.ts";
import type { Action, Flow } from "../snapshot.ts";
import { peerUnread, serviceUnread, type BlindSpots } from "./blind-spots.ts";

/** Why one filter's answer is not certain. */
export type FilterDoubt =
  | { readonly code: "group-unread"; readonly eniId: string; readonly groupId: string }
  /** The rule decides if its template holds this flow, which isn't known. */
  | { readonly code: "template-unread"; readonly eniId: string; readonly by: QuotedRule; readonly templateId: string }
  /** Nothing is bound, and whether the add-on binds groups is not known. docs/facts.md#eniipamd-values */
  | { readonly code: "feature-unknown"; readonly eniId: string };

/** What one filter may say: everything that is possible given what is known, in the order in which rules are asked. */
export interface Possible {
  /** `unknown`: it may accept and it may drop. */
  readonly action: Action | "unknown";
  /** The rules that may decide; one alone when the rule is certain. An unread group stands for itself in `doubts`. */
  readonly verdicts: readonly Verdict[];
  readonly doubts: readonly FilterDoubt[];
}

/** Like `decide`, but told what nobody has read: a rule that may or may not match leaves those below it possible. */
export function possibleVerdicts(
  model: Model,
  flow: Flow,
  { eniId, primary, direction }: Pick<FilterHop, "eniId" | "primary" | "direction">,
  blind: BlindSpots,
  unread: ReadonlySet<string>,
): Possible {
  const filter = model.filter(eniId, direction);
  if (filter.groupIds.length === 0) {
    const doubtful = !primary && model.snapshot.eniSecurityGroups === "unknown";
    const doubts: readonly FilterDoubt[] = doubtful ? [{ code: "feature-unknown", eniId }] : [];
    return { action: doubtful ? "unknown" : "accept", verdicts: [UNFILTERED], doubts };
  }
  const side = flowSide(flow, direction);
  const found: { readonly verdicts: Verdict[]; readonly doubts: FilterDoubt[] } = { verdicts: [], doubts: [] };
  for (const groupId of filter.groupIds) {
    if (unread.has(groupId)) {
      found.doubts.push({ code: "group-unread", eniId, groupId });
      continue;
    }
    for (const line of filter.lines.filter((one) => one.groupId === groupId)) {
      if (lineMatches(line, side)) return summary(found.verdicts, verdictOf(line), found.doubts);
      const templateId = mayMatch(line, side, model, blind);
      if (templateId === null) continue;
      found.verdicts.push(verdictOf(line));
      found.doubts.push({ code: "template-unread", eniId, by: quote(line), templateId });
    }
  }
  return summary(found.verdicts, IMPLICIT_DROP, found.doubts);
}

function summary(maybe: readonly Verdict[], last: Verdict, doubts: readonly FilterDoubt[]): Possible {
  const groupUnread = doubts.some(({ code }) => code === "group-unread");
  const sure = !groupUnread && maybe.every(({ action }) => action === last.action);
  return { action: sure ? last.action : "unknown", verdicts: [...maybe, last], doubts };
}

/** The template on which it hangs whether a line matches; null: it doesn't match, whatever the template holds. */
function mayMatch(line: FilterLine, side: FlowSide, { snapshot }: Model, blind: BlindSpots): string | null {
  const { peer, service } = line.rule;
  const peerOpen = peerUnread(line, blind, snapshot);
  const serviceOpen = serviceUnread(line, blind, snapshot);
  const peerFits = peerMatches(line, side);
  const serviceFits = line.services.some((one) => serviceMatches(one, side));
  if (!(peerFits || peerOpen) || !(serviceFits || serviceOpen)) return null;
  if (!peerFits && peer.kind === "address-template") return peer.id;
  return service.kind === "service-template" ? service.id : null;
}
