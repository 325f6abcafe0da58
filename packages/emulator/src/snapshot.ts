import type {
  Container,
  ContainerPort,
  Eni,
  Pod,
  SecurityGroup,
  ServiceTemplate,
  Snapshot,
  Subnet,
} from "@podpath/access-path";
import { gatewayOf } from "./addresses.ts";
import type {
  ClusterRecord,
  EniRecord,
  InstanceRecord,
  SecurityGroupRecord,
  SubnetRecord,
  TemplateGroupRecord,
} from "./cloud/records.ts";
import type { CloudTables } from "./cloud/tables.ts";
import { blocksOf, serviceOf } from "./cloud/templates.ts";
import { toRule } from "./cloud/wire.ts";
import { incarnationOf, systemComponent } from "./kube/conventions.ts";
import type { ClusterObjects } from "./kube/cluster-objects.ts";
import type { ContainerSpec, PodObject } from "./kube/types.ts";
import { securityGroupSettings } from "./tke/eniipamd.ts";

/** What an account's snapshot is made from. */
export interface SnapshotSource {
  readonly region: string;
  readonly tables: CloudTables;
  readonly objectsOf: (cluster: ClusterRecord) => ClusterObjects;
}

/**
 * The state of an account that packets, diagrams and grades depend on: plain, canonical, in a fixed order, so that two
 * snapshots that say the same are the same text. One VPC, see {@link vpcOfPackets}.
 */
export function takeSnapshot({ region, tables, objectsOf }: SnapshotSource, revision: number): Snapshot {
  const clusters = tables.clusters.list();
  const machines = tables.machines.list();
  const vpc = tables.vpcs.get(vpcOfPackets(tables) ?? "");
  const inVpc = (item: { readonly vpcId: string }) => item.vpcId === vpc?.id;
  const instances = tables.instances
    .list()
    .filter(inVpc)
    .toSorted((a, b) => ageOf(a) - ageOf(b));
  // Machines know their order even where several were made within one millisecond.
  function ageOf({ id, createdAt }: InstanceRecord): number {
    return machines.find(({ instanceId }) => instanceId === id)?.createdAt ?? createdAt;
  }
  // Another VPC may have the same addresses.
  const enis = tables.enis.list().filter(inVpc);
  const pods = clusters.filter(inVpc).flatMap((cluster) => podsOf(objectsOf(cluster), enis));
  return {
    revision,
    region,
    vpc: { id: vpc?.id ?? "", name: vpc?.name ?? "", cidrs: vpc === undefined ? [] : [vpc.cidr] },
    subnets: tables.subnets.list().filter(inVpc).map(toSubnet),
    nodes: instances.map((instance) => toNode(instance, tables)).filter((node) => node.enis.length > 0),
    pods,
    securityGroups: tables.securityGroups.list().map(toGroup),
    addressTemplates: addressTemplates(tables),
    serviceTemplates: serviceTemplates(tables),
    eniSecurityGroups: clusters.some((cluster) => securityGroupSettings(cluster.id, tables).enabled) ? "on" : "off",
  };
}

/** The one VPC of an account that packets travel in: that of the oldest cluster, or the oldest there is. */
export function vpcOfPackets({ clusters, vpcs }: Pick<CloudTables, "clusters" | "vpcs">): string | undefined {
  return oldest(clusters.list())?.vpcId ?? oldest(vpcs.list())?.id;
}

function oldest<T extends { readonly createdAt: number }>(items: readonly T[]): T | undefined {
  return items.toSorted((a, b) => a.createdAt - b.createdAt)[0];
}

/** Is there a difference in what filters packets, at an interface that is in both? */
export function filtersDiffer(a: Snapshot, b: Snapshot): boolean {
  if (rulesText(a) !== rulesText(b)) return true;
  const before = bindings(a);
  return [...bindings(b)].some(([id, groups]) => before.has(id) && before.get(id) !== groups);
}

function rulesText({ securityGroups, addressTemplates: addresses, serviceTemplates: services }: Snapshot): string {
  return JSON.stringify([securityGroups, addresses, services]);
}

/** Bound groups as text, by interface. */
function bindings({ nodes }: Snapshot): ReadonlyMap<string, string> {
  return new Map(nodes.flatMap(({ enis }) => enis.map((eni) => [eni.id, eni.securityGroups.join(" ")] as const)));
}

