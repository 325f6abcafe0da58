export { createNetnsDataPlane } from "./data-plane.ts";
export type { NetnsOptions } from "./data-plane.ts";
