import type { ClusterRecord } from "../records.ts";
import type { CloudTables } from "../tables.ts";
import { wireTags } from "../tags.ts";
import { isoTime } from "../time.ts";

export function wireCluster(cluster: ClusterRecord, tables: CloudTables) {
  const tags = wireTags(tables, cluster.id);
  return {
    ClusterId: cluster.id,
    ClusterName: cluster.name,
    ClusterDescription: cluster.description,
    ClusterVersion: cluster.version,
    ClusterOs: cluster.os,
    ClusterType: "MANAGED_CLUSTER",
    ClusterNetworkSettings: wireNetwork(cluster),
    ClusterNodeNum: machineCount(cluster.id, tables),
    ProjectId: cluster.projectId,
    TagSpecification: tags.length === 0 ? [] : [{ ResourceType: "cluster", Tags: tags }],
    ClusterStatus: "Running",
    Property: wireProperty(cluster),
    ClusterMaterNodeNum: 0,
    ImageId: "",
    OsCustomizeType: "GENERAL",
    ContainerRuntime: cluster.containerRuntime,
    CreatedTime: isoTime(cluster.createdAt),
    DeletionProtection: cluster.deletionProtection,
    EnableExternalNode: false,
    ClusterLevel: cluster.level,
    AutoUpgradeClusterLevel: false,
    QGPUShareEnable: false,
    RuntimeVersion: cluster.runtimeVersion,
    ClusterEtcdNodeNum: 0,
    CdcId: "",
    IsHighAvailability: false,
    ClusterCategory: "tke",
    SecurityModeConfig: { Enabled: false, Namespaces: [], Labels: [] },
  };
}

function wireNetwork(cluster: ClusterRecord) {
  return {
    ClusterCIDR: "",
    IgnoreClusterCIDRConflict: false,
    MaxNodePodNum: cluster.maxPodsPerNode,
    MaxClusterServiceNum: cluster.maxServices,
    Ipvs: cluster.kubeProxyMode === "ipvs",
    VpcId: cluster.vpcId,
    Cni: true,
    KubeProxyMode: cluster.kubeProxyMode === "ipvs" ? "" : cluster.kubeProxyMode,
    ServiceCIDR: cluster.serviceCidr,
    Subnets: cluster.eniSubnetIds,
    IgnoreServiceCIDRConflict: false,
    IsDualStack: false,
    Ipv6ServiceCIDR: "",
    CiliumMode: "",
    SubnetId: "",
    DataPlaneV2: false,
  };
}

/** JSON in a string. docs/facts.md#cluster-property */
function wireProperty(cluster: ClusterRecord): string {
  return JSON.stringify({
    NodeNameType: "lan-ip",
    NetworkType: "VPC-CNI",
    VpcCniType: cluster.vpcCniType,
    IsNonStaticIpMode: !cluster.staticIps,
  });
}

export function machineCount(clusterId: string, tables: CloudTables): number {
  return tables.machines.list().filter((machine) => machine.clusterId === clusterId).length;
}
