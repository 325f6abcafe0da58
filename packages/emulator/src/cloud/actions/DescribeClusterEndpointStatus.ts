import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { flag, required, struct, text } from "../schema.ts";

export const describeClusterEndpointStatus = defineAction({
  service: "tke",
  name: "DescribeClusterEndpointStatus",
  changes: false,
  request: struct({ ClusterId: required(text()), IsExtranet: flag() }),
  errors: ["InternalError.ClusterNotFound"],
  handle({ tables }, { ClusterId, IsExtranet = false }) {
    const { endpoints } = findCluster(tables, ClusterId, "InternalError.ClusterNotFound");
    const open = IsExtranet ? endpoints.internet : endpoints.intranet;
    return { Status: open ? "Created" : "NotFound", ErrorMsg: "" };
  },
});
