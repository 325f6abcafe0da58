export { createEmulator } from "./create-emulator.ts";
export type * from "./emulator.ts";
export type * from "./http.ts";
export type * from "./runtime.ts";
export type { AuditRecord, KubeWrite } from "./cloud/audit.ts";
export { fromRule } from "./cloud/wire.ts";
export { createMemoryStore } from "./store/memory-store.ts";
export { RevisionGone } from "./store/store.ts";
export type { Store, Stored, StoreEvent } from "./store/store.ts";
