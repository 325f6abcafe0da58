export type * from "./snapshot.ts";
export type * from "./data-plane.ts";
export type * from "./observation.ts";
export type * from "./text.ts";
export { canonicalAddress, parseIp, printIp } from "./ip.ts";
export type { Family, Ip } from "./ip.ts";
export { addressInCidr, canonicalCidr, cloudCidr, parseBlock, printBlock, rangeToCidrs } from "./block.ts";
export type { AddressRange } from "./block.ts";
export { parsePorts, PORT_LIMITS, printPortRange, printPorts } from "./ports.ts";
export type { PortsError } from "./ports.ts";
export { parseRule, printPeer, printRule, printService } from "./rule.ts";
export { RuleError } from "./rule-error.ts";
export type { RuleErrorCode, TextSpan } from "./rule-error.ts";
export { FLOW_PROTOCOLS, flowSide, printFlow } from "./flow.ts";
export type { FlowProtocol, FlowSide } from "./flow.ts";
export { EMPTY_DIRECTORY, makeFilter } from "./filter.ts";
export type { Directory, Filter, FilterLine, GroupRules, ServiceMatch } from "./filter.ts";
export { decide, evaluate } from "./evaluate.ts";
export type { Verdict } from "./evaluate.ts";
export { filterHops } from "./path.ts";
export type * from "./path.ts";
export { tracePath, tracePathsTo } from "./trace-path.ts";
export {
  describeBoxes,
  difference,
  EVERY_FLOW,
  includes,
  intersection,
  sameSet,
  witnessFlow,
  witnessOf,
} from "./box.ts";
export type { Box, BoxSet, BoxText, DecidedBy, Witness } from "./box.ts";
export { allowed, compareReach, peersThatPass, reach, reachBetween } from "./reach.ts";
export type { PairBox, ReachChange } from "./reach.ts";
export { classify, compile, NO_GROUPS, NO_LINE, packFlows, verdictAt } from "./classify.ts";
export type { CompiledFilter, FlowBatch } from "./classify.ts";
export { lint, lintFilter, overPermissive } from "./lint.ts";
export type { Finding, RuleRef } from "./finding.ts";
export { applyEdits, editRules } from "./edit.ts";
export type { Edit, RuleEdit } from "./edit.ts";
export { explain, hopReason } from "./explain.ts";
export type { Blocker, Explanation, NeededRule } from "./explain.ts";
export type { NearMiss, QuotedRule, Reason } from "./reason.ts";
export { editSentence } from "./edit-sentence.ts";
export { findingSentence } from "./finding-sentence.ts";
export { nearMissSentence } from "./near-miss-sentence.ts";
export { sentence } from "./sentence.ts";
export { DIRECTION } from "./wording.ts";
export { insertOptions, previewEdit } from "./preview.ts";
export type { EditPreview, InsertOption } from "./preview.ts";
