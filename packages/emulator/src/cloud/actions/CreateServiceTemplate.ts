import { defineAction } from "../action.ts";
import { newId } from "../ids.ts";
import { list, required, struct, text } from "../schema.ts";
import { addTags, tagsSchema } from "../tags.ts";
import { serviceOf, newTemplate, readMembers } from "../templates.ts";
import { wireServiceTemplate } from "../views/template.ts";

export const createServiceTemplate = defineAction({
  service: "vpc",
  name: "CreateServiceTemplate",
  changes: true,
  request: struct({
    ServiceTemplateName: required(text()),
    Services: list(text()),
    ServicesExtra: list(struct({ Service: required(text()), Description: text(), UpdatedTime: text() })),
    Tags: tagsSchema(),
  }),
  errors: [
    "InvalidParameter.Coexist",
    "InvalidParameterValue.Duplicate",
    "InvalidParameterValue.Empty",
    "InvalidParameterValue.TooLong",
    "LimitExceeded",
  ],
  handle(call, request) {
    const { tables, runtime } = call;
    const id = newId("ppm", (each) => tables.serviceTemplates.get(each) !== undefined, runtime);
    const extra = request.ServicesExtra?.map((each) => ({ text: each.Service, description: each.Description ?? "" }));
    const template = tables.serviceTemplates.put({
      ...newTemplate(id, request.ServiceTemplateName, "ServiceTemplateName", call),
      members: readMembers(request.Services, extra, ["Services", "ServicesExtra"], serviceOf, runtime.now()),
    });
    addTags(tables, id, request.Tags);
    return { ServiceTemplate: wireServiceTemplate(template, tables) };
  },
});
