import { defineAction } from "../action.ts";
import { findNodePool } from "../clusters.ts";
import { CloudError } from "../errors.ts";
import { required, struct, text } from "../schema.ts";

/** Marks the pool; a controller ends its machines, then the pool is gone. */
export const deleteNodePool = defineAction({
  service: "tke2022",
  name: "DeleteNodePool",
  changes: true,
  request: struct({ ClusterId: required(text()), NodePoolId: required(text()) }),
  errors: ["OperationDenied", "ResourceNotFound"],
  handle({ tables }, { ClusterId, NodePoolId }) {
    const pool = findNodePool(tables, ClusterId, NodePoolId);
    if (pool.deletionProtection) {
      throw new CloudError(
        "OperationDenied",
        `The node pool \`${pool.id}\` is protected from deletion; turn that off first.`,
      );
    }
    tables.nodePools.put({ ...pool, deleting: true, replicas: 0 });
    return {};
  },
});
