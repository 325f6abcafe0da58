import { defineAction } from "../action.ts";
import { applyFilters, byIds, filtersSchema, pageSchema, paginate } from "../query.ts";
import type { InstanceRecord } from "../records.ts";
import { list, struct, text } from "../schema.ts";
import { tagsOf } from "../tags.ts";
import { primaryEniOf, wireInstance } from "../views/instance.ts";

export const describeInstances = defineAction({
  service: "cvm",
  name: "DescribeInstances",
  changes: false,
  request: struct({ InstanceIds: list(text()), Filters: filtersSchema(), ...pageSchema("integer") }),
  errors: ["InvalidFilter", "InvalidInstanceId.Malformed", "InvalidParameterValue.LimitExceeded"],
  handle({ tables }, { InstanceIds, Filters, ...page }) {
    const kind = { member: "InstanceIds", prefix: "ins", what: "instance", idOf: (each: InstanceRecord) => each.id };
    const addresses = (id: string) => primaryEniOf(id, tables)?.addresses.map(({ address }) => address) ?? [];
    const found = applyFilters(
      byIds(tables.instances.list(), InstanceIds, Filters, kind),
      Filters,
      {
        "instance-id": { values: (each) => [each.id] },
        "instance-name": { values: (each) => [each.name] },
        "instance-state": { values: () => ["RUNNING"] },
        "instance-charge-type": { values: (each) => [each.chargeType] },
        "private-ip-address": { values: (each) => addresses(each.id) },
        "project-id": { values: () => ["0"] },
        "security-group-id": { values: (each) => primaryEniOf(each.id, tables)?.securityGroupIds ?? [] },
        "subnet-id": { values: (each) => [each.subnetId] },
        uuid: { values: (each) => [each.uuid] },
        "vpc-id": { values: (each) => [each.vpcId] },
        zone: { values: (each) => [each.zone] },
      },
      (each) => tagsOf(tables, each.id),
    );
    const { total, page: instances } = paginate(found, page);
    return { TotalCount: total, InstanceSet: instances.map((each) => wireInstance(each, tables)) };
  },
});
