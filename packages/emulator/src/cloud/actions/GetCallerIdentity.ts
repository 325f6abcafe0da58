import { defineAction } from "../action.ts";
import { struct } from "../schema.ts";

/** The learner is the account itself, the grader a user of it. */
export const getCallerIdentity = defineAction({
  service: "sts",
  name: "GetCallerIdentity",
  changes: false,
  request: struct({}),
  errors: [],
  handle({ account, principal }) {
    const isRoot = principal === "learner";
    const userId = isRoot ? account.uin : `${account.uin.slice(0, -1)}9`;
    return {
      Arn: `qcs::cam::uin/${account.uin}:${isRoot ? "root" : `uin/${userId}`}`,
      AccountId: account.uin,
      UserId: userId,
      PrincipalId: userId,
      Type: isRoot ? "RootAccount" : "CAMUser",
    };
  },
});
