import type { SubnetRecord, VpcRecord } from "../records.ts";
import { subnetAddressCount, usedAddresses } from "../../addresses.ts";
import type { CloudTables } from "../tables.ts";
import { wireTags } from "../tags.ts";
import { vpcTime } from "../time.ts";

/** Every VPC has one route table; its id follows from the VPC's. */
export function routeTableId(vpcId: string): string {
  return vpcId.replace(/^vpc-/, "rtb-");
}

export function wireVpc(vpc: VpcRecord, tables: CloudTables) {
  return {
    VpcName: vpc.name,
    VpcId: vpc.id,
    CidrBlock: vpc.cidr,
    IsDefault: false,
    EnableMulticast: false,
    CreatedTime: vpcTime(vpc.createdAt),
    // What the cloud hands out when nothing else is asked for. docs/facts.md#vpc-dns
    DnsServerSet: ["183.60.83.19", "183.60.82.98"],
    DomainName: "",
    DhcpOptionsId: "",
    EnableDhcp: true,
    Ipv6CidrBlock: "",
    TagSet: wireTags(tables, vpc.id),
    AssistantCidrSet: [],
    EnableRouteVpcPublish: false,
    Ipv6CidrBlockSet: [],
    EnableRouteVpcPublishIpv6: false,
  };
}

export function wireSubnet(subnet: SubnetRecord, tables: CloudTables) {
  const total = subnetAddressCount(subnet.cidr);
  return {
    VpcId: subnet.vpcId,
    SubnetId: subnet.id,
    SubnetName: subnet.name,
    CidrBlock: subnet.cidr,
    IsDefault: false,
    EnableBroadcast: false,
    Zone: subnet.zone,
    RouteTableId: routeTableId(subnet.vpcId),
    CreatedTime: vpcTime(subnet.createdAt),
    AvailableIpAddressCount: total - usedAddresses(subnet.id, tables).size,
    Ipv6CidrBlock: "",
    NetworkAclId: "",
    IsRemoteVpcSnat: false,
    TotalIpAddressCount: total,
    TagSet: wireTags(tables, subnet.id),
    CdcId: "",
    IsCdcSubnet: 0,
  };
}
