import { defineAction } from "../action.ts";
import { CloudError } from "../errors.ts";
import { checkInstanceIds } from "../instances.ts";
import { applyFilters, type Filter, filtersSchema, pageSchema, paginate } from "../query.ts";
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
    const addresses = (id: string) => primaryEniOf(id, tables)?.addresses.map(({ address }) => address) ?? [];
    const found = applyFilters(
      named(tables.instances.list(), InstanceIds, Filters),
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

/** Ids that nothing has are left out of the answer, unlike in the VPC's actions. docs/facts.md#cvm-unknown-ids */
function named(
  instances: readonly InstanceRecord[],
  ids: readonly string[] = [],
  filters: readonly Filter[] = [],
): readonly InstanceRecord[] {
  if (ids.length === 0) return instances;
  if (filters.length > 0)
    throw new CloudError("InvalidParameter", "`InstanceIds` and `Filters` can't be used together.");
  checkInstanceIds(ids);
  return instances.filter(({ id }) => ids.includes(id));
}
