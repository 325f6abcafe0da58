import type { AddressTemplateRecord, ServiceTemplateRecord, TemplateGroupRecord } from "../records.ts";
import type { CloudTables } from "../tables.ts";
import { wireTags } from "../tags.ts";
import { wireTimes } from "../templates.ts";
import { vpcTime } from "../time.ts";

export function wireAddressTemplate(template: AddressTemplateRecord, tables: CloudTables) {
  return {
    AddressTemplateName: template.name,
    AddressTemplateId: template.id,
    AddressSet: template.members.map(({ text }) => text),
    ...wireTimes(template),
    AddressExtraSet: template.members.map(({ text, description, updatedAt }) => ({
      Address: text,
      Description: description,
      UpdatedTime: vpcTime(updatedAt),
    })),
    TagSet: wireTags(tables, template.id),
  };
}

export function wireAddressTemplateGroup(group: TemplateGroupRecord, tables: CloudTables) {
  return {
    AddressTemplateGroupName: group.name,
    AddressTemplateGroupId: group.id,
    AddressTemplateIdSet: group.templateIds,
    ...wireTimes(group),
    AddressTemplateSet: group.templateIds.map((id) => {
      const template = tables.addressTemplates.get(id)!;
      return {
        AddressTemplateId: id,
        AddressTemplateName: template.name,
        From: "",
        To: "",
        Description: "",
        UpdatedTime: vpcTime(template.updatedAt),
      };
    }),
    TagSet: wireTags(tables, group.id),
  };
}

export function wireServiceTemplate(template: ServiceTemplateRecord, tables: CloudTables) {
  return {
    ServiceTemplateId: template.id,
    ServiceTemplateName: template.name,
    ServiceSet: template.members.map(({ text }) => text),
    ...wireTimes(template),
    ServiceExtraSet: template.members.map(({ text, description, updatedAt }) => ({
      Service: text,
      Description: description,
      UpdatedTime: vpcTime(updatedAt),
    })),
    TagSet: wireTags(tables, template.id),
  };
}

export function wireServiceTemplateGroup(group: TemplateGroupRecord, tables: CloudTables) {
  return {
    ServiceTemplateGroupId: group.id,
    ServiceTemplateGroupName: group.name,
    ServiceTemplateIdSet: group.templateIds,
    ...wireTimes(group),
    ServiceTemplateSet: group.templateIds.map((id) => wireServiceTemplate(tables.serviceTemplates.get(id)!, tables)),
    TagSet: wireTags(tables, group.id),
  };
}
