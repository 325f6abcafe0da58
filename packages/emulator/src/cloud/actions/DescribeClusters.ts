import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { applyFilters, filtersSchema, pageSchema, paginate } from "../query.ts";
import { list, oneOf, struct, text } from "../schema.ts";
import { tagsOf } from "../tags.ts";
import { wireCluster } from "../views/cluster.ts";

export const describeClusters = defineAction({
  service: "tke",
  name: "DescribeClusters",
  changes: false,
  request: struct({
    ClusterIds: list(text()),
    ...pageSchema("integer"),
    Filters: filtersSchema(),
    ClusterType: oneOf("MANAGED_CLUSTER", "INDEPENDENT_CLUSTER"),
  }),
  errors: ["InvalidParameter", "ResourceNotFound"],
  handle({ tables }, { ClusterIds = [], Filters, ClusterType = "MANAGED_CLUSTER", ...page }) {
    const named = ClusterIds.length === 0 ? tables.clusters.list() : ClusterIds.map((id) => findCluster(tables, id));
    const found = applyFilters(
      ClusterType === "MANAGED_CLUSTER" ? named : [],
      Filters,
      {
        ClusterName: { values: (cluster) => [cluster.name] },
        ClusterType: { values: () => ["MANAGED_CLUSTER"] },
        ClusterStatus: { values: () => ["Running"] },
        "vpc-id": { values: (cluster) => [cluster.vpcId] },
      },
      (cluster) => tagsOf(tables, cluster.id),
    );
    const { total, page: clusters } = paginate(found, page);
    return { TotalCount: total, Clusters: clusters.map((cluster) => wireCluster(cluster, tables)) };
  },
});
