import { anything, flag, integer, list, oneOf, required, struct, text, unserved } from "./schema.ts";

const NATIVE_POOLS = "a cluster starts without nodes; add a native node pool with CreateNodePool (2022-05-01).";
const VPC_CNI = "clusters here are VPC-CNI with shared interfaces; leave it out.";
const MANAGED = "the control plane is managed; leave it out.";

/** Members of CreateCluster. What speaks of other kinds of clusters is known and refused. */
export function createClusterSchema() {
  return struct({
    ClusterType: required(oneOf("MANAGED_CLUSTER", "INDEPENDENT_CLUSTER")),
    ClusterCIDRSettings: required(cidrSettings()),
    RunInstancesForNode: unserved("list", NATIVE_POOLS),
    ClusterBasicSettings: basicSettings(),
    ClusterAdvancedSettings: advancedSettings(),
    // How nodes that the request itself adds are set up; there are none.
    InstanceAdvancedSettings: anything("object"),
    ExistedInstancesForNode: unserved("list", NATIVE_POOLS),
    InstanceDataDiskMountSettings: unserved("list", NATIVE_POOLS),
    ExtensionAddons: unserved("list", "the add-on eniipamd is always there; set its values with UpdateAddon."),
    CdcId: unserved("string", MANAGED),
    DisableAddons: { ...unserved("list", "leave it out."), element: text() },
  });
}

function cidrSettings() {
  return struct({
    ClusterCIDR: unserved("string", VPC_CNI),
    IgnoreClusterCIDRConflict: flag(),
    MaxNodePodNum: integer(),
    MaxClusterServiceNum: integer(),
    ServiceCIDR: text(),
    EniSubnetIds: list(text()),
    ClaimExpiredSeconds: integer(),
    IgnoreServiceCIDRConflict: flag(),
  });
}

function basicSettings() {
  return struct({
    ClusterOs: text(),
    ClusterVersion: text(),
    ClusterName: text(),
    ClusterDescription: text(),
    VpcId: text(),
    ProjectId: integer(),
    TagSpecification: list(struct({ ResourceType: text(), Tags: list(struct({ Key: text(), Value: text() })) })),
    OsCustomizeType: text(),
    NeedWorkSecurityGroup: flag(),
    SubnetId: text(),
    ClusterLevel: text(),
    // The model says required; the Terraform provider sends the object empty. docs/facts.md#provider-cluster
    AutoUpgradeClusterLevel: struct({ IsAutoUpgrade: flag() }),
  });
}

function advancedSettings() {
  return struct({
    AsEnabled: unserved("boolean", NATIVE_POOLS),
    // Auditing of a cluster's API costs log storage and isn't part of a drill.
    AuditEnabled: flag(),
    AuditLogTopicId: text(),
    AuditLogsetId: text(),
    BasePodNumber: integer(),
    CiliumMode: unserved("string", VPC_CNI),
    ContainerRuntime: oneOf("containerd", "docker"),
    DataPlaneV2: unserved("boolean", VPC_CNI),
    DeletionProtection: flag(),
    EnableCustomizedPodCIDR: unserved("boolean", VPC_CNI),
    EtcdOverrideConfigs: unserved("list", MANAGED),
    ExtraArgs: unserved("object", MANAGED),
    IPVS: flag(),
    IsDualStack: unserved("boolean", VPC_CNI),
    IsNonStaticIpMode: flag(),
    KubeProxyMode: text(),
    NetworkType: oneOf("VPC-CNI", "GR", "CiliumOverlay"),
    NodeNameType: oneOf("lan-ip", "hostname"),
    QGPUShareEnable: flag(),
    RuntimeVersion: text(),
    VpcCniType: oneOf("tke-route-eni", "tke-direct-eni"),
    IsHighAvailability: flag(),
    SecurityModeConfig: unserved("object", MANAGED),
  });
}
