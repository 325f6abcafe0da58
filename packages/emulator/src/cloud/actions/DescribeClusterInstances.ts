import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { applyFilters, filtersSchema, pageSchema, paginate } from "../query.ts";
import type { MachineRecord } from "../records.ts";
import { list, oneOf, required, struct, text } from "../schema.ts";
import type { CloudTables } from "../tables.ts";
import { isoTime } from "../time.ts";

export const describeClusterInstances = defineAction({
  service: "tke",
  name: "DescribeClusterInstances",
  changes: false,
  request: struct({
    ClusterId: required(text()),
    ...pageSchema("integer"),
    InstanceIds: list(text()),
    InstanceRole: oneOf("WORKER", "MASTER", "ETCD", "MASTER_ETCD", "ALL"),
    Filters: filtersSchema(),
  }),
  errors: ["InvalidParameter.ClusterNotFound", "InvalidParameter.Param"],
  handle({ tables }, { ClusterId, InstanceIds = [], InstanceRole = "WORKER", Filters, ...page }) {
    // What the Terraform provider waits for after a deletion; any InternalError it would take for a reason to ask again, for half an hour.
    // docs/facts.md#not-found-codes
    const cluster = findCluster(tables, ClusterId, "InvalidParameter.ClusterNotFound");
    const isWorker = InstanceRole === "WORKER" || InstanceRole === "ALL";
    const machines = tables.machines.list().filter((machine) => isWorker && machine.clusterId === cluster.id);
    const named = machines.filter(({ name }) => InstanceIds.length === 0 || InstanceIds.includes(name));
    const found = applyFilters(named, Filters, {
      "nodepool-id": { values: (machine) => [machine.nodePoolId] },
      "nodepool-instance-type": { values: () => ["AUTOSCALING_ADDED", "ALL"] },
    });
    const { total, page: shown } = paginate(found, page);
    return { TotalCount: total, InstanceSet: shown.map((machine) => wireClusterInstance(machine, tables)) };
  },
});

/** A native node goes by its machine's name here. docs/facts.md#native-instance-id */
function wireClusterInstance(machine: MachineRecord, tables: CloudTables) {
  const pool = tables.nodePools.get(machine.nodePoolId);
  return {
    InstanceId: machine.name,
    InstanceRole: "WORKER",
    FailedReason: "=Ready:True",
    InstanceState: "running",
    DrainStatus: "",
    InstanceAdvancedSettings: {
      DesiredPodNumber: 0,
      GPUArgs: null,
      PreStartUserScript: "",
      Taints: pool?.taints.map(({ key, value, effect }) => ({ Key: key, Value: value, Effect: effect })) ?? [],
      MountTarget: "",
      DockerGraphPath: "",
      UserScript: "",
      Unschedulable: pool?.unschedulable === true ? 1 : 0,
      Labels: Object.entries(pool?.labels ?? {}).map(([Name, Value]) => ({ Name, Value })),
      DataDisks: [],
      ExtraArgs: { Kubelet: [] },
    },
    CreatedTime: isoTime(machine.createdAt),
    LanIP: machine.address,
    NodePoolId: machine.nodePoolId,
    AutoscalingGroupId: "",
  };
}
