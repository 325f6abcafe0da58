import type { Eni, SecurityGroup, Snapshot } from "@podpath/access-path";
import { boundGroups, rulesOf } from "@podpath/scenarios";
import type { Actor, Scenario } from "@podpath/scenarios";

/**
 * The state that the drill began from, told by the scenario alone: no record that a learner could have edited takes part.
 * Nodes, Pods and addresses are today's; groups, their rules and their bindings are the scenario's, with its keys as ids.
 *
 * @param nodeB name of the node that Pod B runs on. A node of the drill is known by the actor on it; with one pool, every node
 * is that pool's.
 */
export function startingPoint(scenario: Scenario, snapshot: Snapshot, nodeB: string | undefined): Snapshot {
  return {
    ...snapshot,
    securityGroups: scenario.groups.map((spec): SecurityGroup => ({ id: spec.key, name: spec.name, ...rulesOf(spec) })),
    nodes: snapshot.nodes.map((node) => {
      const actor = node.name === nodeB ? "podB" : "podA";
      const enis = node.enis.map((eni) => ({ ...eni, securityGroups: startingGroups(scenario, actor, eni) }));
      return { ...node, enis };
    }),
  };
}

function startingGroups(scenario: Scenario, actor: Actor, eni: Eni): readonly string[] {
  if (!eni.primary) return boundGroups(scenario, actor);
  return scenario.nodePools.find(({ key }) => key === scenario[actor].pool)!.groups;
}
