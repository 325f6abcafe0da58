import { defineAction } from "../action.ts";
import { findGroup } from "../lookup.ts";
import { applyFilters, type FilterBy, filtersSchema } from "../query.ts";
import type { PolicyRecord } from "../records.ts";
import { required, struct, text } from "../schema.ts";
import { type WirePolicy, wirePolicy } from "../wire.ts";

export const describeSecurityGroupPolicies = defineAction({
  service: "vpc",
  name: "DescribeSecurityGroupPolicies",
  changes: false,
  request: struct({ SecurityGroupId: required(text()), Filters: filtersSchema() }),
  errors: ["InvalidParameter.FilterInvalidKey", "InvalidParameterValue.Malformed", "ResourceNotFound"],
  handle({ tables }, { SecurityGroupId, Filters }) {
    const group = findGroup(tables, SecurityGroupId);
    const shown = (policies: readonly PolicyRecord[], direction: string) =>
      applyFilters(policies.map(wirePolicy), Filters, filtersFor(direction));
    return {
      SecurityGroupPolicySet: {
        Version: String(group.version),
        Egress: shown(group.egress, "OUTBOUND"),
        Ingress: shown(group.ingress, "INBOUND"),
        PolicyStatistics: {
          IngressIPv4TotalCount: group.ingress.filter(isIpv4).length,
          IngressIPv6TotalCount: group.ingress.filter((policy) => !isIpv4(policy)).length,
          EgressIPv4TotalCount: group.egress.filter(isIpv4).length,
          EgressIPv6TotalCount: group.egress.filter((policy) => !isIpv4(policy)).length,
        },
      },
    };
  },
});

function isIpv4(policy: PolicyRecord): boolean {
  return policy.cidr6 === "";
}

function filtersFor(direction: string): Readonly<Record<string, FilterBy<WirePolicy>>> {
  return {
    "security-group-id": { values: (policy) => [policy.SecurityGroupId] },
    ip: { values: (policy) => [policy.CidrBlock, policy.Ipv6CidrBlock], fuzzy: true },
    "address-module": { values: ({ AddressTemplate: each }) => [each.AddressId, each.AddressGroupId] },
    "service-module": { values: ({ ServiceTemplate: each }) => [each.ServiceId, each.ServiceGroupId] },
    "protocol-type": { values: (policy) => [policy.Protocol.toUpperCase()] },
    port: { values: (policy) => [policy.Port], fuzzy: true },
    poly: { values: (policy) => [policy.Action, "ALL"] },
    direction: { values: () => [direction, "ALL"] },
    description: { values: (policy) => [policy.PolicyDescription], fuzzy: true },
  };
}
