import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { CloudError } from "../errors.ts";
import { flag, required, struct, text } from "../schema.ts";

/** Closes the intranet endpoint, or the internet one. */
export const deleteClusterEndpoint = defineAction({
  service: "tke",
  name: "DeleteClusterEndpoint",
  changes: true,
  request: struct({ ClusterId: required(text()), IsExtranet: flag() }),
  errors: ["ResourceNotFound"],
  handle({ tables }, { ClusterId, IsExtranet = false }) {
    const cluster = findCluster(tables, ClusterId);
    const which = IsExtranet ? "internet" : "intranet";
    if (!cluster.endpoints[which]) throw new CloudError("ResourceNotFound", `The ${which} endpoint isn't open.`);
    tables.clusters.put({ ...cluster, endpoints: { ...cluster.endpoints, [which]: false } });
    return {};
  },
});
