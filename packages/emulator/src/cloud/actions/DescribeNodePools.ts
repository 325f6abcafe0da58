import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { applyFilters, filtersSchema, pageSchema, paginate } from "../query.ts";
import { required, struct, text } from "../schema.ts";
import { tagsOf } from "../tags.ts";
import { wireNodePool } from "../views/node-pool.ts";

export const describeNodePools = defineAction({
  service: "tke2022",
  name: "DescribeNodePools",
  changes: false,
  request: struct({ ClusterId: required(text()), Filters: filtersSchema(), ...pageSchema("integer") }),
  errors: ["InvalidParameter.Param", "ResourceNotFound.ClusterNotFound"],
  handle({ tables }, { ClusterId, Filters, ...page }) {
    const { id } = findCluster(tables, ClusterId, "ResourceNotFound.ClusterNotFound");
    const found = applyFilters(
      tables.nodePools.list().filter((pool) => pool.clusterId === id),
      Filters,
      {
        NodePoolsId: { values: (pool) => [pool.id] },
        NodePoolsName: { values: (pool) => [pool.name] },
        tags: { values: (pool) => Object.entries(tagsOf(tables, pool.id)).map(([key, value]) => `${key}:${value}`) },
      },
      (pool) => tagsOf(tables, pool.id),
    );
    const { total, page: pools } = paginate(found, page);
    return { NodePools: pools.map((pool) => wireNodePool(pool, tables)), TotalCount: total };
  },
});
