import type { Command, Context } from "../context.ts";
import { EXIT, usageError } from "../lab-error.ts";
import { openLab, type Lab } from "../lab.ts";
import {
  addRule,
  moveRule,
  printGroup,
  readDirection,
  removeRule,
  resolveGroup,
  setRules,
} from "../security-groups.ts";
import { message } from "../text/translate.ts";

/** `add podB ingress` and a rule that was not quoted. */
const MOST_WORDS = 8;

export const sg: Command = {
  name: "sg",
  group: "mend",
  usage: "list | add | remove | move | set …",
  summary: message("sg.summary"),
  details: message("sg.details"),
  options: { index: { type: "string" }, was: { type: "string" }, yes: { type: "boolean" } },
  positionals: { min: 1, max: MOST_WORDS },
  async run(context, words, values) {
    const [verb, ...rest] = words;
    const index = values["index"] === undefined ? null : readIndex(String(values["index"]));
    const run = VERBS[verb as keyof typeof VERBS];
    if (!run || rest.length < run.words[0] || rest.length > run.words[1]) {
      throw usageError(
        "WrongArguments",
        message("usage.wrong-arguments", { usage: `sg ${run?.usage ?? sg.usage}` }),
        message("usage.see-command-help", { name: "sg" }),
      );
    }
    const was = values["was"] === undefined ? null : String(values["was"]);
    await run.run(context, await openLab(context), rest, { index, was, yes: values["yes"] === true });
    return EXIT.passed;
  },
};

interface Verb {
  readonly usage: string;
  readonly words: readonly [number, number];
  run(context: Context, lab: Lab, words: readonly string[], options: VerbOptions): Promise<void>;
}

interface VerbOptions {
  readonly index: number | null;
  readonly was: string | null;
  readonly yes: boolean;
}

const VERBS = {
  list: {
    usage: "list [podA|podB|sg-…]",
    words: [0, 1],
    run: async (context, lab, [target]) => {
      const groups = target ? [await resolveGroup(context, lab, target)] : (await lab.snapshot()).securityGroups;
      if (context.output.json) context.output.answer(groups);
      else for (const group of groups) printGroup(context, group);
    },
  },
  add: {
    usage: 'add <sg-…|podA|podB> ingress|egress "accept tcp 10.0.35.23/32 80" [--index N]',
    // A rule without its quotes is several words.
    words: [3, MOST_WORDS - 1],
    run: (context, lab, [target, direction, ...rule], { index }) =>
      addRule(context, lab, target!, readDirection(direction!), rule.join(" "), index),
  },
  remove: {
    usage: "remove <sg-…|podA|podB> ingress|egress <index>",
    words: [3, 3],
    run: (context, lab, [target, direction, at]) =>
      removeRule(context, lab, target!, readDirection(direction!), readIndex(at!)),
  },
  move: {
    usage: "move <sg-…|podA|podB> ingress|egress <from> <to>",
    words: [4, 4],
    run: (context, lab, [target, direction, from, to]) =>
      moveRule(context, lab, target!, readDirection(direction!), readIndex(from!), readIndex(to!)),
  },
  set: {
    usage: "set <sg-…|podA|podB> ingress|egress <rules, one a line> [--was <rules>] [--yes]",
    words: [3, 3],
    run: (context, lab, [target, direction, rules], { was, yes }) => {
      if (rules!.trim() === "" && was === null && !yes)
        throw usageError("NoRules", message("sg.set-nothing"), message("sg.set-nothing.hint"));
      return setRules(context, lab, target!, readDirection(direction!), rules!, was);
    },
  },
} as const satisfies Record<string, Verb>;

function readIndex(word: string): number {
  if (/^\d{1,3}$/.test(word)) return Number(word);
  throw usageError("BadIndex", message("sg.index-not-a-number", { word }));
}
