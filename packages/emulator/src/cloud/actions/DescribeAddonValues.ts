import { ENI_IPAMD_DEFAULTS } from "../../tke/eniipamd.ts";
import { mergeJson } from "../../tke/json-merge.ts";
import { defineAction } from "../action.ts";
import { findAddon } from "../clusters.ts";
import { required, struct, text } from "../schema.ts";

/** JSON as text here, base64 of it in DescribeAddon. docs/facts.md#eniipamd-values */
export const describeAddonValues = defineAction({
  service: "tke",
  name: "DescribeAddonValues",
  changes: false,
  request: struct({ ClusterId: required(text()), AddonName: required(text()) }),
  errors: ["ResourceUnavailable"],
  handle({ tables }, { ClusterId, AddonName }) {
    const { values } = findAddon(tables, ClusterId, AddonName);
    return {
      Values: JSON.stringify(mergeJson(ENI_IPAMD_DEFAULTS, values)),
      DefaultValues: JSON.stringify(ENI_IPAMD_DEFAULTS),
    };
  },
});
