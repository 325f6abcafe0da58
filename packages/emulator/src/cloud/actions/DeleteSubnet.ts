import { defineAction } from "../action.ts";
import { CloudError } from "../errors.ts";
import { findSubnet } from "../lookup.ts";
import { required, struct, text } from "../schema.ts";
import { setTags } from "../tags.ts";

export const deleteSubnet = defineAction({
  service: "vpc",
  name: "DeleteSubnet",
  changes: true,
  request: struct({ SubnetId: required(text()) }),
  errors: ["InvalidParameterValue.Malformed", "ResourceInUse", "ResourceNotFound"],
  handle({ tables }, { SubnetId }) {
    const { id } = findSubnet(tables, SubnetId);
    const users = [
      ...tables.enis.list().filter((eni) => eni.subnetId === id),
      ...tables.nodePools.list().filter((pool) => pool.native.SubnetIds.includes(id)),
      ...tables.clusters.list().filter((cluster) => cluster.eniSubnetIds.includes(id)),
    ];
    if (users.length > 0) {
      const ids = users.map((each) => each.id).join(", ");
      throw new CloudError("ResourceInUse", `The subnet \`${id}\` is used by ${ids}; delete them first.`);
    }
    tables.subnets.delete(id);
    setTags(tables, id, {});
    return {};
  },
});
