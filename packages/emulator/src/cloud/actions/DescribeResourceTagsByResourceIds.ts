import { defineAction } from "../action.ts";
import { integer, list, oneOf, required, struct, text } from "../schema.ts";
import { tagsOf } from "../tags.ts";

export const describeResourceTagsByResourceIds = defineAction({
  service: "tag",
  name: "DescribeResourceTagsByResourceIds",
  changes: false,
  request: struct({
    ServiceType: required(text()),
    ResourcePrefix: required(text()),
    ResourceIds: required(list(text())),
    ResourceRegion: required(text()),
    Offset: integer(),
    Limit: integer(),
    Category: oneOf("Custom", "System", "All"),
  }),
  errors: [],
  handle({ tables }, { ServiceType, ResourceIds, Offset = 0, Limit = 15, Category = "All" }) {
    const all = ResourceIds.flatMap((id) =>
      Object.entries(tagsOf(tables, id)).map(([TagKey, TagValue]) => ({
        TagKey,
        TagValue,
        ResourceId: id,
        // Digests that nobody needs who has the key and the value.
        TagKeyMd5: "",
        TagValueMd5: "",
        ServiceType,
        Category: "Custom",
      })),
    );
    const tags = Category === "System" ? [] : all;
    return { TotalCount: tags.length, Offset, Limit, Tags: tags.slice(Offset, Offset + Limit) };
  },
});
