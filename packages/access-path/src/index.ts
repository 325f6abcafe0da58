export type * from "./snapshot.ts";
export type * from "./data-plane.ts";
export type * from "./observation.ts";
