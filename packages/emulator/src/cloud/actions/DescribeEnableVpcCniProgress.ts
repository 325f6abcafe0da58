import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { required, struct, text } from "../schema.ts";

export const describeEnableVpcCniProgress = defineAction({
  service: "tke",
  name: "DescribeEnableVpcCniProgress",
  changes: false,
  request: struct({ ClusterId: required(text()) }),
  errors: ["FailedOperation.EnableVPCCNIFailed"],
  handle({ tables }, { ClusterId }) {
    findCluster(tables, ClusterId, "FailedOperation.EnableVPCCNIFailed");
    return { Status: "Succeed", ErrorMessage: "" };
  },
});
