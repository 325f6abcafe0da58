import type { RuleArgs } from "../../program/rules.ts";
import type { JsonObject } from "../json.ts";

/** A rule in the cloud's spelling. Absent fields come back as null or as an empty string. */
export interface WirePolicy {
  readonly Action: string;
  readonly Protocol?: string | null;
  readonly Port?: string | null;
  readonly CidrBlock?: string | null;
  readonly Ipv6CidrBlock?: string | null;
  readonly SecurityGroupId?: string | null;
  readonly AddressTemplate?: { readonly AddressId?: string | null; readonly AddressGroupId?: string | null } | null;
  readonly ServiceTemplate?: { readonly ServiceId?: string | null; readonly ServiceGroupId?: string | null } | null;
  readonly PolicyDescription?: string | null;
}

/** Rules of a rule set, index 0 first, without indexes: the order of the list is the priority. */
export function toPolicies(rules: unknown): object[] {
  return ((rules ?? []) as RuleArgs[]).map((rule) =>
    filled({
      Action: rule.action,
      Protocol: rule.protocol,
      Port: rule.port,
      CidrBlock: rule.cidrBlock,
      Ipv6CidrBlock: rule.ipv6CidrBlock,
      SecurityGroupId: rule.sourceSecurityId,
      AddressTemplate: filledOrNone({ AddressId: rule.addressTemplateId, AddressGroupId: rule.addressTemplateGroup }),
      ServiceTemplate: filledOrNone({ ServiceId: rule.serviceTemplateId, ServiceGroupId: rule.serviceTemplateGroup }),
      PolicyDescription: rule.description,
    }),
  );
}

export function fromPolicy(policy: WirePolicy): JsonObject {
  return filled({
    action: policy.Action,
    protocol: policy.Protocol,
    port: policy.Port,
    cidrBlock: policy.CidrBlock,
    ipv6CidrBlock: policy.Ipv6CidrBlock,
    sourceSecurityId: policy.SecurityGroupId,
    addressTemplateId: policy.AddressTemplate?.AddressId,
    addressTemplateGroup: policy.AddressTemplate?.AddressGroupId,
    serviceTemplateId: policy.ServiceTemplate?.ServiceId,
    serviceTemplateGroup: policy.ServiceTemplate?.ServiceGroupId,
    description: policy.PolicyDescription,
  }) as JsonObject;
}

function filled(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== ""),
  );
}

function filledOrNone(fields: Record<string, unknown>): Record<string, unknown> | undefined {
  const some = filled(fields);
  return Object.keys(some).length === 0 ? undefined : some;
}
