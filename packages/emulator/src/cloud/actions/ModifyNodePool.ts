import { machinesOf } from "../../tke/machines.ts";
import { type Call, defineAction } from "../action.ts";
import { findCluster, findNodePool } from "../clusters.ts";
import { diskSchema, nativeMembers, poolMembers, scalingSchema } from "../node-pool-request.ts";
import { checkNative, pairs, readTaints } from "../node-pools.ts";
import { checkName } from "../query.ts";
import { flag, list, required, struct, text } from "../schema.ts";
import { setTags } from "../tags.ts";
import { primaryEniOf } from "../views/instance.ts";

/**
 * Changes a pool and so its future machines; the ones that are there follow in labels and taints, and in groups only where
 * `UpdateExistedNode` asks for it.
 */
export const modifyNodePool = defineAction({
  service: "tke2022",
  name: "ModifyNodePool",
  changes: true,
  request: struct({
    ClusterId: required(text()),
    NodePoolId: required(text()),
    Name: text(),
    ...poolMembers(),
    Native: struct({
      ...nativeMembers(),
      Scaling: scalingSchema(),
      SubnetIds: list(text()),
      SecurityGroupIds: list(text()),
      InstanceChargeType: text(),
      SystemDisk: diskSchema(),
      InstanceTypes: list(text()),
      UpdateExistedNode: flag(),
      UpdateMachineManagement: text(),
      DeletePolicy: text(),
    }),
  }),
  errors: ["InvalidParameter", "ResourceNotFound"],
  handle(call, request) {
    const { tables } = call;
    const pool = findNodePool(tables, request.ClusterId, request.NodePoolId);
    const { Native: native = {}, Labels, Annotations, Taints, Tags } = request;
    if (request.Name !== undefined) checkName(request.Name, "Name");
    checkNative(native, findCluster(tables, pool.clusterId), tables);
    const {
      Password: _,
      GPUConfigs: __,
      UpdateExistedNode = false,
      UpdateMachineManagement: ___,
      DeletePolicy: ____,
      ...kept
    } = native;
    tables.nodePools.put({
      ...pool,
      name: request.Name ?? pool.name,
      labels: Labels === undefined ? pool.labels : pairs(Labels),
      annotations: Annotations === undefined ? pool.annotations : pairs(Annotations),
      taints: Taints === undefined ? pool.taints : readTaints(Taints),
      deletionProtection: request.DeletionProtection ?? pool.deletionProtection,
      unschedulable: request.Unschedulable ?? pool.unschedulable,
      native: { ...pool.native, ...kept },
      replicas: native.Replicas ?? pool.replicas,
    });
    if (Tags !== undefined) {
      const tags = Tags.flatMap((each) => each.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value] as const);
      setTags(tables, pool.id, Object.fromEntries(tags.filter(([key]) => key !== "")));
    }
    if (UpdateExistedNode && native.SecurityGroupIds !== undefined) rebind(pool.id, native.SecurityGroupIds, call);
    return {};
  },
});

function rebind(poolId: string, groupIds: readonly string[], { tables }: Call): void {
  for (const { instanceId } of machinesOf(poolId, tables)) {
    const eni = primaryEniOf(instanceId, tables);
    if (eni !== undefined) tables.enis.put({ ...eni, securityGroupIds: groupIds });
  }
}
