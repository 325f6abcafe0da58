export { createSimulatedDataPlane } from "./data-plane.ts";
export type { SimulatedOptions } from "./data-plane.ts";
export type { Clock } from "./clock.ts";
export type { Language } from "./voice.ts";
