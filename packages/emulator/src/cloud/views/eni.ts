import type { Account } from "../../emulator.ts";
import type { EniAddress, EniRecord } from "../records.ts";
import type { CloudTables } from "../tables.ts";
import { wireTags } from "../tags.ts";
import { vpcTime } from "../time.ts";

export function wireEni(eni: EniRecord, tables: CloudTables, account: Account) {
  return {
    NetworkInterfaceId: eni.id,
    NetworkInterfaceName: eni.name,
    NetworkInterfaceDescription: eni.description,
    SubnetId: eni.subnetId,
    VpcId: eni.vpcId,
    GroupSet: eni.securityGroupIds,
    Primary: eni.primary,
    MacAddress: eni.mac.toUpperCase(),
    State: "AVAILABLE",
    NetworkInterfaceState: eni.attachment === null ? "AVAILABLE" : "INUSE",
    PrivateIpAddressSet: eni.addresses.filter((each) => !isIpv6(each)).map(wireAddress),
    Attachment: wireAttachment(eni, account),
    Zone: eni.zone,
    CreatedTime: vpcTime(eni.createdAt),
    Ipv6AddressSet: eni.addresses.filter(isIpv6).map(wireAddress6),
    TagSet: wireTags(tables, eni.id),
    EniType: eni.primary ? 1 : 0,
    Business: "cvm",
    CdcId: "",
    AttachType: 0,
    ResourceId: "",
    QosLevel: "DEFAULT",
  };
}

function isIpv6({ address }: EniAddress): boolean {
  return address.includes(":");
}

function wireAttachment({ attachment }: EniRecord, account: Account) {
  if (attachment === null) return null;
  return {
    InstanceId: attachment.instanceId,
    DeviceIndex: attachment.deviceIndex,
    InstanceAccountId: account.uin,
    AttachTime: vpcTime(attachment.attachedAt),
  };
}

function wireAddress({ address, primary, description }: EniAddress) {
  return {
    PrivateIpAddress: address,
    Primary: primary,
    PublicIpAddress: "",
    AddressId: "",
    Description: description,
    IsWanIpBlocked: false,
    State: "AVAILABLE",
    QosLevel: "DEFAULT",
  };
}

function wireAddress6({ address, primary, description }: EniAddress) {
  return {
    Address: address,
    Primary: primary,
    AddressId: "",
    Description: description,
    IsWanIpBlocked: false,
    State: "AVAILABLE",
    PublicIpAddress: "",
    AddressType: "GUA",
  };
}
