import type { Rule } from "../snapshot.ts";
import { fieldsOf, importLists, isTemplateGroup, listAt, objectAt, textOf } from "./fields.ts";
import type { ImportedRules, RuleFields } from "./fields.ts";

/** One rule as the VPC API writes it. docs/facts.md#policy-shape */
export interface CloudPolicy {
  readonly PolicyIndex?: number;
  readonly Protocol?: string;
  readonly Port?: string;
  readonly ServiceTemplate?: { readonly ServiceId?: string; readonly ServiceGroupId?: string };
  readonly CidrBlock?: string;
  readonly Ipv6CidrBlock?: string;
  readonly SecurityGroupId?: string;
  readonly AddressTemplate?: { readonly AddressId?: string; readonly AddressGroupId?: string };
  readonly Action: string;
  readonly PolicyDescription?: string;
}

/** `SecurityGroupPolicySet` of the VPC API. */
export interface CloudPolicySet {
  readonly Version?: string;
  readonly Ingress: readonly CloudPolicy[];
  readonly Egress: readonly CloudPolicy[];
}

/**
 * Read a `SecurityGroupPolicySet`, as `DescribeSecurityGroupPolicies` answers and as requests send it: unused members empty or
 * absent, any case. Rules are put in the order of `PolicyIndex` where all have one.
 *
 * @throws ImportError
 */
export function fromPolicySet(json: unknown): ImportedRules {
  const set = objectAt(json, "SecurityGroupPolicySet");
  return importLists({ ingress: policies(set["Ingress"], "Ingress"), egress: policies(set["Egress"], "Egress") });
}

function policies(value: unknown, name: string): { at: string; fields: RuleFields }[] {
  const rows = listAt(value, name).map((item, index) => {
    const policy = objectAt(item, `${name}[${index}]`);
    return { at: `${name}[${index}]`, fields: policyFields(policy), index: textOf(policy["PolicyIndex"]) };
  });
  const ordered = rows.every(({ index }) => /^\d+$/.test(index));
  return ordered ? rows.sort((a, b) => Number(a.index) - Number(b.index)) : rows;
}

function policyFields(policy: Readonly<Record<string, unknown>>): RuleFields {
  const inner = (name: string, ...keys: string[]) => {
    const value = policy[name] as Readonly<Record<string, unknown>> | null | undefined;
    return keys.map((key) => textOf(value?.[key])).find((text) => text !== "") ?? "";
  };
  return {
    action: textOf(policy["Action"]),
    protocol: textOf(policy["Protocol"]),
    port: textOf(policy["Port"]),
    serviceTemplate: inner("ServiceTemplate", "ServiceId", "ServiceGroupId"),
    cidr: textOf(policy["CidrBlock"]),
    cidr6: textOf(policy["Ipv6CidrBlock"]),
    group: textOf(policy["SecurityGroupId"]),
    addressTemplate: inner("AddressTemplate", "AddressId", "AddressGroupId"),
    description: textOf(policy["PolicyDescription"]),
  };
}

/** Write lists as `ModifySecurityGroupPolicies` and `CreateSecurityGroupPolicies` take them: no index, only what is needed. */
export function toPolicySet(lists: {
  readonly ingress: readonly Rule[];
  readonly egress: readonly Rule[];
}): CloudPolicySet {
  return { Ingress: lists.ingress.map(toPolicy), Egress: lists.egress.map(toPolicy) };
}

function toPolicy(rule: Rule): CloudPolicy {
  const { action, protocol, port, serviceTemplate, cidr, cidr6, group, addressTemplate, description } = fieldsOf(rule);
  return {
    ...(serviceTemplate === "" ? { Protocol: protocol, ...servicePort(protocol, port) } : {}),
    ...(serviceTemplate === "" ? {} : { ServiceTemplate: templateMember("Service", serviceTemplate) }),
    ...(cidr === "" ? {} : { CidrBlock: cidr }),
    ...(cidr6 === "" ? {} : { Ipv6CidrBlock: cidr6 }),
    ...(group === "" ? {} : { SecurityGroupId: group }),
    ...(addressTemplate === "" ? {} : { AddressTemplate: templateMember("Address", addressTemplate) }),
    Action: action,
    ...(description === "" ? {} : { PolicyDescription: description }),
  };
}

/** The API refuses a port beside a protocol without ports, ALL excepted. docs/facts.md#policy-port */
function servicePort(protocol: string, port: string): { readonly Port?: string } {
  return protocol === "TCP" || protocol === "UDP" || protocol === "ALL" ? { Port: port } : {};
}

function templateMember(name: "Service" | "Address", id: string): Readonly<Record<string, string>> {
  return { [isTemplateGroup(id) ? `${name}GroupId` : `${name}Id`]: id };
}
