import { defineAction } from "../action.ts";
import { CloudError } from "../errors.ts";
import { bindGroups, findEnis, findGroups } from "../lookup.ts";
import { list, required, struct, text } from "../schema.ts";

/** May leave an interface without any group: then nothing filters it. docs/facts.md#eni-unfiltered */
export const disassociateNetworkInterfaceSecurityGroups = defineAction({
  service: "vpc",
  name: "DisassociateNetworkInterfaceSecurityGroups",
  changes: true,
  request: struct({ NetworkInterfaceIds: required(list(text())), SecurityGroupIds: required(list(text())) }),
  errors: ["InvalidParameterValue.LimitExceeded", "InvalidParameterValue.Malformed", "ResourceNotFound"],
  handle({ tables }, { NetworkInterfaceIds, SecurityGroupIds }) {
    const groups = new Set(findGroups(tables, SecurityGroupIds).map(({ id }) => id));
    for (const eni of findEnis(tables, NetworkInterfaceIds)) {
      if (eni.primary) {
        const message = `\`${eni.id}\` is a primary interface; unbind groups with cvm DisassociateSecurityGroups.`;
        throw new CloudError("UnsupportedOperation", message);
      }
      bindGroups(
        tables,
        eni,
        eni.securityGroupIds.filter((id) => !groups.has(id)),
      );
    }
    return {};
  },
});
