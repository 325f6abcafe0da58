import { integer, list, type ReadBy, required, struct, text } from "./schema.ts";

/** A rule as a request carries it. Which members it needs depends on the action, so the schema requires none. */
export function policySchema() {
  return struct({
    PolicyIndex: integer(),
    Protocol: text(),
    Port: text(),
    ServiceTemplate: struct({ ServiceId: text(), ServiceGroupId: text() }),
    CidrBlock: text(),
    Ipv6CidrBlock: text(),
    SecurityGroupId: text(),
    AddressTemplate: struct({ AddressId: text(), AddressGroupId: text() }),
    Action: text(),
    PolicyDescription: text(),
    ModifyTime: text(),
    Priority: integer(),
  });
}

export function policySetSchema() {
  return struct({
    Version: text(),
    Egress: list(policySchema()),
    Ingress: list(policySchema()),
    // Of answers only; taken where a program sends back what it read.
    PolicyStatistics: struct({
      IngressIPv4TotalCount: required(integer()),
      IngressIPv6TotalCount: required(integer()),
      EgressIPv4TotalCount: required(integer()),
      EgressIPv6TotalCount: required(integer()),
    }),
  });
}

export type PolicyRequest = ReadBy<ReturnType<typeof policySchema>>;
export type PolicySetRequest = ReadBy<ReturnType<typeof policySetSchema>>;
