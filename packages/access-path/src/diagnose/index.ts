export { NO_BLIND_SPOTS } from "./blind-spots.ts";
export type { Aside, BlindSpots, Unread } from "./blind-spots.ts";
export { diagnose } from "./diagnose.ts";
export type { DiagnosedFilter, Diagnosis, Doubt, Opened, Remedy } from "./diagnose.ts";
export { doubtSentence } from "./doubt-sentence.ts";
export { lossSentence, whereLost } from "./loss.ts";
export type { Loss } from "./loss.ts";
export type { FilterDoubt, Possible } from "./possible.ts";
