import { anything, flag, integer, list, oneOf, required, struct, text, unserved } from "./schema.ts";

const NO_GPU = "nodes of a sandbox have no GPU.";

/** Members that CreateNodePool and ModifyNodePool share. */
export function poolMembers() {
  return {
    Labels: list(struct({ Name: required(text()), Value: required(text()) })),
    Taints: list(struct({ Effect: text(), Key: text(), Value: text() })),
    Tags: list(struct({ ResourceType: text(), Tags: list(struct({ Key: text(), Value: text() })) })),
    DeletionProtection: flag(),
    Unschedulable: flag(),
    Annotations: list(struct({ Name: required(text()), Value: required(text()) })),
  };
}

/** Members of `Native` that both share. Those of billing, disks and set-up are kept, shown again, and have no effect. */
export function nativeMembers() {
  return {
    UpgradeSettings: struct({
      AutoUpgrade: flag(),
      UpgradeOptions: struct({ AutoUpgradeStartTime: text(), Duration: text(), WeeklyPeriod: list(text()) }),
      Components: list(text()),
      MaxUnavailable: struct({ Type: required(integer()), IntVal: integer(), StrVal: text() }),
    }),
    AutoRepair: flag(),
    InstanceChargePrepaid: struct({ Period: integer(), RenewFlag: text() }),
    Management: struct({ Nameservers: list(text()), Hosts: list(text()), KernelArgs: list(text()) }),
    HealthCheckPolicyName: text(),
    HostNamePattern: text(),
    KubeletArgs: list(text()),
    Lifecycle: struct({ PreInit: text(), PostInit: text() }),
    RuntimeRootDir: text(),
    EnableAutoscaling: flag(),
    Replicas: integer(),
    GPUConfigs: unserved("list", NO_GPU),
    DataDisks: list(anything("object")),
    KeyIds: list(text()),
    AutomationService: flag(),
    Password: text(),
  };
}

export function scalingSchema() {
  return struct({
    MinReplicas: integer(),
    MaxReplicas: integer(),
    CreatePolicy: oneOf("ZoneEquality", "ZonePriority"),
    ScaleDownMode: text(),
  });
}

export function diskSchema() {
  return struct({
    DiskType: required(text()),
    DiskSize: required(integer()),
    AutoFormatAndMount: flag(),
    FileSystem: text(),
    MountTarget: text(),
    DiskId: text(),
    Encrypt: text(),
    KmsKeyId: text(),
  });
}

export function internetSchema() {
  return unserved("object", "nodes of a sandbox have no public address.");
}
