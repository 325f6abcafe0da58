import { defineAction } from "../action.ts";
import { applyFilters, byIds, type Filter, filtersSchema, pageSchema, paginate } from "../query.ts";
import type { EniRecord } from "../records.ts";
import { list, struct, text } from "../schema.ts";
import { tagsOf } from "../tags.ts";
import { wireEni } from "../views/eni.ts";

export const describeNetworkInterfaces = defineAction({
  service: "vpc",
  name: "DescribeNetworkInterfaces",
  changes: false,
  request: struct({ NetworkInterfaceIds: list(text()), Filters: filtersSchema(), ...pageSchema("integer") }),
  errors: [
    "InvalidParameter.Coexist",
    "InvalidParameter.FilterInvalidKey",
    "InvalidParameterValue.LimitExceeded",
    "InvalidParameterValue.Malformed",
    "InvalidParameterValue.Range",
    "ResourceNotFound",
  ],
  handle({ tables, account }, { NetworkInterfaceIds, Filters, ...page }) {
    const kind = {
      member: "NetworkInterfaceIds",
      prefix: "eni",
      what: "network interface",
      idOf: (eni: EniRecord) => eni.id,
    };
    const found = applyFilters(
      byIds(tables.enis.list(), NetworkInterfaceIds, Filters, kind),
      Filters?.filter(({ Name }) => Name !== "ip-exact-match"),
      {
        "vpc-id": { values: (eni) => [eni.vpcId] },
        "subnet-id": { values: (eni) => [eni.subnetId] },
        "network-interface-id": { values: (eni) => [eni.id] },
        "attachment.instance-id": { values: (eni) => [eni.attachment?.instanceId ?? ""] },
        "groups.security-group-id": { values: (eni) => eni.securityGroupIds },
        "network-interface-name": { values: (eni) => [eni.name] },
        "network-interface-description": { values: (eni) => [eni.description] },
        "address-ip": { values: addressesOf, fuzzy: isFuzzy(Filters) },
        "address-ipv6": { values: addressesOf },
        "is-primary": { values: (eni) => [String(eni.primary)] },
        "eni-type": { values: (eni) => [eni.primary ? "1" : "0"] },
        "eni-qos": { values: () => ["DEFAULT"] },
      },
      (eni) => tagsOf(tables, eni.id),
    );
    const { total, page: enis } = paginate(found, page);
    return { NetworkInterfaceSet: enis.map((eni) => wireEni(eni, tables, account)), TotalCount: total };
  },
});

function addressesOf(eni: EniRecord): readonly string[] {
  return eni.addresses.map(({ address }) => address);
}

/** A single address matches in part, unless `ip-exact-match` says otherwise; several match exactly. docs/facts.md#eni-address-filter */
function isFuzzy(filters: readonly Filter[] = []): boolean {
  const exact = filters.find(({ Name }) => Name === "ip-exact-match")?.Values[0];
  const addresses = filters.find(({ Name }) => Name === "address-ip")?.Values ?? [];
  return addresses.length === 1 && exact?.toLowerCase() !== "true";
}
