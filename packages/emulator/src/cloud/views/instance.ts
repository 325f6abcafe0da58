import type { EniRecord, InstanceRecord } from "../records.ts";
import type { CloudTables } from "../tables.ts";
import { wireTags } from "../tags.ts";
import { isoTime } from "../time.ts";

export function primaryEniOf(instanceId: string, tables: CloudTables): EniRecord | undefined {
  return tables.enis.list().find((eni) => eni.primary && eni.attachment?.instanceId === instanceId);
}

export function wireInstance(instance: InstanceRecord, tables: CloudTables) {
  const eni = primaryEniOf(instance.id, tables);
  const addresses = eni?.addresses.map(({ address }) => address) ?? [];
  const ipv4 = addresses.filter((address) => !address.includes(":"));
  return {
    Placement: wirePlacement(instance.zone),
    InstanceId: instance.id,
    InstanceType: instance.instanceType,
    CPU: instance.cpu,
    Memory: instance.memory,
    RestrictState: "NORMAL",
    InstanceName: instance.name,
    InstanceChargeType: instance.chargeType,
    SystemDisk: wireDisk(instance),
    DataDisks: [],
    PrivateIpAddresses: ipv4,
    PublicIpAddresses: [],
    InternetAccessible: NO_INTERNET,
    VirtualPrivateCloud: {
      VpcId: instance.vpcId,
      SubnetId: instance.subnetId,
      AsVpcGateway: false,
      PrivateIpAddresses: ipv4,
      Ipv6AddressCount: addresses.length - ipv4.length,
    },
    SecurityGroupIds: eni?.securityGroupIds ?? [],
    Tags: wireTags(tables, instance.id),
    InstanceState: "RUNNING",
    CreatedTime: isoTime(instance.createdAt),
    ExpiredTime: null,
    Uuid: instance.uuid,
    IPv6Addresses: addresses.filter((address) => address.includes(":")),
    CpuTopology: { CoreCount: Math.max(1, instance.cpu / 2), ThreadPerCore: Math.min(2, instance.cpu) },
    ...CONSTANT,
  };
}

function wirePlacement(zone: string) {
  return {
    Zone: zone,
    ProjectId: 0,
    HostIds: [],
    HostId: "",
    DedicatedResourcePackTenancy: "",
    DedicatedResourcePackIds: [],
    RackId: "",
  };
}

function wireDisk({ id, systemDisk }: InstanceRecord) {
  return {
    DiskType: systemDisk.type,
    DiskId: id.replace(/^ins-/, "disk-"),
    DiskSize: systemDisk.sizeGiB,
    CdcId: "",
    DiskName: "",
    Encrypt: false,
    KmsKeyId: "",
  };
}

const NO_INTERNET = {
  InternetChargeType: "TRAFFIC_POSTPAID_BY_HOUR",
  InternetMaxBandwidthOut: 0,
  PublicIpAssigned: false,
  BandwidthPackageId: "",
  InternetServiceProvider: "",
  IPv4AddressType: "",
  IPv6AddressType: "",
  AntiDDoSPackageId: "",
} as const;

/** What is the same for every node of a sandbox. */
const CONSTANT = {
  ImageId: "img-eb30mz89",
  RenewFlag: "",
  OsName: "TencentOS Server 3.1 (TK4)",
  LoginSettings: { Password: "", KeyIds: [], KeepImageLogin: "" },
  StopChargingMode: "NOT_APPLICABLE",
  LatestOperation: "RunInstances",
  LatestOperationState: "SUCCESS",
  LatestOperationRequestId: "",
  LatestOperationErrorMsg: "",
  DisasterRecoverGroupId: "",
  DisasterRecoverGroupIds: [],
  CamRoleName: "",
  HpcClusterId: "",
  RdmaIpAddresses: [],
  DedicatedClusterId: "",
  IsolatedSource: "NOTISOLATED",
  GPUInfo: null,
  LicenseType: "TencentCloud",
  DisableApiTermination: false,
  DefaultLoginUser: "root",
  DefaultLoginPort: 22,
  Metadata: { Items: [] },
  PublicIPv6Addresses: [],
  PartitionNumber: 0,
} as const;
