import type { Store } from "../store/store.ts";
import type {
  AddonRecord,
  AddressTemplateRecord,
  ClusterRecord,
  EniRecord,
  InstanceRecord,
  MachineRecord,
  NodePoolRecord,
  SecurityGroupRecord,
  ServiceTemplateRecord,
  SubnetRecord,
  TagsRecord,
  TemplateGroupRecord,
  VpcRecord,
} from "./records.ts";

/** One kind of cloud resource of one account. */
export interface Table<T> {
  get(id: string): T | undefined;
  /** In order of id. */
  list(): readonly T[];
  put(record: T): T;
  delete(id: string): boolean;
}

/** An account's cloud: typed views on the store, nothing cached, nothing checked. */
export interface CloudTables {
  readonly vpcs: Table<VpcRecord>;
  readonly subnets: Table<SubnetRecord>;
  readonly securityGroups: Table<SecurityGroupRecord>;
  readonly enis: Table<EniRecord>;
  readonly instances: Table<InstanceRecord>;
  readonly clusters: Table<ClusterRecord>;
  readonly nodePools: Table<NodePoolRecord>;
  readonly machines: Table<MachineRecord>;
  /** By `<cluster id>/<add-on name>`. */
  readonly addons: Table<AddonRecord>;
  readonly addressTemplates: Table<AddressTemplateRecord>;
  readonly addressTemplateGroups: Table<TemplateGroupRecord>;
  readonly serviceTemplates: Table<ServiceTemplateRecord>;
  readonly serviceTemplateGroups: Table<TemplateGroupRecord>;
  /** By resource id. */
  readonly tags: Table<TagsRecord>;
}

export function cloudTables(store: Store, accountId: string): CloudTables {
  function table<T>(name: string, idOf: (record: T) => string): Table<T> {
    const prefix = `${cloudPrefix(accountId)}${name}/`;
    return {
      get: (id) => store.get<T>(prefix + id)?.value,
      list: () => store.list<T>(prefix).map((entry) => entry.value),
      put: (record) => store.put(prefix + idOf(record), record).value,
      delete: (id) => store.delete(prefix + id),
    };
  }
  const byId = <T extends { readonly id: string }>(name: string) => table<T>(name, (record) => record.id);
  return {
    vpcs: byId("vpc"),
    subnets: byId("subnet"),
    securityGroups: byId("security-group"),
    enis: byId("eni"),
    instances: byId("instance"),
    clusters: byId("cluster"),
    nodePools: byId("node-pool"),
    machines: table("machine", (record: MachineRecord) => record.name),
    addons: table("addon", (record: AddonRecord) => `${record.clusterId}/${record.name}`),
    addressTemplates: byId("address-template"),
    addressTemplateGroups: byId("address-template-group"),
    serviceTemplates: byId("service-template"),
    serviceTemplateGroups: byId("service-template-group"),
    tags: byId("tags"),
  };
}

export function cloudPrefix(accountId: string): string {
  return `${accountId}/cloud/`;
}

/** Where a cluster's Kubernetes objects are kept. */
export function kubePrefix(accountId: string, clusterId: string): string {
  return `${accountId}/kube/${clusterId}/`;
}
