import { printRule, type SecurityGroup, type Snapshot } from "@podpath/access-path";
import { rulesOf, type GroupSpec, type Scenario } from "@podpath/scenarios";

/**
 * Whether somebody has tried a fix: the rules of one of the drill's groups are no longer those it started with. From then on a
 * report may name the hop and the rule; before, it would give the diagnosis away.
 *
 * @param groupIds the cloud's ids of the drill's groups, by key
 */
export function hasAttempted(
  scenario: Scenario,
  groupIds: Readonly<Record<string, string>>,
  snapshot: Snapshot,
): boolean {
  return scenario.groups.some((spec) => {
    const group = snapshot.securityGroups.find((one) => one.id === groupIds[spec.key]);
    return group === undefined || !sameRules(spec, group);
  });
}

function sameRules(spec: GroupSpec, group: SecurityGroup): boolean {
  const start = rulesOf(spec);
  return (["ingress", "egress"] as const).every((direction) => {
    const now = group[direction].map((rule) => printRule(withoutDescription(rule)));
    return now.join("\n") === start[direction].map((rule) => printRule(withoutDescription(rule))).join("\n");
  });
}

function withoutDescription({ action, service, peer }: SecurityGroup["ingress"][number]) {
  return { action, service, peer };
}
