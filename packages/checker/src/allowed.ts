import { allowed, difference, makeFilter, parseRule, reach } from "@podpath/access-path";
import type { BoxSet, Direction } from "@podpath/access-path";
import { expand } from "@podpath/scenarios";
import { addressOf } from "./world.ts";
import type { PeopledWorld, World } from "./world.ts";

/** What a right fix must open. */
export function requiredSet(world: PeopledWorld): BoxSet {
  return flowsOf(world, world.scenario.needed.required);
}

/** What the interface of the other end still lacks of the drill's own connection: what is needed is open only if both let it by. */
export function lackingAtOtherEnd(world: PeopledWorld): Lacking {
  const isAtA = world.scenario.needed.at === "podA";
  const { eni } = isAtA ? world.podB : world.podA;
  const direction = isAtA ? "ingress" : "egress";
  const rule = parseRule(`accept tcp ${addressOf(isAtA ? world.podA : world.podB)} ${world.scenario.podB.port}`);
  const flow = allowed(makeFilter([{ id: "needed", ingress: [rule], egress: [rule] }], direction));
  return { eniId: eni.id, direction, missing: difference(flow, reach(world.snapshot, eni.id, direction)) };
}

/** Flows that an interface should let by and doesn't. */
export interface Lacking {
  readonly eniId: string;
  readonly direction: Direction;
  readonly missing: BoxSet;
}

/** What the start let by, what must be open and what may be. */
export function toleratedSet(world: PeopledWorld): BoxSet {
  const { at, direction, required, tolerated } = world.scenario.needed;
  const start = reach(world.start, world[at].eni.id, direction);
  const needed = flowsOf(world, [...required, ...tolerated.map(({ rule }) => rule)]);
  return [...start, ...difference(needed, start)];
}

/** The flows that rules of a scenario accept at the interface that is judged, one after another. */
export function flowsOf(world: PeopledWorld, rules: readonly string[]): BoxSet {
  const addresses = { podA: addressOf(world.podA), podB: addressOf(world.podB) };
  const parsed = rules.map((rule) => parseRule(expand(rule, addresses)));
  return allowed(makeFilter([{ id: "needed", ingress: parsed, egress: parsed }], world.scenario.needed.direction));
}

/** What one direction of an interface lets by now and didn't at the start; the boxes carry today's rules. */
export function openedSinceStart(world: World, eniId: string, direction: Direction): BoxSet {
  return difference(reach(world.snapshot, eniId, direction), reach(world.start, eniId, direction));
}

/** What it let by at the start and doesn't now; the boxes carry the rules of the start. */
export function closedSinceStart(world: World, eniId: string, direction: Direction): BoxSet {
  return difference(reach(world.start, eniId, direction), reach(world.snapshot, eniId, direction));
}
