import { defineAction } from "../action.ts";
import { notFound } from "../errors.ts";
import { newId } from "../ids.ts";
import { checkIds } from "../query.ts";
import { list, required, struct, text } from "../schema.ts";
import { addTags, tagsSchema } from "../tags.ts";
import { newTemplate } from "../templates.ts";
import { wireServiceTemplateGroup } from "../views/template.ts";

export const createServiceTemplateGroup = defineAction({
  service: "vpc",
  name: "CreateServiceTemplateGroup",
  changes: true,
  request: struct({
    ServiceTemplateGroupName: required(text()),
    ServiceTemplateIds: required(list(text())),
    Tags: tagsSchema(),
  }),
  errors: ["InvalidParameterValue.Malformed", "LimitExceeded", "ResourceNotFound"],
  handle(call, { ServiceTemplateGroupName: name, ServiceTemplateIds: templateIds, Tags }) {
    const { tables, runtime } = call;
    checkIds(templateIds, "ServiceTemplateIds", "ppm");
    const absent = templateIds.find((id) => tables.serviceTemplates.get(id) === undefined);
    if (absent !== undefined) throw notFound("service template", absent);
    const id = newId("ppmg", (each) => tables.serviceTemplateGroups.get(each) !== undefined, runtime);
    const group = tables.serviceTemplateGroups.put({
      ...newTemplate(id, name, "ServiceTemplateGroupName", call),
      templateIds: [...new Set(templateIds)],
    });
    addTags(tables, id, Tags);
    return { ServiceTemplateGroup: wireServiceTemplateGroup(group, tables) };
  },
});
