import { defineAction } from "../action.ts";
import { findNodePool } from "../clusters.ts";
import { checkReplicas } from "../node-pools.ts";
import { integer, required, struct, text } from "../schema.ts";

export const scaleNodePool = defineAction({
  service: "tke2022",
  name: "ScaleNodePool",
  changes: true,
  request: struct({ ClusterId: required(text()), NodePoolId: required(text()), Replicas: required(integer()) }),
  errors: ["InvalidParameter", "ResourceNotFound"],
  handle({ tables }, { ClusterId, NodePoolId, Replicas }) {
    const pool = findNodePool(tables, ClusterId, NodePoolId);
    checkReplicas(Replicas);
    tables.nodePools.put({ ...pool, replicas: Replicas });
    return {};
  },
});
