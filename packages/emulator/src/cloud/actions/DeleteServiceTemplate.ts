import { defineAction } from "../action.ts";
import { notFound } from "../errors.ts";
import { checkId } from "../query.ts";
import { required, struct, text } from "../schema.ts";
import { setTags } from "../tags.ts";
import { checkUnused } from "../templates.ts";

export const deleteServiceTemplate = defineAction({
  service: "vpc",
  name: "DeleteServiceTemplate",
  changes: true,
  request: struct({ ServiceTemplateId: required(text()) }),
  errors: ["InvalidParameterValue.Malformed", "ResourceNotFound"],
  handle(call, { ServiceTemplateId: id }) {
    checkId(id, "ServiceTemplateId", "ppm");
    if (call.tables.serviceTemplates.get(id) === undefined) throw notFound("service template", id);
    checkUnused(id, call);
    call.tables.serviceTemplates.delete(id);
    setTags(call.tables, id, {});
    return {};
  },
});
