import { defineAction } from "../action.ts";
import { applyFilters, byIds, filtersSchema, pageSchema, paginate } from "../query.ts";
import type { VpcRecord } from "../records.ts";
import { flag, list, struct, text } from "../schema.ts";
import type { CloudTables } from "../tables.ts";
import { vpcTime } from "../time.ts";
import { routeTableId } from "../views/vpc.ts";

/** Each VPC has its default table and no other, and that has no routes but the VPC's own. */
export const describeRouteTables = defineAction({
  service: "vpc",
  name: "DescribeRouteTables",
  changes: false,
  request: struct({
    Filters: filtersSchema(),
    RouteTableIds: list(text()),
    ...pageSchema("string"),
    NeedRouterInfo: flag(),
  }),
  errors: [
    "InvalidParameter.Coexist",
    "InvalidParameter.FilterInvalidKey",
    "InvalidParameterValue.LimitExceeded",
    "InvalidParameterValue.Malformed",
    "InvalidParameterValue.Range",
    "ResourceNotFound",
  ],
  handle({ tables }, { Filters, RouteTableIds, Offset = 0, Limit = 0 }) {
    const kind = {
      member: "RouteTableIds",
      prefix: "rtb",
      what: "route table",
      idOf: ({ id }: VpcRecord) => routeTableId(id),
    };
    const found = applyFilters(byIds(tables.vpcs.list(), RouteTableIds, Filters, kind), Filters, {
      "route-table-id": { values: ({ id }) => [routeTableId(id)] },
      "route-table-name": { values: () => ["default"] },
      "vpc-id": { values: ({ id }) => [id] },
      "association.main": { values: () => ["true"] },
      "is-need-router-info": { values: () => ["true", "false"] },
    });
    const { total, page: shown } = paginate(found, { Offset, Limit });
    return { TotalCount: total, RouteTableSet: shown.map((vpc) => wireRouteTable(vpc, tables)) };
  },
});

function wireRouteTable(vpc: VpcRecord, tables: CloudTables) {
  const RouteTableId = routeTableId(vpc.id);
  const subnets = tables.subnets.list().filter(({ vpcId }) => vpcId === vpc.id);
  return {
    VpcId: vpc.id,
    RouteTableId,
    RouteTableName: "default",
    AssociationSet: subnets.map(({ id }) => ({ SubnetId: id, RouteTableId })),
    RouteSet: [],
    Main: true,
    CreatedTime: vpcTime(vpc.createdAt),
    TagSet: [],
    LocalCidrForCcn: [],
  };
}
