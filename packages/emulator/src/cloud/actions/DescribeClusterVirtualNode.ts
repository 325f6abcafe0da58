import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { list, required, struct, text } from "../schema.ts";

/** None: super nodes are not served here. The Terraform provider asks before it calls a cluster without nodes broken. */
export const describeClusterVirtualNode = defineAction({
  service: "tke",
  name: "DescribeClusterVirtualNode",
  changes: false,
  request: struct({ ClusterId: required(text()), NodePoolId: text(), NodeNames: list(text()) }),
  errors: ["InvalidParameter.Param"],
  handle({ tables }, { ClusterId }) {
    findCluster(tables, ClusterId, "InvalidParameter.Param");
    return { Nodes: [], TotalCount: 0 };
  },
});
