import { defineAction } from "../action.ts";
import { applyFilters, byIds, filtersSchema, pageSchema, paginate } from "../query.ts";
import type { VpcRecord } from "../records.ts";
import { list, struct, text } from "../schema.ts";
import { tagsOf } from "../tags.ts";
import { wireVpc } from "../views/vpc.ts";

export const describeVpcs = defineAction({
  service: "vpc",
  name: "DescribeVpcs",
  changes: false,
  request: struct({ VpcIds: list(text()), Filters: filtersSchema(), ...pageSchema("string") }),
  errors: [
    "InvalidParameter.Coexist",
    "InvalidParameter.FilterInvalidKey",
    "InvalidParameterValue.LimitExceeded",
    "InvalidParameterValue.Malformed",
    "InvalidParameterValue.Range",
  ],
  handle({ tables }, { VpcIds, Filters, ...page }) {
    const kind = { member: "VpcIds", prefix: "vpc", what: "VPC", idOf: (vpc: VpcRecord) => vpc.id };
    const found = applyFilters(
      byIds(tables.vpcs.list(), VpcIds, Filters, kind),
      Filters,
      {
        "vpc-id": { values: (vpc) => [vpc.id] },
        "vpc-name": { values: (vpc) => [vpc.name], fuzzy: true },
        "is-default": { values: () => ["false"] },
        "cidr-block": { values: (vpc) => [vpc.cidr, vpc.cidr.replace(/\/.*/, "")] },
      },
      (vpc) => tagsOf(tables, vpc.id),
    );
    const { total, page: vpcs } = paginate(found, page);
    return { TotalCount: total, VpcSet: vpcs.map((vpc) => wireVpc(vpc, tables)) };
  },
});
