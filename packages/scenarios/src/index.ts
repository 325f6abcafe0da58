export { findActor } from "./actor.ts";
export { findScenario, scenarios } from "./catalog.ts";
export { commandLine, expandCommand } from "./command-line.ts";
export type { CommandLineOptions } from "./command-line.ts";
export { renderManifest } from "./manifest.ts";
export { parseScenario } from "./parse.ts";
export { expand, PlaceholderError, placeholdersOf } from "./placeholders.ts";
export type { Placeholder, PlaceholderValues } from "./placeholders.ts";
export { boundGroups, rulesOf } from "./rules.ts";
export { ScenarioError } from "./scenario-error.ts";
export type { ScenarioProblem } from "./scenario-error.ts";
export type * from "./scenario.ts";
export type * from "./step.ts";
export type * from "./text.ts";

/** Reading rules, for packages that may know scenarios only. */
export { canonicalCidr, parseBlock, parseRule, printPorts, printRule, RuleError } from "@podpath/access-path";
export type { Peer, PortRange, Rule, Service } from "@podpath/access-path";
