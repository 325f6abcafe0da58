import { defineAction } from "../action.ts";
import { applyFilters, filtersSchema, pageSchema, paginate } from "../query.ts";
import { flag, struct, unserved } from "../schema.ts";
import { tagsOf } from "../tags.ts";
import { wireAddressTemplateGroup } from "../views/template.ts";

const UNORDERED = "sort the answer yourself; it is in order of id.";

export const describeAddressTemplateGroups = defineAction({
  service: "vpc",
  name: "DescribeAddressTemplateGroups",
  changes: false,
  request: struct({
    Filters: filtersSchema(),
    ...pageSchema("string"),
    // Members are always in the answer.
    NeedMemberInfo: flag(),
    OrderField: unserved("string", UNORDERED),
    OrderDirection: unserved("string", UNORDERED),
    MemberOrderField: unserved("string", UNORDERED),
    MemberOrderDirection: unserved("string", UNORDERED),
  }),
  errors: ["InvalidParameter.FilterInvalidKey", "InvalidParameterValue.Malformed", "InvalidParameterValue.Range"],
  handle({ tables }, { Filters, Offset, Limit }) {
    const found = applyFilters(
      tables.addressTemplateGroups.list(),
      Filters,
      {
        "address-template-group-id": { values: (each) => [each.id] },
        "address-template-group-name": { values: (each) => [each.name], fuzzy: true },
      },
      (each) => tagsOf(tables, each.id),
    );
    const page = { ...(Offset === undefined ? {} : { Offset }), ...(Limit === undefined ? {} : { Limit }) };
    const { total, page: shown } = paginate(found, page);
    return { TotalCount: total, AddressTemplateGroupSet: shown.map((each) => wireAddressTemplateGroup(each, tables)) };
  },
});
