import { newId } from "../cloud/ids.ts";
import type { EniRecord, SubnetRecord } from "../cloud/records.ts";
import type { CloudTables } from "../cloud/tables.ts";
import type { Runtime } from "../runtime.ts";

/** What every new interface has; address, groups and attachment are the caller's. */
export function newEni(subnet: SubnetRecord, tables: CloudTables, runtime: Runtime): EniRecord {
  return {
    id: newId("eni", (id) => tables.enis.get(id) !== undefined, runtime),
    name: "",
    description: "",
    vpcId: subnet.vpcId,
    subnetId: subnet.id,
    zone: subnet.zone,
    primary: false,
    mac: newMac(tables, runtime),
    createdAt: runtime.now(),
    securityGroupIds: [],
    addresses: [],
    attachment: null,
  };
}

/** Interfaces of an instance that Pods' addresses live on, in device order. */
export function secondaryEnis(instanceId: string, tables: CloudTables): readonly EniRecord[] {
  return tables.enis
    .list()
    .filter((eni) => !eni.primary && eni.attachment?.instanceId === instanceId)
    .toSorted((a, b) => a.attachment!.deviceIndex - b.attachment!.deviceIndex);
}

/** In the block that the vendor's machines show: `52:54:00:…`. */
function newMac(tables: CloudTables, runtime: Pick<Runtime, "randomBytes">): string {
  const taken = new Set(tables.enis.list().map((eni) => eni.mac));
  for (;;) {
    const tail = Array.from(runtime.randomBytes(3), (byte) => byte.toString(16).padStart(2, "0"));
    const mac = ["52", "54", "00", ...tail].join(":");
    if (!taken.has(mac)) return mac;
  }
}
