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
    // Numbers of users begin otherwise than those of accounts.
    const userId = isRoot ? account.uin : account.uin.replace(/^1/, "2");
    return {
      Arn: `qcs::cam::uin/${account.uin}:${isRoot ? "root" : `uin/${userId}`}`,
      AccountId: account.uin,
      UserId: userId,
      PrincipalId: userId,
      Type: isRoot ? "RootAccount" : "CAMUser",
    };
  },
});
