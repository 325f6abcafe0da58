import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { CloudError } from "../errors.ts";
import { flag, required, struct, text } from "../schema.ts";

/** The one add-on that a sandbox has comes with the cluster; another would be listed and do nothing. */
export const installAddon = defineAction({
  service: "tke",
  name: "InstallAddon",
  changes: true,
  request: struct({
    ClusterId: required(text()),
    AddonName: required(text()),
    AddonVersion: text(),
    RawValues: text(),
    DryRun: flag(),
  }),
  errors: ["UnknownParameter"],
  handle({ tables }, { ClusterId, AddonName }) {
    const { id } = findCluster(tables, ClusterId);
    if (tables.addons.get(`${id}/${AddonName}`) !== undefined) {
      throw new CloudError(
        "ResourceInUse",
        `The add-on \`${AddonName}\` is installed already; change it with UpdateAddon.`,
      );
    }
    throw new CloudError("UnsupportedOperation", `The add-on \`${AddonName}\` is not served by this sandbox.`);
  },
});
