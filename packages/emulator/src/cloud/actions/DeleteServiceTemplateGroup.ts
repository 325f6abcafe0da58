import { defineAction } from "../action.ts";
import { notFound } from "../errors.ts";
import { checkId } from "../query.ts";
import { required, struct, text } from "../schema.ts";
import { setTags } from "../tags.ts";
import { checkUnused } from "../templates.ts";

export const deleteServiceTemplateGroup = defineAction({
  service: "vpc",
  name: "DeleteServiceTemplateGroup",
  changes: true,
  request: struct({ ServiceTemplateGroupId: required(text()) }),
  errors: ["InvalidParameterValue.Malformed", "ResourceNotFound"],
  handle(call, { ServiceTemplateGroupId: id }) {
    checkId(id, "ServiceTemplateGroupId", "ppmg");
    if (call.tables.serviceTemplateGroups.get(id) === undefined) throw notFound("service template group", id);
    checkUnused(id, call);
    call.tables.serviceTemplateGroups.delete(id);
    setTags(call.tables, id, {});
    return {};
  },
});
