import { defineAction } from "../action.ts";
import { policySetSchema } from "../policy-request.ts";
import { readPolicies, storePolicies } from "../policy-set.ts";
import { required, struct, text } from "../schema.ts";
import { createGroup } from "../security-groups.ts";
import { tagsSchema } from "../tags.ts";
import { wireSecurityGroup } from "../views/security-group.ts";

export const createSecurityGroupWithPolicies = defineAction({
  service: "vpc",
  name: "CreateSecurityGroupWithPolicies",
  changes: true,
  request: struct({
    GroupName: required(text()),
    GroupDescription: required(text()),
    ProjectId: text(),
    SecurityGroupPolicySet: policySetSchema(),
    Tags: tagsSchema(),
  }),
  errors: [
    "InvalidParameter.Coexist",
    "InvalidParameterValue.Malformed",
    "InvalidParameterValue.Range",
    "InvalidParameterValue.TooLong",
    "LimitExceeded",
    "ResourceNotFound",
  ],
  handle(call, request) {
    const group = createGroup(call, request);
    const { Ingress = [], Egress = [] } = request.SecurityGroupPolicySet ?? {};
    if (Ingress.length + Egress.length > 0) {
      const ingress = readPolicies({ at: "Ingress", policies: Ingress }, call);
      const egress = readPolicies({ at: "Egress", policies: Egress }, call);
      storePolicies(group, { ingress, egress }, call);
    }
    return { SecurityGroup: wireSecurityGroup(call.tables.securityGroups.get(group.id)!, call.tables) };
  },
});
