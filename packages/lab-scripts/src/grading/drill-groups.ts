import type { AuditRecord } from "@podpath/emulator";
import type { Scenario } from "@podpath/scenarios";

/**
 * The cloud's ids of a drill's groups, by key, as the audit trail has them: the first group that was made with each name. What
 * the program's own state file says is the learner's to edit, and stands in only for what the trail no longer holds.
 */
export function drillGroups(
  { groups }: Pick<Scenario, "groups">,
  trail: readonly AuditRecord[],
  stated: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const made = trail.filter(({ action, errorCode }) => action === "vpc.CreateSecurityGroup" && errorCode === null);
  const found = groups.flatMap(({ key, name }) => {
    const first = made.find(({ request }) => (request as { GroupName?: unknown } | null)?.GroupName === name);
    const id = (first?.answer as { SecurityGroup?: { SecurityGroupId?: string } } | null)?.SecurityGroup
      ?.SecurityGroupId;
    return id === undefined ? [] : [[key, id] as const];
  });
  return { ...stated, ...Object.fromEntries(found) };
}
