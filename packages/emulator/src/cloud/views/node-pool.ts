import { parseInstanceType } from "../../tke/instance-types.ts";
import { type JsonObject, mergeJson } from "../../tke/json-merge.ts";
import { machinesOf } from "../../tke/machines.ts";
import type { MachineRecord, NodePoolRecord } from "../records.ts";
import type { CloudTables } from "../tables.ts";
import { wireTags } from "../tags.ts";
import { goTime } from "../time.ts";

export function wireNodePool(pool: NodePoolRecord, tables: CloudTables) {
  const tags = wireTags(tables, pool.id);
  return {
    ClusterId: pool.clusterId,
    NodePoolId: pool.id,
    Tags: tags.length === 0 ? [] : [{ ResourceType: "machine", Tags: tags }],
    Taints: pool.taints.map(({ key, value, effect }) => ({ Effect: effect, Key: key, Value: value })),
    DeletionProtection: pool.deletionProtection,
    Unschedulable: pool.unschedulable,
    Type: "Native",
    Labels: named(pool.labels),
    LifeState: lifeState(pool, tables),
    CreatedAt: goTime(pool.createdAt),
    Name: pool.name,
    Native: wireNative(pool, tables),
    Annotations: named(pool.annotations),
    Super: null,
    Regular: null,
    External: null,
  };
}

function named(values: Readonly<Record<string, string>>) {
  return Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
}

/** `Creating` until every machine is there. */
function lifeState(pool: NodePoolRecord, tables: CloudTables): string {
  if (pool.deleting) return "Deleting";
  return machinesOf(pool.id, tables).length >= pool.replicas ? "Running" : "Creating";
}

function wireNative(pool: NodePoolRecord, tables: CloudTables) {
  return {
    ...mergeJson(NATIVE_DEFAULTS, withoutInput(pool.native)),
    Replicas: pool.replicas,
    ReadyReplicas: machinesOf(pool.id, tables).length,
  };
}

/** Members of the request that no answer has. */
const INPUT_ONLY: readonly string[] = ["AutomationService", "QGPUEnable"];

function withoutInput(native: NodePoolRecord["native"]): JsonObject {
  return Object.fromEntries(Object.entries(native).filter(([name]) => !INPUT_ONLY.includes(name)));
}

const DISK_DEFAULTS = {
  DiskType: "",
  DiskSize: 0,
  AutoFormatAndMount: false,
  FileSystem: "",
  MountTarget: "",
  DiskId: "",
  Encrypt: "",
  KmsKeyId: "",
} as const;

const NATIVE_DEFAULTS = {
  Scaling: { MinReplicas: 0, MaxReplicas: 0, CreatePolicy: "ZoneEquality", ScaleDownMode: "" },
  SystemDisk: DISK_DEFAULTS,
  UpgradeSettings: {
    AutoUpgrade: false,
    UpgradeOptions: { AutoUpgradeStartTime: "", Duration: "", WeeklyPeriod: [] },
    Components: [],
    MaxUnavailable: { Type: 0, IntVal: 0, StrVal: "" },
  },
  AutoRepair: false,
  InstanceChargePrepaid: null,
  KeyIds: [],
  Management: { Nameservers: [], Hosts: [], KernelArgs: [] },
  HealthCheckPolicyName: "",
  HostNamePattern: "",
  KubeletArgs: [],
  Lifecycle: { PreInit: "", PostInit: "" },
  RuntimeRootDir: "",
  EnableAutoscaling: false,
  InternetAccessible: null,
  DataDisks: [],
  MachineType: "Native",
} as const;

export function wireMachine(machine: MachineRecord, tables: CloudTables) {
  const pool = tables.nodePools.get(machine.nodePoolId)!;
  const instance = tables.instances.get(machine.instanceId)!;
  return {
    MachineName: machine.name,
    MachineState: "Running",
    Zone: machine.zone,
    InstanceChargeType: instance.chargeType,
    CreatedAt: goTime(machine.createdAt),
    LoginStatus: "",
    IsProtectedFromScaleIn: false,
    DisplayName: pool.name,
    CPU: instance.cpu,
    GPU: 0,
    RenewFlag: "",
    PayMode: instance.chargeType,
    Memory: instance.memory,
    SystemDisk: mergeJson(DISK_DEFAULTS, pool.native["SystemDisk"] as JsonObject),
    InternetAccessible: null,
    InstanceFamily: parseInstanceType(instance.instanceType)?.family ?? "",
    LanIP: machine.address,
    InstanceType: instance.instanceType,
    ExpiredTime: "",
  };
}
