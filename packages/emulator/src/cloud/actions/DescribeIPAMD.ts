import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { required, struct, text } from "../schema.ts";

export const describeIpamd = defineAction({
  service: "tke",
  name: "DescribeIPAMD",
  changes: false,
  request: struct({ ClusterId: required(text()) }),
  errors: ["InvalidParameter.Param"],
  handle({ tables }, { ClusterId }) {
    const { eniSubnetIds } = findCluster(tables, ClusterId, "InvalidParameter.Param");
    return {
      EnableIPAMD: true,
      EnableCustomizedPodCidr: false,
      DisableVpcCniMode: false,
      Phase: "running",
      Reason: "",
      SubnetIds: eniSubnetIds,
      // The Terraform provider parses it as a Go duration. docs/facts.md#ipamd-duration
      ClaimExpiredDuration: "0s",
      EnableTrunkingENI: false,
    };
  },
});
