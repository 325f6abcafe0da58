import { printService, type Pod, type Snapshot } from "@podpath/access-path";
import { toPolicySet } from "@podpath/access-path/formats";
import type { CloudClient } from "../../src/clients/cloud.ts";
import { KubeApiError, type KubeClient, type KubeRequest } from "../../src/clients/kube.ts";
import type { OpenCluster } from "../../src/diagnose/open-cluster.ts";
import type { KubeNetworkPolicy } from "../../src/diagnose/read-objects.ts";
import { NEC_PATH } from "../../src/real-cluster/cluster-record.ts";
import type { KubePod } from "../../src/real-cluster/answers.ts";

export interface ClusterChange {
  /** Actions and Kubernetes paths that are refused: `vpc.DescribeAddressTemplates`, `/api/v1/nodes`. */
  readonly refused?: readonly string[];
  /** Answers put in place of an action's. */
  readonly answers?: Readonly<Record<string, object>>;
  readonly property?: string;
  readonly policies?: readonly KubeNetworkPolicy[];
  /** Pods that no snapshot holds: pending, on the host's network, over. */
  readonly morePods?: readonly KubePod[];
  readonly aclOf?: Readonly<Record<string, string>>;
  /** Groups that a node's NodeENIConfig lists; a node that isn't named has none. */
  readonly necs?: Readonly<Record<string, readonly string[]>>;
}

export const CLUSTER_ID = "cls-7a7a7a7a";

/** A cluster whose two APIs answer what a snapshot holds, in the vendor's spelling, but for what is refused. */
export function clusterOf(snapshot: Snapshot, change: ClusterChange = {}): OpenCluster {
  const text = { zh: "测试集群", en: "a test's cluster" };
  return {
    region: snapshot.region,
    clusterId: CLUSTER_ID,
    cloud: cloudOf(snapshot, change),
    kube: kubeOf(snapshot, change),
    namespace: "default",
    source: text,
    endpoint: null,
    lab: null,
  };
}

function cloudOf(snapshot: Snapshot, { refused = [], answers = {}, property, aclOf = {} }: ClusterChange): CloudClient {
  const { vpc, nodes, subnets, securityGroups, addressTemplates, serviceTemplates } = snapshot;
  const enis = nodes.flatMap((node) => node.enis.map((eni) => ({ node, eni })));
  const isV6 = (address: string) => address.includes(":");
  const known: Readonly<Record<string, (request: Record<string, unknown>) => object>> = {
    DescribeClusters: () => ({
      Clusters: [
        {
          ClusterId: CLUSTER_ID,
          ClusterName: "test",
          Property: property ?? '{"NetworkType":"VPC-CNI","VpcCniType":"tke-route-eni"}',
          ClusterNetworkSettings: { VpcId: vpc.id, ServiceCIDR: "172.18.0.0/20" },
        },
      ],
      TotalCount: 1,
    }),
    DescribeAddonValues: () => ({
      Values: JSON.stringify({
        vpcCni: { securityGroups: { enableSecurityGroups: snapshot.eniSecurityGroups === "on", securityGroups: [] } },
      }),
    }),
    DescribeVpcs: () => ({
      VpcSet: [{ VpcId: vpc.id, VpcName: vpc.name, CidrBlock: vpc.cidrs[0] }],
      TotalCount: 1,
    }),
    DescribeSubnets: () => ({
      SubnetSet: subnets.map(({ id, name, zone, cidr, cidr6 }) => ({
        SubnetId: id,
        SubnetName: name,
        VpcId: vpc.id,
        Zone: zone,
        CidrBlock: cidr,
        Ipv6CidrBlock: cidr6 ?? "",
        NetworkAclId: aclOf[id] ?? "",
      })),
      TotalCount: subnets.length,
    }),
    DescribeNetworkInterfaces: () => ({
      NetworkInterfaceSet: enis.map(({ node, eni }) => ({
        NetworkInterfaceId: eni.id,
        VpcId: vpc.id,
        SubnetId: eni.subnetId,
        GroupSet: eni.securityGroups,
        Primary: eni.primary,
        MacAddress: eni.mac,
        PrivateIpAddressSet: eni.addresses
          .filter((one) => !isV6(one))
          .map((PrivateIpAddress, index) => ({ PrivateIpAddress, Primary: index === 0 })),
        Ipv6AddressSet: eni.addresses.filter(isV6).map((Address, index) => ({ Address, Primary: index === 0 })),
        Attachment: { InstanceId: node.instanceId, DeviceIndex: eni.deviceIndex },
      })),
      TotalCount: enis.length,
    }),
    DescribeSecurityGroups: ({ SecurityGroupIds }) => ({
      SecurityGroupSet: securityGroups
        .filter(({ id }) => (SecurityGroupIds as readonly string[]).includes(id))
        .map(({ id, name }) => ({ SecurityGroupId: id, SecurityGroupName: name })),
      TotalCount: securityGroups.length,
    }),
    DescribeSecurityGroupPolicies: ({ SecurityGroupId }) => {
      const group = securityGroups.find(({ id }) => id === SecurityGroupId)!;
      if (refused.includes(group.id)) throw cloudError("UnauthorizedOperation");
      const set = toPolicySet(group);
      const numbered = (list: readonly object[]) => list.map((one, PolicyIndex) => ({ PolicyIndex, ...one }));
      return {
        SecurityGroupPolicySet: { Version: "3", Ingress: numbered(set.Ingress), Egress: numbered(set.Egress) },
      };
    },
    DescribeAddressTemplates: () => ({
      AddressTemplateSet: addressTemplates.map(({ id, name, cidrs }) => ({
        AddressTemplateId: id,
        AddressTemplateName: name,
        AddressSet: cidrs,
      })),
      TotalCount: addressTemplates.length,
    }),
    DescribeAddressTemplateGroups: () => ({ AddressTemplateGroupSet: [], TotalCount: 0 }),
    DescribeServiceTemplates: () => ({
      ServiceTemplateSet: serviceTemplates.map(({ id, name, services }) => ({
        ServiceTemplateId: id,
        ServiceTemplateName: name,
        ServiceSet: services.map((service) =>
          service.kind === "ports"
            ? `${service.protocol}:${service.ports === "all" ? "all" : service.ports.map(({ from, to }) => (from === to ? from : `${from}-${to}`)).join(",")}`
            : `${printService(service)}:-`,
        ),
      })),
      TotalCount: serviceTemplates.length,
    }),
    DescribeServiceTemplateGroups: () => ({ ServiceTemplateGroupSet: [], TotalCount: 0 }),
  };
  return {
    async call<T>(...[service, action, request]: Parameters<CloudClient["call"]>): Promise<T> {
      await Promise.resolve();
      if (refused.includes(`${service}.${action}`)) throw cloudError("UnauthorizedOperation");
      const answer = answers[action] ?? known[action]?.(request);
      if (answer === undefined) throw new Error(`no answer to ${service}.${action}: is it new?`);
      return answer as T;
    },
  };
}

