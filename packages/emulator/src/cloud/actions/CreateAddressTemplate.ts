import { defineAction } from "../action.ts";
import { newId } from "../ids.ts";
import { list, required, struct, text } from "../schema.ts";
import { addTags, tagsSchema } from "../tags.ts";
import { blocksOf, newTemplate, readMembers } from "../templates.ts";
import { wireAddressTemplate } from "../views/template.ts";

export const createAddressTemplate = defineAction({
  service: "vpc",
  name: "CreateAddressTemplate",
  changes: true,
  request: struct({
    AddressTemplateName: required(text()),
    Addresses: list(text()),
    AddressesExtra: list(struct({ Address: required(text()), Description: text(), UpdatedTime: text() })),
    Tags: tagsSchema(),
  }),
  errors: [
    "InvalidParameter.Coexist",
    "InvalidParameterValue.Duplicate",
    "InvalidParameterValue.Empty",
    "InvalidParameterValue.Malformed",
    "InvalidParameterValue.TooLong",
    "LimitExceeded",
  ],
  handle(call, request) {
    const { tables, runtime } = call;
    const id = newId("ipm", (each) => tables.addressTemplates.get(each) !== undefined, runtime);
    const extra = request.AddressesExtra?.map((each) => ({ text: each.Address, description: each.Description ?? "" }));
    const template = tables.addressTemplates.put({
      ...newTemplate(id, request.AddressTemplateName, "AddressTemplateName", call),
      members: readMembers(request.Addresses, extra, ["Addresses", "AddressesExtra"], blocksOf, runtime.now()),
    });
    addTags(tables, id, request.Tags);
    return { AddressTemplate: wireAddressTemplate(template, tables) };
  },
});
