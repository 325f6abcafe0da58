import { defineAction } from "../action.ts";
import { resourceExists, resourceIdOf } from "../resource-name.ts";
import { list, required, struct, text } from "../schema.ts";
import { setTags, tagsOf } from "../tags.ts";

export const tagResources = defineAction({
  service: "tag",
  name: "TagResources",
  changes: true,
  request: struct({
    ResourceList: required(list(text())),
    Tags: required(list(struct({ TagKey: required(text()), TagValue: required(text()), Category: text() }))),
  }),
  errors: [],
  handle({ tables }, { ResourceList, Tags }) {
    const named = ResourceList.map((name) => ({ name, id: resourceIdOf(name) }));
    const absent = named.filter(({ id }) => !resourceExists(id, tables));
    for (const { id } of named.filter((each) => !absent.includes(each))) {
      setTags(tables, id, {
        ...tagsOf(tables, id),
        ...Object.fromEntries(Tags.map((tag) => [tag.TagKey, tag.TagValue])),
      });
    }
    return {
      FailedResources: absent.map(({ name }) => ({
        Resource: name,
        Code: "ResourceNotFound",
        Message: "The resource doesn't exist.",
      })),
    };
  },
});
