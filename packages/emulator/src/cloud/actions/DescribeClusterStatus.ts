import { defineAction } from "../action.ts";
import { list, struct, text } from "../schema.ts";
import { machineCount } from "../views/cluster.ts";

export const describeClusterStatus = defineAction({
  service: "tke",
  name: "DescribeClusterStatus",
  changes: false,
  request: struct({ ClusterIds: list(text()) }),
  errors: ["InvalidParameter"],
  handle({ tables }, { ClusterIds = [] }) {
    const clusters = tables.clusters.list().filter(({ id }) => ClusterIds.length === 0 || ClusterIds.includes(id));
    const statuses = clusters.map(({ id, deletionProtection }) => ({
      ClusterId: id,
      ClusterState: "Running",
      ClusterInstanceState: "AllNormal",
      ClusterBMonitor: false,
      ClusterInitNodeNum: 0,
      ClusterRunningNodeNum: machineCount(id, tables),
      ClusterFailedNodeNum: 0,
      ClusterClosedNodeNum: 0,
      ClusterClosingNodeNum: 0,
      ClusterDeletionProtection: deletionProtection,
      ClusterAuditEnabled: false,
    }));
    return { ClusterStatusSet: statuses, TotalCount: statuses.length };
  },
});
