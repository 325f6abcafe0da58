export { createNetnsDataPlane } from "./data-plane.ts";
export type { NetnsOptions } from "./data-plane.ts";
export { probeNetns } from "./probe.ts";
export type { NetnsProbe } from "./probe.ts";
