/* eslint-disable typescript/no-explicit-any -- requests are whatever the client sends */
type Thing = Record<string, any>;
type Request = Record<string, any>;

export class FakeRefusal extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export interface Account {
  next: number;
  readonly vpcs: Map<string, Thing>;
  readonly subnets: Map<string, Thing>;
  readonly groups: Map<string, Thing>;
  readonly rules: Map<string, { Version: string; Ingress: Thing[]; Egress: Thing[] }>;
  readonly clusters: Map<string, Thing>;
  readonly pools: Map<string, Thing>;
  readonly addons: Map<string, Thing>;
}

export function newAccount(): Account {
  return {
    next: 1,
    vpcs: new Map(),
    subnets: new Map(),
    groups: new Map(),
    rules: new Map(),
    clusters: new Map(),
    pools: new Map(),
    addons: new Map(),
  };
}

const indexed = (rules: Thing[]) => rules.map((rule, PolicyIndex) => ({ ...rule, PolicyIndex }));
const newId = (account: Account, prefix: string) => `${prefix}-${String(account.next++).padStart(8, "0")}`;

function get<T>(things: Map<string, T>, id: string): T {
  const thing = things.get(id);
  if (thing === undefined) throw new FakeRefusal("ResourceNotFound");
  return thing;
}

/** By ids (an unknown one is an error), else by filters on these fields. */
function select(things: Map<string, Thing>, ids: string[] | undefined, request: Request, fields: Thing): Thing[] {
  if (ids !== undefined) return ids.map((id) => get(things, id));
  const filters = (request["Filters"] ?? []) as { Name: string; Values: string[] }[];
  return [...things.values()].filter((thing) =>
    filters.every(({ Name, Values }) => Values.includes(String(fields[Name](thing)))),
  );
}

function setRules(account: Account, request: Request): object {
  const set = get(account.rules, request["SecurityGroupId"]);
  const { Version, Ingress = [], Egress = [] } = request["SecurityGroupPolicySet"];
  const clear = Version === "0";
  if (!clear && Ingress.length + Egress.length === 0) throw new FakeRefusal("InvalidParameterValue.Empty");
  set.Ingress = clear ? [] : ordered(Ingress, set.Ingress, request["SortPolicys"]);
  set.Egress = clear ? [] : ordered(Egress, set.Egress, request["SortPolicys"]);
  set.Version = String(Number(set.Version) + 1);
  return {};
}

/** Unless it is told to sort, the cloud leaves rules that it has in the order in which it has them. */
function ordered(wanted: Thing[], present: Thing[], sort: boolean): Thing[] {
  const texts = present.map((one) => JSON.stringify(one));
  const rank = (one: Thing) =>
    texts.includes(JSON.stringify(one)) ? texts.indexOf(JSON.stringify(one)) : texts.length;
  return sort ? wanted : wanted.toSorted((a, b) => rank(a) - rank(b));
}

