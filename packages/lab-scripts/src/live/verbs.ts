import { OUTCOMES, type Verb } from "./protocol.ts";

/** Characters of one rule with its description. How many a group holds is for the cloud to say: it says it to the reader. */
const RULE_LENGTH = 400;

/** Reads what a page asks for. @returns null when it is none of the verbs */
export function readVerb(body: unknown): Verb | null {
  const asked = (typeof body === "object" ? body : null) as Readonly<Record<string, unknown>> | null;
  switch (asked?.["verb"]) {
    case "probe":
    case "check":
      return { verb: asked["verb"] };
    case "predict": {
      const outcome = OUTCOMES.find((one) => one === asked["outcome"]);
      return outcome === undefined ? null : { verb: "predict", outcome };
    }
    case "hint":
      return Number.isInteger(asked["layer"]) ? { verb: "hint", layer: asked["layer"] as number } : null;
    case "rules": {
      const { group, direction, was, rules } = asked;
      if (typeof group !== "string" || !/^sg-[0-9a-z]{1,20}$/.test(group)) return null;
      if (direction !== "ingress" && direction !== "egress") return null;
      return isRules(was) && isRules(rules) ? { verb: "rules", group, direction, was, rules } : null;
    }
    default:
      return null;
  }
}

/** Whether a rule can be read is for the command to say: it says it to the reader. */
function isRules(value: unknown): value is readonly string[] {
  const isRule = (rule: unknown): boolean =>
    typeof rule === "string" && rule.length <= RULE_LENGTH && !/[\r\n\0]/.test(rule);
  return Array.isArray(value) && value.every(isRule);
}

/** The command line that does it. Words, never a string that a shell would read. */
export function wordsOf(verb: Verb): readonly string[] {
  switch (verb.verb) {
    case "probe":
    case "check":
      return [verb.verb];
    case "predict":
      return ["answer", "predict", verb.outcome];
    case "hint":
      return ["hint", String(verb.layer)];
    case "rules":
      return ["sg", "set", "--was", verb.was.join("\n"), "--", verb.group, verb.direction, verb.rules.join("\n")];
    default:
      return verb satisfies never;
  }
}
