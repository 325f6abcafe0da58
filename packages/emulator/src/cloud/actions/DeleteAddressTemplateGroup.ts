import { defineAction } from "../action.ts";
import { notFound } from "../errors.ts";
import { checkId } from "../query.ts";
import { required, struct, text } from "../schema.ts";
import { setTags } from "../tags.ts";
import { checkUnused } from "../templates.ts";

export const deleteAddressTemplateGroup = defineAction({
  service: "vpc",
  name: "DeleteAddressTemplateGroup",
  changes: true,
  request: struct({ AddressTemplateGroupId: required(text()) }),
  errors: ["InvalidParameterValue.Malformed", "ResourceNotFound"],
  handle(call, { AddressTemplateGroupId: id }) {
    checkId(id, "AddressTemplateGroupId", "ipmg");
    if (call.tables.addressTemplateGroups.get(id) === undefined) throw notFound("address template group", id);
    checkUnused(id, call);
    call.tables.addressTemplateGroups.delete(id);
    setTags(call.tables, id, {});
    return {};
  },
});
