/**
 * Values of the `eniipamd` add-on that switch security groups on or off for secondary interfaces.
 *
 * @param groupIds empty inherits the primary interface's groups
 * @returns plain JSON; the provider encodes it
 * @source docs/facts.md#eniipamd-values
 */
export function eniipamdValues(enabled: boolean, groupIds: readonly string[]): string {
  return JSON.stringify({
    vpcCni: { securityGroups: { enableSecurityGroups: enabled, securityGroups: groupIds } },
  });
}