function toSubnet({ id, name, zone, cidr }: SubnetRecord): Subnet {
  return { id, name, zone, cidr, gateway: gatewayOf(cidr) };
}

function toNode(instance: InstanceRecord, tables: CloudTables) {
  const enis = tables.enis
    .list()
    .filter((eni) => eni.attachment?.instanceId === instance.id)
    .map(toEni)
    .toSorted((a, b) => a.deviceIndex - b.deviceIndex);
  const address = enis[0]?.addresses[0] ?? "";
  return { name: address, instanceId: instance.id, address, enis };
}

function toEni(eni: EniRecord): Eni {
  return {
    id: eni.id,
    primary: eni.primary,
    deviceIndex: eni.attachment?.deviceIndex ?? 0,
    mac: eni.mac,
    subnetId: eni.subnetId,
    addresses: eni.addresses.map(({ address }) => address),
    securityGroups: eni.securityGroupIds,
  };
}

function toGroup({ id, name, ingress, egress }: SecurityGroupRecord): SecurityGroup {
  return { id, name, ingress: ingress.map(toRule), egress: egress.map(toRule) };
}

/** Pods with a node and an address on one of its interfaces; those that end and those that no data plane runs are left out. */
function podsOf(objects: ClusterObjects, enis: readonly EniRecord[]): readonly Pod[] {
  const owners = new Map(enis.flatMap((eni) => eni.addresses.map(({ address }) => [address, eni.id] as const)));
  return (objects.list("pods") as readonly PodObject[]).flatMap((pod) => {
    const { spec, status, metadata } = pod;
    const eniId = owners.get(status?.podIP ?? "");
    const isOver = status?.phase === "Succeeded" || status?.phase === "Failed";
    if (eniId === undefined || spec.nodeName === undefined || spec.hostNetwork === true) return [];
    if (isOver || metadata.deletionTimestamp !== undefined || systemComponent(pod) !== undefined) return [];
    return [
      {
        uid: metadata.uid,
        namespace: metadata.namespace ?? "default",
        name: metadata.name,
        labels: metadata.labels ?? {},
        nodeName: spec.nodeName,
        eniId,
        addresses: status?.podIPs?.map(({ ip }) => ip) ?? [status!.podIP!],
        containers: spec.containers.map(toContainer),
        incarnation: incarnationOf(pod),
      },
    ];
  });
}

function toContainer(container: ContainerSpec): Container {
  return {
    name: container.name,
    image: container.image,
    ...(container.command === undefined ? {} : { command: container.command }),
    ...(container.args === undefined ? {} : { args: container.args }),
    env: Object.fromEntries((container.env ?? []).map(({ name, value }) => [name, value ?? ""])),
    ports: (container.ports ?? []).flatMap(toPort),
  };
}

function toPort(port: { readonly containerPort: number; readonly protocol?: string }): ContainerPort[] {
  const protocol = (port.protocol ?? "TCP").toLowerCase();
  return protocol === "tcp" || protocol === "udp" ? [{ protocol, port: port.containerPort }] : [];
}

function addressTemplates(tables: CloudTables) {
  const templates = tables.addressTemplates.list().map(({ id, name, members }) => {
    const cidrs = members.flatMap(({ text }) => blocksOf(text) ?? []);
    return { id, name, cidrs: [...new Set(cidrs)] };
  });
  const groups = tables.addressTemplateGroups.list().map((group) => {
    const cidrs = membersOf(group, templates).flatMap((template) => template.cidrs);
    return { id: group.id, name: group.name, cidrs: [...new Set(cidrs)] };
  });
  return [...templates, ...groups];
}

function serviceTemplates(tables: CloudTables): readonly ServiceTemplate[] {
  const templates = tables.serviceTemplates.list().map(({ id, name, members }) => {
    const services = members.map(({ text }) => serviceOf(text)).filter((service) => service !== null);
    return { id, name, services };
  });
  const groups = tables.serviceTemplateGroups.list().map((group) => {
    const services = membersOf(group, templates).flatMap((template) => template.services);
    return { id: group.id, name: group.name, services };
  });
  return [...templates, ...groups];
}

function membersOf<T extends { readonly id: string }>(
  group: TemplateGroupRecord,
  templates: readonly T[],
): readonly T[] {
  return group.templateIds.flatMap((id) => templates.filter((template) => template.id === id));
}
