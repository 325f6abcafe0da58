import { removeMachine } from "../../tke/machines.ts";
import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { CloudError } from "../errors.ts";
import { flag, list, oneOf, required, struct, text } from "../schema.ts";
import { setTags } from "../tags.ts";

/** Removes the cluster with its node pools, machines and interfaces, at once. */
export const deleteCluster = defineAction({
  service: "tke",
  name: "DeleteCluster",
  changes: true,
  request: struct({
    ClusterId: required(text()),
    InstanceDeleteMode: required(oneOf("terminate", "retain")),
    ResourceDeleteOptions: list(
      struct({ ResourceType: required(text()), DeleteMode: required(text()), SkipDeletionProtection: flag() }),
    ),
  }),
  errors: ["OperationDenied.ClusterInDeletionProtection", "ResourceNotFound"],
  handle({ tables, forgetObjects }, { ClusterId, InstanceDeleteMode }) {
    const { id, deletionProtection } = findCluster(tables, ClusterId);
    if (deletionProtection) {
      throw new CloudError(
        "OperationDenied.ClusterInDeletionProtection",
        `The cluster \`${id}\` is protected from deletion.`,
      );
    }
    if (InstanceDeleteMode === "retain") {
      throw new CloudError(
        "UnsupportedOperation",
        "Native nodes can't outlive their cluster: use InstanceDeleteMode terminate.",
      );
    }
    const own = (item: { readonly clusterId: string }) => item.clusterId === id;
    for (const machine of tables.machines.list().filter(own)) removeMachine(machine, tables);
    for (const pool of tables.nodePools.list().filter(own)) tables.nodePools.delete(pool.id);
    for (const addon of tables.addons.list().filter(own)) tables.addons.delete(`${id}/${addon.name}`);
    tables.clusters.delete(id);
    setTags(tables, id, {});
    forgetObjects(id);
    return {};
  },
});
