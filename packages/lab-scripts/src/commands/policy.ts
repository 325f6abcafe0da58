import type { Command } from "../context.ts";
import { EXIT, usageError } from "../lab-error.ts";
import { camPolicy, CALLS, type PolicyRole } from "../real-cluster/policies.ts";
import { message } from "../text/translate.ts";

export const policy: Command = {
  name: "policy",
  group: "look",
  usage: "learner | grader | diagnose",
  summary: message("policy.summary"),
  details: message("policy.details"),
  positionals: { min: 1, max: 1 },
  async run({ output }, [word = ""]) {
    const roles = Object.keys(CALLS) as PolicyRole[];
    const role = roles.find((one) => one === word);
    if (!role)
      throw usageError(
        "NoSuchRole",
        message("policy.no-such", { word }),
        message("policy.no-such.hint", { allowed: roles.join(" | ") }),
      );
    output.answer(camPolicy(role));
    return EXIT.passed;
  },
};
