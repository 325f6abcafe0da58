import { defineAction } from "../action.ts";
import { findAddon, findCluster } from "../clusters.ts";
import { required, struct, text } from "../schema.ts";
import { wireAddon } from "../views/addon.ts";

export const describeAddon = defineAction({
  service: "tke",
  name: "DescribeAddon",
  changes: false,
  request: struct({ ClusterId: required(text()), AddonName: text() }),
  errors: ["UnknownParameter"],
  handle({ tables }, { ClusterId, AddonName = "" }) {
    const { id } = findCluster(tables, ClusterId);
    const addons =
      AddonName === ""
        ? tables.addons.list().filter((addon) => addon.clusterId === id)
        : [findAddon(tables, id, AddonName)];
    return { Addons: addons.map(wireAddon) };
  },
});
