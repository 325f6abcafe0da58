import { parseInstanceType } from "../../tke/instance-types.ts";
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
    ...NATIVE_DEFAULTS,
    ...withoutInput(pool.native),
    Replicas: pool.replicas,
    ReadyReplicas: machinesOf(pool.id, tables).length,
  };
}

/** Members of the request that no answer has. */
const INPUT_ONLY: readonly string[] = ["AutomationService", "QGPUEnable"];

function withoutInput(native: NodePoolRecord["native"]) {
  return Object.fromEntries(Object.entries(native).filter(([name]) => !INPUT_ONLY.includes(name)));
}

const NATIVE_DEFAULTS = {
  UpgradeSettings: { AutoUpgrade: false, UpgradeOptions: null, Components: [], MaxUnavailable: null },
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
    SystemDisk: pool.native["SystemDisk"],
    InternetAccessible: null,
    InstanceFamily: parseInstanceType(instance.instanceType)?.family ?? "",
    LanIP: machine.address,
    InstanceType: instance.instanceType,
    ExpiredTime: "",
  };
}