export const ACTIONS: Record<string, (account: Account, request: Request) => object> = {
  CreateVpc(account, { VpcName, CidrBlock, Tags }) {
    const VpcId = newId(account, "vpc");
    const Vpc = { VpcId, VpcName, CidrBlock, TagSet: Tags, IsDefault: false, CreatedTime: "2026-11-23 00:00:00" };
    account.vpcs.set(VpcId, Vpc);
    return { Vpc };
  },
  DescribeVpcs: (account, request) => ({
    VpcSet: select(account.vpcs, request["VpcIds"], request, { "vpc-name": (one: Thing) => one["VpcName"] }),
  }),
  ModifyVpcAttribute: (account, { VpcId, VpcName }) => Object.assign(get(account.vpcs, VpcId), { VpcName }) && {},
  DeleteVpc(account, { VpcId }) {
    get(account.vpcs, VpcId);
    if ([...account.subnets.values()].some((one) => one["VpcId"] === VpcId)) throw new FakeRefusal("ResourceInUse");
    account.vpcs.delete(VpcId);
    return {};
  },
  CreateSubnet(account, { VpcId, SubnetName, CidrBlock, Zone, Tags }) {
    get(account.vpcs, VpcId);
    const SubnetId = newId(account, "subnet");
    const Subnet = { SubnetId, SubnetName, VpcId, CidrBlock, Zone, TagSet: Tags };
    account.subnets.set(SubnetId, Subnet);
    return { Subnet };
  },
  DescribeSubnets: (account, request) => ({
    SubnetSet: select(account.subnets, request["SubnetIds"], request, {
      "vpc-id": (one: Thing) => one["VpcId"],
      "subnet-name": (one: Thing) => one["SubnetName"],
    }),
  }),
  DeleteSubnet(account, { SubnetId }) {
    get(account.subnets, SubnetId);
    if ([...account.pools.values()].some((one) => one["Native"].SubnetIds.includes(SubnetId)))
      throw new FakeRefusal("ResourceInUse");
    account.subnets.delete(SubnetId);
    return {};
  },
  CreateSecurityGroup(account, { GroupName, GroupDescription, Tags }) {
    const SecurityGroupId = newId(account, "sg");
    const SecurityGroup = {
      SecurityGroupId,
      SecurityGroupName: GroupName,
      SecurityGroupDesc: GroupDescription,
      ProjectId: "0",
      TagSet: Tags,
    };
    account.groups.set(SecurityGroupId, SecurityGroup);
    account.rules.set(SecurityGroupId, { Version: "0", Ingress: [], Egress: [] });
    return { SecurityGroup };
  },
  DescribeSecurityGroups: (account, request) => ({
    SecurityGroupSet: select(account.groups, request["SecurityGroupIds"], request, {
      "security-group-name": (one: Thing) => one["SecurityGroupName"],
    }),
  }),
  ModifySecurityGroupAttribute(account, { SecurityGroupId, GroupName, GroupDescription }) {
    const changes = { SecurityGroupName: GroupName, SecurityGroupDesc: GroupDescription };
    Object.assign(get(account.groups, SecurityGroupId), changes);
    return {};
  },
  DescribeSecurityGroupAssociationStatistics: (account, { SecurityGroupIds }) => ({
    SecurityGroupAssociationStatisticsSet: SecurityGroupIds.map((id: string) => ({
      SecurityGroupId: get(account.groups, id)["SecurityGroupId"],
      TotalCount: [...account.pools.values()].filter((one) => one["Native"].SecurityGroupIds.includes(id)).length,
    })),
  }),
  DeleteSecurityGroup(account, { SecurityGroupId }) {
    get(account.groups, SecurityGroupId);
    account.groups.delete(SecurityGroupId);
    account.rules.delete(SecurityGroupId);
    return {};
  },
  ModifySecurityGroupPolicies: setRules,
  DescribeSecurityGroupPolicies(account, { SecurityGroupId }) {
    const set = get(account.rules, SecurityGroupId);
    return { SecurityGroupPolicySet: { ...set, Ingress: indexed(set.Ingress), Egress: indexed(set.Egress) } };
  },
  CreateSecurityGroupPolicies(account, { SecurityGroupId, SecurityGroupPolicySet }) {
    const set = get(account.rules, SecurityGroupId);
    set.Ingress.push(...(SecurityGroupPolicySet.Ingress ?? []));
    set.Egress.push(...(SecurityGroupPolicySet.Egress ?? []));
    return {};
  },
  DeleteSecurityGroupPolicies(account, { SecurityGroupId, SecurityGroupPolicySet }) {
    const set = get(account.rules, SecurityGroupId);
    if (SecurityGroupPolicySet.Ingress) set.Ingress = [];
    if (SecurityGroupPolicySet.Egress) set.Egress = [];
    return {};
  },
  CreateCluster(account, request) {
    const ClusterId = newId(account, "cls");
    const { ClusterBasicSettings: basic, ClusterCIDRSettings: cidr, ClusterAdvancedSettings: advanced } = request;
    account.clusters.set(ClusterId, {
      ClusterId,
      ClusterName: basic.ClusterName,
      ClusterDescription: basic.ClusterDescription,
      ClusterVersion: basic.ClusterVersion,
      ClusterStatus: "Creating",
      ClusterNodeNum: 0,
      ClusterNetworkSettings: { VpcId: basic.VpcId, ServiceCIDR: cidr.ServiceCIDR, Subnets: cidr.EniSubnetIds },
      TagSpecification: basic.TagSpecification,
      Property: JSON.stringify({ NetworkType: advanced.NetworkType, VpcCniType: advanced.VpcCniType }),
    });
    const RawValues = Buffer.from('{"vpcCni":{"securityGroups":{"enableSecurityGroups":false}}}').toString("base64");
    account.addons.set(ClusterId, { AddonName: "eniipamd", AddonVersion: "3.8.7", RawValues, Phase: "Succeeded" });
    return { ClusterId };
  },
  DescribeClusters(account, request) {
    const ids = request["ClusterIds"]?.filter((id: string) => account.clusters.has(id));
    const fields = { ClusterName: (one: Thing) => one["ClusterName"] };
    const Clusters = select(account.clusters, ids, request, fields).map((one) => ({ ...one }));
    for (const one of account.clusters.values()) one["ClusterStatus"] = "Running";
    return { Clusters };
  },
  DescribeClusterInstances(account, { ClusterId }) {
    if (!account.clusters.has(ClusterId)) throw new FakeRefusal("InvalidParameter.ClusterNotFound");
    return { InstanceSet: [] };
  },
  DeleteCluster(account, { ClusterId }) {
    get(account.clusters, ClusterId);
    account.clusters.delete(ClusterId);
    account.addons.delete(ClusterId);
    return {};
  },
  UpdateAddon(account, { ClusterId, RawValues }) {
    Object.assign(get(account.addons, ClusterId), { RawValues, Phase: "Upgrading" });
    return {};
  },
  DescribeAddon(account, { ClusterId }) {
    const addon = get(account.addons, ClusterId);
    const Addons = [{ ...addon }];
    addon["Phase"] = "Succeeded";
    return { Addons };
  },
  CreateNodePool(account, { ClusterId, Name, Type, Labels, Tags, DeletionProtection, Native }) {
    get(account.clusters, ClusterId);
    const NodePoolId = newId(account, "np");
    const pool = { NodePoolId, ClusterId, Name, Type, Labels, Tags, DeletionProtection, Native, LifeState: "Creating" };
    account.pools.set(NodePoolId, pool);
    return { NodePoolId };
  },
  DescribeNodePools(account, request) {
    get(account.clusters, request["ClusterId"]);
    const fields = { NodePoolsId: (one: Thing) => one["NodePoolId"], NodePoolsName: (one: Thing) => one["Name"] };
    const NodePools = select(account.pools, undefined, request, fields).map((one) => ({ ...one }));
    for (const one of account.pools.values()) one["LifeState"] = "Running";
    return { NodePools };
  },
  ModifyNodePool(account, { NodePoolId, Native, Name, Labels }) {
    const pool = get(account.pools, NodePoolId);
    Object.assign(pool, { Name, Labels, Native: { ...pool["Native"], ...Native } });
    return {};
  },
  DeleteNodePool(account, { NodePoolId }) {
    get(account.pools, NodePoolId);
    account.pools.delete(NodePoolId);
    return {};
  },
  DescribeClusterMachines: (account) => ({
    Machines: [...account.pools.keys()].map((id) => ({ MachineName: `${id}-x` })),
  }),
  CreateClusterEndpoint(account, { ClusterId, SecurityGroup }) {
    Object.assign(get(account.clusters, ClusterId), { endpoint: SecurityGroup });
    return {};
  },
  DescribeClusterEndpointStatus: (account, { ClusterId }) => ({
    Status: get(account.clusters, ClusterId)["endpoint"] === undefined ? "NotFound" : "Created",
  }),
  DeleteClusterEndpoint(account, { ClusterId }) {
    delete get(account.clusters, ClusterId)["endpoint"];
    return {};
  },
  ModifyResourceTags: () => ({}),
};
