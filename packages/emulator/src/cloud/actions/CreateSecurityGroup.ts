import { defineAction } from "../action.ts";
import { required, struct, text } from "../schema.ts";
import { createGroup } from "../security-groups.ts";
import { tagsSchema } from "../tags.ts";
import { wireSecurityGroup } from "../views/security-group.ts";

export const createSecurityGroup = defineAction({
  service: "vpc",
  name: "CreateSecurityGroup",
  changes: true,
  request: struct({
    GroupName: required(text()),
    GroupDescription: required(text()),
    ProjectId: text(),
    Tags: tagsSchema(),
  }),
  errors: [
    "InvalidParameterValue.TagDuplicateKey",
    "InvalidParameterValue.TooLong",
    "LimitExceeded",
    "ResourceNotFound",
  ],
  handle: (call, request) => ({ SecurityGroup: wireSecurityGroup(createGroup(call, request), call.tables) }),
});
