import { makeFilter, parseRule, printRule } from "@podpath/access-path";
import type { ClusterNode, Directory, Direction, Eni, Filter, SecurityGroup, Snapshot } from "@podpath/access-path";
import { boundGroups, expand, rulesOf } from "@podpath/scenarios";
import type { Scenario } from "@podpath/scenarios";
import { allowedBy, matchedBy, minus, union } from "./flow-set.ts";
import type { FlowSet } from "./flow-set.ts";
import { addressOf } from "./world.ts";
import type { PeopledWorld, World } from "./world.ts";

/** What an interface lets by now. */
export function allowedNow(snapshot: Snapshot, eni: Eni, direction: Direction): FlowSet {
  return allowedBy(filterOf(snapshot, eni, direction));
}

function filterOf(snapshot: Snapshot, eni: Eni, direction: Direction): Filter {
  const groups = eni.securityGroups.map((id) => snapshot.securityGroups.find((group) => group.id === id)!);
  return makeFilter(groups, direction, directoryOf(snapshot));
}

/**
 * What an interface let by when the drill began, told by the scenario alone: no record that a learner could have edited takes
 * part. Names in rules stand for what they stand for now.
 */
export function allowedAtStart(world: World, node: ClusterNode, eni: Eni, direction: Direction): FlowSet {
  const groups = startingGroups(world, node, eni).map((key) => startingGroup(world.scenario, key));
  return allowedBy(makeFilter(groups, direction, directoryOf(world.snapshot)));
}

/** The union of what the start let by, what must be open and what may be. */
export function toleratedSet(world: PeopledWorld): FlowSet {
  const { at, direction, required, tolerated } = world.scenario.needed;
  const { node, eni } = world[at];
  return [...required, ...tolerated.map(({ rule }) => rule)]
    .map((rule) => ruleSet(world, rule))
    .reduce(union, allowedAtStart(world, node, eni, direction));
}

/** What a right fix must open. */
export function requiredSet(world: PeopledWorld): FlowSet {
  return world.scenario.needed.required.map((rule) => ruleSet(world, rule)).reduce(union);
}

function ruleSet(world: PeopledWorld, rule: string): FlowSet {
  const parsed = parseRule(expand(rule, { podA: addressOf(world.podA), podB: addressOf(world.podB) }));
  const { direction } = world.scenario.needed;
  const group = { id: "needed", ingress: [parsed], egress: [parsed] };
  return allowedBy(makeFilter([group], direction, directoryOf(world.snapshot)));
}

function startingGroup(scenario: Scenario, key: string): Pick<SecurityGroup, "id" | Direction> {
  const spec = scenario.groups.find((group) => group.key === key)!;
  return { id: key, ...rulesOf(spec) };
}

/** A node of the drill is known by the actor that runs on it; with one pool, every node is that pool's. */
function startingGroups(world: World, node: ClusterNode, eni: Eni): readonly string[] {
  const { scenario } = world;
  const actor = world.podB?.node.name === node.name ? "podB" : "podA";
  if (!eni.primary) return boundGroups(scenario, actor);
  return scenario.nodePools.find(({ key }) => key === scenario[actor].pool)!.groups;
}

function directoryOf(snapshot: Snapshot): Directory {
  const enis = snapshot.nodes.flatMap((node) => node.enis);
  return {
    addressesOf: (id) => enis.filter((eni) => eni.securityGroups.includes(id)).flatMap((eni) => eni.addresses),
    cidrsOf: (id) => snapshot.addressTemplates.find((template) => template.id === id)?.cidrs ?? [],
    servicesOf: (id) => snapshot.serviceTemplates.find((template) => template.id === id)?.services ?? [],
  };
}

/** A rule that lets by some of a set, with its place. */
export interface Opener {
  readonly groupId: string;
  readonly index: number;
  readonly text: string;
}

/** The rules that decide flows of the set, in the order in which they are asked; none where nothing is bound. */
export function openersOf(snapshot: Snapshot, eni: Eni, direction: Direction, set: FlowSet): readonly Opener[] {
  const openers: Opener[] = [];
  let left = set;
  for (const line of filterOf(snapshot, eni, direction).lines) {
    const rest = minus(left, matchedBy(line));
    const decides = minus(left, rest).length > 0;
    const { groupId, index, rule } = line;
    if (decides && rule.action === "accept") openers.push({ groupId, index, text: printRule(rule) });
    left = rest;
  }
  return openers;
}
