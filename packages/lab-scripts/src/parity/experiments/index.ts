import type { Experiment } from "../experiment.ts";
import { CONNECTIONS } from "./connections.ts";
import { IPAMD } from "./ipamd.ts";
import { NODES } from "./nodes.ts";
import { REFUSALS } from "./refusals.ts";
import { STORED_RULES } from "./stored-rules.ts";

/** Looking comes before changing: what only reads sees the cluster as it was built. */
export const EXPERIMENTS: readonly Experiment[] = [...IPAMD, ...NODES, ...STORED_RULES, ...REFUSALS, ...CONNECTIONS];
