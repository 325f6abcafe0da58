import { defineAction } from "../action.ts";
import { CloudError } from "../errors.ts";
import { looksLikeId } from "../ids.ts";
import { required, struct, text } from "../schema.ts";
import { referrersOf } from "../security-groups.ts";
import { setTags } from "../tags.ts";

export const deleteSecurityGroup = defineAction({
  service: "vpc",
  name: "DeleteSecurityGroup",
  changes: true,
  request: struct({ SecurityGroupId: required(text()) }),
  errors: [
    "InvalidSecurityGroupID.Malformed",
    "InvalidSecurityGroupID.NotFound",
    "ResourceInUse",
    "UnsupportedOperation",
  ],
  handle({ tables }, { SecurityGroupId: id }) {
    if (!looksLikeId("sg", id)) {
      throw new CloudError(
        "InvalidSecurityGroupID.Malformed",
        `\`SecurityGroupId\` is \`${id}\`; it looks like sg-ohuuioma.`,
      );
    }
    const group = tables.securityGroups.get(id);
    if (group === undefined) {
      throw new CloudError("InvalidSecurityGroupID.NotFound", `The security group \`${id}\` doesn't exist.`);
    }
    if (group.isDefault) throw new CloudError("UnsupportedOperation", "The default security group can't be deleted.");
    const referrers = referrersOf(id, tables).filter((other) => other.id !== id);
    if (referrers.length > 0) {
      const ids = referrers.map((each) => each.id).join(", ");
      throw new CloudError("ResourceInUse", `Rules of ${ids} name \`${id}\` as their peer; change those rules first.`);
    }
    const enis = tables.enis.list().filter((eni) => eni.securityGroupIds.includes(id));
    if (enis.length > 0) {
      const ids = enis.map((each) => each.id).join(", ");
      throw new CloudError("ResourceInUse", `\`${id}\` is bound to ${ids}; unbind it first.`);
    }
    tables.securityGroups.delete(id);
    setTags(tables, id, {});
    return {};
  },
});
