import { defineAction } from "../action.ts";
import { applyFilters, filtersSchema, pageSchema, paginate } from "../query.ts";
import { flag, struct, unserved } from "../schema.ts";
import { tagsOf } from "../tags.ts";
import { wireServiceTemplate } from "../views/template.ts";

const UNORDERED = "sort the answer yourself; it is in order of id.";

export const describeServiceTemplates = defineAction({
  service: "vpc",
  name: "DescribeServiceTemplates",
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
      tables.serviceTemplates.list(),
      Filters,
      {
        "service-template-id": { values: (each) => [each.id] },
        "service-template-name": { values: (each) => [each.name], fuzzy: true },
        "service-port": { values: (each) => each.members.map((member) => member.text), fuzzy: true },
      },
      (each) => tagsOf(tables, each.id),
    );
    const page = { ...(Offset === undefined ? {} : { Offset }), ...(Limit === undefined ? {} : { Limit }) };
    const { total, page: shown } = paginate(found, page);
    return { TotalCount: total, ServiceTemplateSet: shown.map((each) => wireServiceTemplate(each, tables)) };
  },
});
