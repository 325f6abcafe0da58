import { difference, printRule, reach } from "@podpath/access-path";
import type { BoxSet, Direction, Snapshot } from "@podpath/access-path";
import type { Text } from "@podpath/scenarios";
import { closedSinceStart, lackingAtOtherEnd, openedSinceStart, requiredSet, toleratedSet } from "../allowed.ts";
import { noPods, NOTHING, say, verbatim, WAYS } from "../judgement.ts";
import type { Case, Judgement } from "../judgement.ts";
import { printBoxes } from "../print-boxes.ts";
import { isPeopled } from "../world.ts";
import type { PeopledWorld } from "../world.ts";

const DIRECTIONS: readonly Direction[] = ["ingress", "egress"];

/**
 * Everything that must be open is open at both ends, by rule and not by luck. Judged before the first success only for those who
 * may know.
 */
export function requiredAllowed({ world, reveal, works }: Case): Judgement {
  const expected = say("该放通的在两端都放通了", "what has to be open is open at both ends");
  if (!isPeopled(world)) return noPods(expected);
  if (!reveal && !works)
    return { status: "skipped", expected, observed: say("还没连通", "nothing connects yet"), whereToLook: NOTHING };
  const { at, direction } = world.scenario.needed;
  const { id: eniId } = world[at].eni;
  const here = { eniId, direction, missing: difference(requiredSet(world), reach(world.snapshot, eniId, direction)) };
  const lacking = [here, lackingAtOtherEnd(world)].filter(({ missing }) => missing.length > 0);
  if (lacking.length === 0) return { status: "pass", expected, observed: say("都通", "it is"), whereToLook: NOTHING };
  const places = lacking.map((one) =>
    say(`${one.eniId} 的${WAYS[one.direction].zh}`, `${WAYS[one.direction].en} at ${one.eniId}`),
  );
  return {
    status: "fail",
    expected,
    observed: say(
      `${places.map(({ zh }) => zh).join("、")}还缺：`,
      `still lacking, ${places.map(({ en }) => en).join(" and ")}:`,
    ),
    details: lacking.flatMap((one) => printBoxes(one.missing, one.direction)).map(verbatim),
    whereToLook: say(
      "逐条读规则：方向、协议、端口、来源，以及上面有没有先命中的 DROP",
      "read the rules one by one: direction, protocol, port, far end, and whether a DROP above matches first",
    ),
  };
}

/** Nothing is open at the interface that neither was at the start nor is needed; the reply needs nothing the other way. */
export function withinTolerated({ world }: Case): Judgement {
  const expected = say("没有放通多余的东西", "nothing is open that nobody needs");
  if (!isPeopled(world)) return noPods(expected);
  const excess = DIRECTIONS.map((direction) => ({ direction, set: excessAt(world, direction) }));
  const wide = excess.filter(({ set }) => set.length > 0);
  if (wide.length === 0)
    return { status: "pass", expected, observed: say("没有多放", "nothing more"), whereToLook: NOTHING };
  const { eni } = world[world.scenario.needed.at];
  return {
    status: "fail",
    expected,
    observed: say(`${eni.id} 上多放了：`, `${eni.id} lets by more:`),
    details: wide.flatMap(({ direction, set }) => describeExcess(world, direction, set)),
    whereToLook: say(
      "把规则收紧到真正的来源、协议和端口，排查时临时加的规则也要删掉",
      "narrow the rule to the real far end, protocol and port, and remove what was added for a test",
    ),
  };
}

function excessAt(world: PeopledWorld, direction: Direction): BoxSet {
  const { needed } = world.scenario;
  const { id } = world[needed.at].eni;
  if (direction !== needed.direction) return openedSinceStart(world, id, direction);
  return difference(reach(world.snapshot, id, direction), toleratedSet(world));
}

/** What is open and, below it, the rules that opened it. */
function describeExcess({ snapshot }: PeopledWorld, direction: Direction, set: BoxSet): readonly Text[] {
  const openers = new Map(set.map(({ by }) => [by === null ? "" : `${by.groupId} ${by.rule}`, by]));
  return [
    ...printBoxes(set, direction).map(verbatim),
    ...[...openers.values()].map((by) =>
      by === null
        ? say("这张网卡没有绑安全组，不做过滤", "no group is bound to it, so nothing is filtered")
        : openedBy(snapshot, direction, by.groupId, by.rule),
    ),
  ];
}

function openedBy({ securityGroups }: Snapshot, direction: Direction, groupId: string, index: number): Text {
  const group = securityGroups.find(({ id }) => id === groupId)!;
  const rule = printRule(group[direction][index]!);
  const { zh, en } = WAYS[direction];
  return say(
    `是 ${groupId} 的${zh}规则 ${index} 放通的：${rule}`,
    `opened by ${en} rule ${index} of ${groupId}: ${rule}`,
  );
}

/** A fix that shuts out what worked before (SSH to the nodes, say) trades one incident for another. */
export function nothingLost({ world }: Case): Judgement {
  const expected = say("原来能通的仍然能通", "what worked before still works");
  if (!isPeopled(world)) return noPods(expected);
  const { eni } = world[world.scenario.needed.at];
  const lost = DIRECTIONS.flatMap((direction) => printBoxes(closedSinceStart(world, eni.id, direction), direction));
  if (lost.length === 0) return { status: "pass", expected, observed: say("都还通", "it does"), whereToLook: NOTHING };
  return {
    status: "fail",
    expected,
    observed: say(`${eni.id} 上不再放行：`, `${eni.id} no longer lets by:`),
    details: lost.map(verbatim),
    whereToLook: say(
      "看看哪条原有规则被删了，或者被新加的 DROP 盖住了",
      "see which of the old rules was removed, or is covered by a new DROP",
    ),
  };
}
