import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { applyFilters, filtersSchema, pageSchema, paginate } from "../query.ts";
import { required, struct, text } from "../schema.ts";
import { tagsOf } from "../tags.ts";
import { wireMachine } from "../views/node-pool.ts";

export const describeClusterMachines = defineAction({
  service: "tke2022",
  name: "DescribeClusterMachines",
  changes: false,
  request: struct({ ClusterId: required(text()), Filters: filtersSchema(), ...pageSchema("integer") }),
  errors: ["InvalidParameter.Param", "ResourceNotFound.ClusterNotFound"],
  handle({ tables }, { ClusterId, Filters, ...page }) {
    const { id } = findCluster(tables, ClusterId, "ResourceNotFound.ClusterNotFound");
    const found = applyFilters(
      tables.machines.list().filter((machine) => machine.clusterId === id),
      Filters,
      {
        NodePoolsId: { values: (machine) => [machine.nodePoolId] },
        NodePoolsName: { values: (machine) => [tables.nodePools.get(machine.nodePoolId)?.name ?? ""] },
        tags: {
          values: (machine) =>
            Object.entries(tagsOf(tables, machine.nodePoolId)).map(([key, value]) => `${key}:${value}`),
        },
      },
      (machine) => tagsOf(tables, machine.nodePoolId),
    );
    const { total, page: machines } = paginate(found, page);
    return { Machines: machines.map((machine) => wireMachine(machine, tables)), TotalCount: total };
  },
});
