import type { ClusterRecord, FeatureSettings, RecordedNode } from "./cluster-record.ts";

/** What becomes of one interface when the switch is turned on. */
export interface AffectedInterface {
  readonly node: string;
  readonly eniId: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * Interfaces whose groups change when the feature is switched on: secondary ones take their node's NodeENIConfig if it names
 * groups, else the add-on's list, else the groups of the node's primary interface.
 *
 * @param ours names of nodes that the lab made: what happens to those is what the lab is for
 * @source docs/facts.md#sg-inherit
 */
export function affectedBySwitch(
  { feature, nodes }: Pick<ClusterRecord, "feature" | "nodes">,
  ours: readonly string[],
): readonly AffectedInterface[] {
  if (feature.enableSecurityGroups) return [];
  return nodes
    .filter(({ name }) => !ours.includes(name))
    .flatMap((node) => {
      const after = groupsWhenOn(node, feature);
      return node.interfaces
        .filter(({ primary, groups }) => !primary && groups.join() !== after.join())
        .map(({ id, groups }) => ({ node: node.name, eniId: id, before: groups, after }));
    });
}

function groupsWhenOn(node: RecordedNode, { securityGroups }: FeatureSettings): readonly string[] {
  if (node.nec !== null && node.nec.length > 0) return node.nec;
  if (securityGroups.length > 0) return securityGroups;
  return node.interfaces.find(({ primary }) => primary)?.groups ?? [];
}