function cloudError(code: string): Error {
  return Object.assign(new Error(`${code}: no`), { code, requestId: "r-1" });
}

function kubeOf(
  { nodes, pods }: Snapshot,
  { refused = [], policies = [], morePods = [], necs = {} }: ClusterChange,
): KubeClient {
  const all = [...pods.map(kubePod), ...morePods];
  const items = (path: string): readonly unknown[] | null => {
    if (path === "/api/v1/nodes") {
      return nodes.map(({ name, address }) => ({
        metadata: { name, uid: name },
        status: { addresses: [{ type: "InternalIP", address }] },
      }));
    }
    if (path === "/api/v1/pods") return all;
    const [, namespace, kind] = /\/namespaces\/([^/]+)\/(\w+)$/.exec(path) ?? [];
    if (kind === "networkpolicies") return policies;
    return kind === "pods" ? all.filter(({ metadata }) => metadata.namespace === namespace) : null;
  };
  const text = async ({ path }: KubeRequest): Promise<string> => {
    await Promise.resolve();
    if (refused.includes(path)) throw new KubeApiError(403, "Forbidden", `${path} is forbidden`);
    const nec = path.startsWith(`${NEC_PATH}/`) ? necs[path.slice(NEC_PATH.length + 1)] : undefined;
    if (nec !== undefined) return JSON.stringify({ spec: { securityGroups: nec } });
    const found = items(path);
    if (found === null) throw new KubeApiError(404, "NotFound", `no ${path}`);
    return JSON.stringify({ items: found, metadata: {} });
  };
  return {
    text,
    json: async <T>(request: KubeRequest) => JSON.parse(await text(request)) as T,
    exec: () => Promise.resolve({ kind: "exited", status: 0 }),
  };
}

function kubePod({ uid, namespace, name, labels, nodeName, addresses, containers }: Pod): KubePod {
  return {
    metadata: { uid, namespace, name, labels },
    spec: {
      nodeName,
      containers: containers.map((container) => ({
        name: container.name,
        image: container.image,
        ports: container.ports.map(({ protocol, port }) => ({ containerPort: port, protocol: protocol.toUpperCase() })),
      })),
    },
    status: {
      phase: "Running",
      podIP: addresses[0]!,
      podIPs: addresses.map((ip) => ({ ip })),
      hostIP: nodeName,
    },
  };
}
