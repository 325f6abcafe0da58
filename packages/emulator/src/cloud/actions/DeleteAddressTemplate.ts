import { defineAction } from "../action.ts";
import { notFound } from "../errors.ts";
import { checkId } from "../query.ts";
import { required, struct, text } from "../schema.ts";
import { setTags } from "../tags.ts";
import { checkUnused } from "../templates.ts";

export const deleteAddressTemplate = defineAction({
  service: "vpc",
  name: "DeleteAddressTemplate",
  changes: true,
  request: struct({ AddressTemplateId: required(text()) }),
  errors: ["InvalidParameterValue.Malformed", "ResourceNotFound"],
  handle(call, { AddressTemplateId: id }) {
    checkId(id, "AddressTemplateId", "ipm");
    if (call.tables.addressTemplates.get(id) === undefined) throw notFound("address template", id);
    checkUnused(id, call);
    call.tables.addressTemplates.delete(id);
    setTags(call.tables, id, {});
    return {};
  },
});
