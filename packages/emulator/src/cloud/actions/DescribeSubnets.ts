import { defineAction } from "../action.ts";
import { CloudError } from "../errors.ts";
import { applyFilters, byIds, filtersSchema, pageSchema, paginate } from "../query.ts";
import type { SubnetRecord } from "../records.ts";
import { integer, list, struct, text } from "../schema.ts";
import { tagsOf } from "../tags.ts";
import { wireSubnet } from "../views/vpc.ts";

export const describeSubnets = defineAction({
  service: "vpc",
  name: "DescribeSubnets",
  changes: false,
  request: struct({
    SubnetIds: list(text()),
    Filters: filtersSchema(),
    ...pageSchema("string"),
    MaxResults: integer(),
    NextToken: text(),
  }),
  errors: [
    "InvalidParameter.Coexist",
    "InvalidParameter.FilterInvalidKey",
    "InvalidParameterValue.LimitExceeded",
    "InvalidParameterValue.Malformed",
    "InvalidParameterValue.Range",
    "ResourceNotFound",
  ],
  handle({ tables }, { SubnetIds, Filters, MaxResults, NextToken, ...page }) {
    const kind = { member: "SubnetIds", prefix: "subnet", what: "subnet", idOf: (subnet: SubnetRecord) => subnet.id };
    const found = applyFilters(
      byIds(tables.subnets.list(), SubnetIds, Filters, kind),
      Filters,
      {
        "subnet-id": { values: (subnet) => [subnet.id] },
        "subnet-name": { values: (subnet) => [subnet.name], fuzzy: true },
        "vpc-id": { values: (subnet) => [subnet.vpcId] },
        "cidr-block": { values: (subnet) => [subnet.cidr, subnet.cidr.replace(/\/.*/, "")] },
        "is-default": { values: () => ["false"] },
        "is-remote-vpc-snat": { values: () => ["false"] },
        zone: { values: (subnet) => [subnet.zone] },
        "is-cdc-subnet": { values: () => ["0"] },
      },
      (subnet) => tagsOf(tables, subnet.id),
    );
    const from = tokenOffset(NextToken);
    const paged = from === null && MaxResults === undefined ? page : { Offset: from ?? 0, Limit: MaxResults ?? 0 };
    const { total, page: subnets } = paginate(found, paged);
    const end = (paged.Offset ?? 0) + subnets.length;
    return {
      TotalCount: total,
      SubnetSet: subnets.map((subnet) => wireSubnet(subnet, tables)),
      NextToken: MaxResults !== undefined && end < total ? `offset-${end}` : "",
    };
  },
});

/** A token is opaque to clients; ours says where the next page starts. */
function tokenOffset(token: string | undefined): number | null {
  if (token === undefined || token === "") return null;
  const match = /^offset-(\d+)$/.exec(token);
  if (match !== null) return Number(match[1]);
  throw new CloudError("InvalidParameterValue.Malformed", "`NextToken` must be one that an earlier answer gave.");
}
