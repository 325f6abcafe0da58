import { defineAction } from "../action.ts";
import { notFound } from "../errors.ts";
import { newId } from "../ids.ts";
import { checkIds } from "../query.ts";
import { list, required, struct, text } from "../schema.ts";
import { addTags, tagsSchema } from "../tags.ts";
import { newTemplate } from "../templates.ts";
import { wireAddressTemplateGroup } from "../views/template.ts";

export const createAddressTemplateGroup = defineAction({
  service: "vpc",
  name: "CreateAddressTemplateGroup",
  changes: true,
  request: struct({
    AddressTemplateGroupName: required(text()),
    AddressTemplateIds: required(list(text())),
    Tags: tagsSchema(),
  }),
  errors: ["InvalidParameterValue.Malformed", "LimitExceeded", "ResourceNotFound"],
  handle(call, { AddressTemplateGroupName: name, AddressTemplateIds: templateIds, Tags }) {
    const { tables, runtime } = call;
    checkIds(templateIds, "AddressTemplateIds", "ipm");
    const absent = templateIds.find((id) => tables.addressTemplates.get(id) === undefined);
    if (absent !== undefined) throw notFound("address template", absent);
    const id = newId("ipmg", (each) => tables.addressTemplateGroups.get(each) !== undefined, runtime);
    const group = tables.addressTemplateGroups.put({
      ...newTemplate(id, name, "AddressTemplateGroupName", call),
      templateIds: [...new Set(templateIds)],
    });
    addTags(tables, id, Tags);
    return { AddressTemplateGroup: wireAddressTemplateGroup(group, tables) };
  },
});
