import { allowed, difference, makeFilter, parseRule, reach } from "@podpath/access-path";
import type { BoxSet, Direction } from "@podpath/access-path";
import { expand } from "@podpath/scenarios";
import { addressOf } from "./world.ts";
import type { PeopledWorld, World } from "./world.ts";

/** What a right fix must open. */
export function requiredSet(world: PeopledWorld): BoxSet {
  return flowsOf(world, world.scenario.needed.required);
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
