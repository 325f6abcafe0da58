import type { Command } from "../context.ts";
import { message } from "../text/translate.ts";
import { check } from "./check.ts";

/** `check --watch` by a name of its own: what one leaves running in a second terminal. */
export const watch: Command = {
  ...check,
  name: "watch",
  summary: message("watch.summary"),
  usage: check.usage.replace("[--watch] ", ""),
  run: (context, words, values) => check.run(context, words, { ...values, watch: true }),
};
