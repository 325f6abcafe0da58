import { parseRule } from "@podpath/access-path";
import type { Direction, Rule } from "@podpath/access-path";
import type { Actor, GroupSpec, Scenario } from "./scenario.ts";

/** A group's rules, parsed, as it stands when the drill begins; index 0 is decided first. */
export function rulesOf(group: GroupSpec): Readonly<Record<Direction, readonly Rule[]>> {
  return { ingress: group.ingress.map(parseRule), egress: group.egress.map(parseRule) };
}

/**
 * Keys of the groups on an actor's secondary interface when the drill begins, in binding order. With the feature on, an empty
 * list inherits the groups of the node's primary interface, and so the node pool's; with it off nothing is bound.
 *
 * @source docs/facts.md#sg-inherit
 */
export function boundGroups(scenario: Scenario, actor: Actor): readonly string[] {
  const { enabled, groups } = scenario.eniSecurityGroups;
  if (!enabled) return [];
  if (groups.length > 0) return groups;
  return scenario.nodePools.find((pool) => pool.key === scenario[actor].pool)!.groups;
}
