import type { Command } from "../context.ts";
import { answer } from "./answer.ts";
import { check } from "./check.ts";
import { desk } from "./desk.ts";
import { diagnoseCommand } from "./diagnose.ts";
import { doctor } from "./doctor.ts";
import { down } from "./down.ts";
import { env } from "./env.ts";
import { explain } from "./explain.ts";
import { exec, shell } from "./exec.ts";
import { help } from "./help.ts";
import { hint } from "./hint.ts";
import { kubectl } from "./kubectl.ts";
import { probeCommand } from "./probe.ts";
import { regradeCommand } from "./regrade.ts";
import { reset } from "./reset.ts";
import { runStory } from "./run.ts";
import { sg } from "./sg.ts";
import { solve } from "./solve.ts";
import { status } from "./status.ts";
import { step } from "./step.ts";
import { submit } from "./submit.ts";
import { trace } from "./trace.ts";
import { parity } from "./parity.ts";
import { policy } from "./policy.ts";
import { watch } from "./watch.ts";
import { sweepCommand } from "./sweep.ts";
import { up } from "./up.ts";

/** Every verb, in the order in which help lists them. */
export const COMMANDS: readonly Command[] = [
  up,
  down,
  reset,
  status,
  doctor,
  help,
  step,
  probeCommand,
  trace,
  diagnoseCommand,
  exec,
  shell,
  kubectl,
  desk,
  env,
  sg,
  hint,
  answer,
  check,
  watch,
  submit,
  regradeCommand,
  solve,
  explain,
  runStory,
  parity,
  sweepCommand,
  policy,
];
