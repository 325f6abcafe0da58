import { parseBlock, printBlock } from "@podpath/access-path";
import { ENI_IPAMD } from "../../tke/eniipamd.ts";
import { ENI_IPAMD_VERSION, KUBERNETES_VERSIONS, NODE_OS } from "../../tke/versions.ts";
import { type Call, defineAction } from "../action.ts";
import { createClusterSchema } from "../cluster-request.ts";
import { CloudError } from "../errors.ts";
import { newId, randomText } from "../ids.ts";
import type { ClusterRecord, VpcRecord } from "../records.ts";
import type { ReadBy } from "../schema.ts";
import type { CloudTables } from "../tables.ts";
import { addTags } from "../tags.ts";

type Request = ReadBy<ReturnType<typeof createClusterSchema>>;

/** A managed VPC-CNI cluster without nodes, running at once. */
export const createCluster = defineAction({
  service: "tke",
  name: "CreateCluster",
  changes: true,
  request: createClusterSchema(),
  errors: [
    "InvalidParameter",
    "InvalidParameter.CidrConflictWithVpcCidr",
    "InvalidParameter.CidrInvalid",
    "FailedOperation.VpcRecodrNotFound",
  ],
  handle(call, request) {
    const { tables, runtime } = call;
    const {
      ClusterBasicSettings: basic = {},
      ClusterAdvancedSettings: advanced = {},
      ClusterCIDRSettings: cidrs,
    } = request;
    checkServed(request);
    const vpc = findClusterVpc(basic.VpcId, tables);
    const cluster = tables.clusters.put({
      id: newId("cls", (id) => tables.clusters.get(id) !== undefined, runtime),
      name: basic.ClusterName ?? "",
      description: basic.ClusterDescription ?? "",
      version: checkVersion(basic.ClusterVersion),
      vpcId: vpc.id,
      projectId: basic.ProjectId ?? 0,
      level: basic.ClusterLevel ?? "L5",
      os: basic.ClusterOs ?? NODE_OS,
      containerRuntime: advanced.ContainerRuntime ?? "containerd",
      runtimeVersion: advanced.RuntimeVersion ?? "1.6.9",
      serviceCidr: checkServiceBlock(cidrs, vpc),
      eniSubnetIds: checkEniSubnets(cidrs.EniSubnetIds, vpc, tables),
      vpcCniType: "tke-route-eni",
      staticIps: advanced.IsNonStaticIpMode !== true,
      maxPodsPerNode: cidrs.MaxNodePodNum ?? 64,
      maxServices: cidrs.MaxClusterServiceNum ?? 256,
      kubeProxyMode: advanced.KubeProxyMode || (advanced.IPVS === true ? "ipvs" : "iptables"),
      deletionProtection: advanced.DeletionProtection ?? false,
      endpoints: { intranet: false, internet: false },
      tokens: { learner: randomText(32, runtime), grader: randomText(32, runtime) },
      createdAt: runtime.now(),
    });
    installIpamd(cluster, call);
    const tags = basic.TagSpecification?.flatMap((each) => each.Tags ?? []) ?? [];
    addTags(
      tables,
      cluster.id,
      tags.map(({ Key = "", Value = "" }) => ({ Key, Value })),
    );
    return { ClusterId: cluster.id };
  },
});

function checkServed({ ClusterType, ClusterAdvancedSettings: advanced = {} }: Request): void {
  const { NetworkType = "GR", VpcCniType = "tke-route-eni", NodeNameType = "lan-ip" } = advanced;
  if (ClusterType !== "MANAGED_CLUSTER") throw unserved(`ClusterType ${ClusterType}`, "MANAGED_CLUSTER");
  if (NetworkType !== "VPC-CNI") throw unserved(`NetworkType ${NetworkType}`, "VPC-CNI");
  if (VpcCniType !== "tke-route-eni") throw unserved(`VpcCniType ${VpcCniType}`, "tke-route-eni");
  if (NodeNameType !== "lan-ip") throw unserved(`NodeNameType ${NodeNameType}`, "lan-ip");
}

function unserved(what: string, instead: string): CloudError {
  return new CloudError("UnsupportedOperation", `${what} is not served by this sandbox: use ${instead}.`);
}

function findClusterVpc(id: string | undefined, tables: CloudTables): VpcRecord {
  if (id === undefined || id === "") {
    throw new CloudError("MissingParameter", "A cluster without nodes needs `ClusterBasicSettings.VpcId`.");
  }
  const vpc = tables.vpcs.get(id);
  if (vpc === undefined) throw new CloudError("FailedOperation.VpcRecodrNotFound", `The VPC \`${id}\` doesn't exist.`);
  return vpc;
}

function checkVersion(version: string | undefined): string {
  const known: readonly string[] = KUBERNETES_VERSIONS;
  const chosen = version ?? known.at(-1)!;
  if (known.includes(chosen)) return chosen;
  throw new CloudError("InvalidParameter", `\`ClusterVersion\` is \`${chosen}\`; there are ${known.join(", ")}.`);
}

function checkServiceBlock(cidrs: Request["ClusterCIDRSettings"], vpc: VpcRecord): string {
  const text = cidrs.ServiceCIDR ?? "";
  const block = parseBlock(text);
  if (block === null || block.family !== 4 || printBlock(block) !== text) {
    const message = `\`ClusterCIDRSettings.ServiceCIDR\` is \`${text}\`; write a block outside the VPC's, such as 172.18.0.0/20.`;
    throw new CloudError("InvalidParameter.CidrInvalid", message);
  }
  const outer = parseBlock(vpc.cidr)!;
  const overlaps = block.first <= outer.last && outer.first <= block.last;
  if (overlaps && cidrs.IgnoreServiceCIDRConflict !== true) {
    throw new CloudError(
      "InvalidParameter.CidrConflictWithVpcCidr",
      `\`ServiceCIDR\` ${text} overlaps the VPC's ${vpc.cidr}.`,
    );
  }
  return text;
}

function checkEniSubnets(ids: readonly string[] | undefined, vpc: VpcRecord, tables: CloudTables): readonly string[] {
  if (ids === undefined || ids.length === 0) {
    throw new CloudError(
      "InvalidParameter",
      "A VPC-CNI cluster needs `ClusterCIDRSettings.EniSubnetIds` for its Pods.",
    );
  }
  const absent = ids.find((id) => tables.subnets.get(id)?.vpcId !== vpc.id);
  if (absent !== undefined) throw new CloudError("InvalidParameter", `\`${absent}\` is no subnet of \`${vpc.id}\`.`);
  return [...new Set(ids)];
}

function installIpamd({ id }: ClusterRecord, { tables, runtime }: Call): void {
  tables.addons.put({
    clusterId: id,
    name: ENI_IPAMD,
    version: ENI_IPAMD_VERSION,
    values: {},
    createdAt: runtime.now(),
  });
}
