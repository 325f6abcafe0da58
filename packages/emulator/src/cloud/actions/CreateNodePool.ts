import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { CloudError } from "../errors.ts";
import { newId } from "../ids.ts";
import { diskSchema, internetSchema, nativeMembers, poolMembers, scalingSchema } from "../node-pool-request.ts";
import { checkNative, pairs, readTaints } from "../node-pools.ts";
import { checkName } from "../query.ts";
import { flag, list, oneOf, required, struct, text } from "../schema.ts";
import { defaultGroup } from "../security-groups.ts";
import { addTags } from "../tags.ts";

/** A native node pool; a controller makes its machines. */
export const createNodePool = defineAction({
  service: "tke2022",
  name: "CreateNodePool",
  changes: true,
  request: struct({
    ClusterId: required(text()),
    Name: required(text()),
    Type: required(oneOf("Native", "Regular", "Super", "External")),
    ...poolMembers(),
    Native: struct({
      ...nativeMembers(),
      Scaling: required(scalingSchema()),
      SubnetIds: required(list(text())),
      InstanceChargeType: required(text()),
      SystemDisk: required(diskSchema()),
      InstanceTypes: required(list(text())),
      SecurityGroupIds: list(text()),
      InternetAccessible: internetSchema(),
      QGPUEnable: flag(),
      MachineType: oneOf("Native", "NativeCVM"),
    }),
    SkipValidateOptions: list(text()),
  }),
  errors: ["InvalidParameter", "ResourceNotFound"],
  handle(call, request) {
    const { tables, runtime } = call;
    const cluster = findCluster(tables, request.ClusterId);
    checkName(request.Name, "Name");
    const { Native: native } = request;
    if (request.Type !== "Native") {
      throw new CloudError(
        "UnsupportedOperation",
        `Node pools of type ${request.Type} are not served by this sandbox: use Native.`,
      );
    }
    if (native === undefined) throw new CloudError("MissingParameter", "A native node pool needs `Native`.");
    if (native.SubnetIds.length === 0 || native.InstanceTypes.length === 0) {
      throw new CloudError(
        "InvalidParameter",
        "`Native.SubnetIds` and `Native.InstanceTypes` must have an entry each.",
      );
    }
    checkNative(native, cluster, tables);
    const { Password: _, GPUConfigs: __, InternetAccessible: ___, SecurityGroupIds: groups = [], ...kept } = native;
    const id = newId("np", (each) => tables.nodePools.get(each) !== undefined, runtime);
    tables.nodePools.put({
      id,
      clusterId: cluster.id,
      name: request.Name,
      labels: pairs(request.Labels ?? []),
      annotations: pairs(request.Annotations ?? []),
      taints: readTaints(request.Taints ?? []),
      deletionProtection: request.DeletionProtection ?? false,
      unschedulable: request.Unschedulable ?? false,
      native: { ...kept, SecurityGroupIds: groups.length > 0 ? [...new Set(groups)] : [defaultGroup(call).id] },
      replicas: native.Replicas ?? native.Scaling.MinReplicas ?? 0,
      deleting: false,
      createdAt: runtime.now(),
    });
    const tags = request.Tags?.flatMap((each) => each.Tags ?? []) ?? [];
    addTags(
      tables,
      id,
      tags.filter(({ Key = "" }) => Key !== "").map(({ Key = "", Value = "" }) => ({ Key, Value })),
    );
    return { NodePoolId: id };
  },
});
