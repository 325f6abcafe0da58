import { defineAction } from "../action.ts";
import { CloudError } from "../errors.ts";
import { bindGroups, findEnis, findGroups } from "../lookup.ts";
import { list, required, struct, text } from "../schema.ts";

/** Adds groups behind those that are bound already. docs/facts.md#eni-associate */
export const associateNetworkInterfaceSecurityGroups = defineAction({
  service: "vpc",
  name: "AssociateNetworkInterfaceSecurityGroups",
  changes: true,
  request: struct({ NetworkInterfaceIds: required(list(text())), SecurityGroupIds: required(list(text())) }),
  errors: [
    "InvalidParameterValue.LimitExceeded",
    "InvalidParameterValue.Malformed",
    "LimitExceeded",
    "ResourceNotFound",
  ],
  handle({ tables }, { NetworkInterfaceIds, SecurityGroupIds }) {
    const groups = findGroups(tables, SecurityGroupIds).map(({ id }) => id);
    for (const eni of findEnis(tables, NetworkInterfaceIds)) {
      if (eni.primary) {
        const message = `\`${eni.id}\` is a primary interface; bind groups to its instance with cvm AssociateSecurityGroups.`;
        throw new CloudError("UnsupportedOperation", message);
      }
      bindGroups(tables, eni, [...new Set([...eni.securityGroupIds, ...groups])]);
    }
    return {};
  },
});
