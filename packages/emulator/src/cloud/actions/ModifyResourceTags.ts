import { defineAction } from "../action.ts";
import { CloudError, notFound } from "../errors.ts";
import { resourceExists, resourceIdOf } from "../resource-name.ts";
import { list, required, struct, text } from "../schema.ts";
import { setTags, tagsOf } from "../tags.ts";

export const modifyResourceTags = defineAction({
  service: "tag",
  name: "ModifyResourceTags",
  changes: true,
  request: struct({
    Resource: required(text()),
    ReplaceTags: list(struct({ TagKey: required(text()), TagValue: required(text()), Category: text() })),
    DeleteTags: list(struct({ TagKey: required(text()) })),
  }),
  errors: [],
  handle({ tables }, { Resource, ReplaceTags, DeleteTags }) {
    const id = resourceIdOf(Resource);
    if (!resourceExists(id, tables)) throw notFound("resource", id);
    if (ReplaceTags === undefined && DeleteTags === undefined) {
      throw new CloudError("InvalidParameterValue", "`ReplaceTags` or `DeleteTags` must be given.");
    }
    const doomed = new Set(DeleteTags?.map((tag) => tag.TagKey));
    const both = ReplaceTags?.find((tag) => doomed.has(tag.TagKey));
    if (both !== undefined) {
      throw new CloudError(
        "InvalidParameterValue",
        `\`${both.TagKey}\` is to be replaced and to be deleted; choose one.`,
      );
    }
    const kept = Object.entries(tagsOf(tables, id)).filter(([key]) => !doomed.has(key));
    const replaced = (ReplaceTags ?? []).map((tag) => [tag.TagKey, tag.TagValue] as const);
    setTags(tables, id, Object.fromEntries([...kept, ...replaced]));
    return {};
  },
});
