import type { CloudTables } from "../cloud/tables.ts";

/** The add-on that holds ipamd and its agent. */
export const ENI_IPAMD = "eniipamd";

/** docs/facts.md#eniipamd-values */
export const ENI_IPAMD_DEFAULTS = {
  vpcCni: {
    routeEni: {
      ipMinWarmTarget: 5,
      ipMaxWarmTarget: 5,
      enableQuickRelease: false,
      enableIpWarmTargetAutoSync: false,
    },
    directEni: { eniMinWarmTarget: 1, eniMaxWarmTarget: 1 },
    securityGroups: { enableSecurityGroups: false, securityGroups: [] },
  },
} as const;

export interface SecurityGroupSettings {
  readonly enabled: boolean;
  /** Empty: each node's secondary interfaces inherit the groups of its primary one. */
  readonly groups: readonly string[];
}

/** The security-group switch of a cluster's VPC-CNI. What isn't of the right type counts as not set. */
export function securityGroupSettings(clusterId: string, tables: CloudTables): SecurityGroupSettings {
  const values = tables.addons.get(`${clusterId}/${ENI_IPAMD}`)?.values;
  const vpcCni = values?.["vpcCni"] as { readonly securityGroups?: Readonly<Record<string, unknown>> } | undefined;
  const { enableSecurityGroups, securityGroups } = vpcCni?.securityGroups ?? {};
  return {
    enabled: enableSecurityGroups === true,
    groups: Array.isArray(securityGroups) ? securityGroups.filter((id) => typeof id === "string") : [],
  };
}
