import { OUTCOMES, type Verb } from "./protocol.ts";

/** Characters of one rule with its description. How many a group holds is for the cloud to say: it says it to the reader. */
const RULE_LENGTH = 400;
/** An index has three digits at most. */
const LAST_RULE = 999;

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
    case "diagnose":
      return readDiagnosis(asked["blame"]);
    case "rules": {
      const { group, direction, was, rules } = asked;
      if (!isGroup(group) || !isDirection(direction)) return null;
      return isRules(was) && isRules(rules) ? { verb: "rules", group, direction, was, rules } : null;
    }
    default:
      return null;
  }
}

function readDiagnosis(blame: unknown): Verb | null {
  if (blame === null) return { verb: "diagnose", blame };
  if (typeof blame !== "object") return null;
  const { at, direction, group, rule } = blame as Readonly<Record<string, unknown>>;
  if ((at !== "podA" && at !== "podB") || !isDirection(direction) || !isGroup(group)) return null;
  if (rule === null) return { verb: "diagnose", blame: { at, direction, group, rule } };
  if (typeof rule !== "number" || !Number.isInteger(rule) || rule < 0 || rule > LAST_RULE) return null;
  return { verb: "diagnose", blame: { at, direction, group, rule } };
}

function isGroup(value: unknown): value is string {
  return typeof value === "string" && /^sg-[0-9a-z]{1,20}$/.test(value);
}

function isDirection(value: unknown): value is "ingress" | "egress" {
  return value === "ingress" || value === "egress";
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
    case "diagnose": {
      if (verb.blame === null) return ["answer", "fine"];
      const { at, direction, group, rule } = verb.blame;
      return ["answer", at, direction, group, rule === null ? "end" : String(rule)];
    }
    case "rules":
      return ["sg", "set", "--was", verb.was.join("\n"), "--", verb.group, verb.direction, verb.rules.join("\n")];
    default:
      return verb satisfies never;
  }
}
