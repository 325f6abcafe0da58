export { createNodeRuntime } from "./runtime.ts";
export { serve } from "./serve.ts";
export type { Servers, ServeOptions } from "./serve.ts";
export { openSqliteStore } from "./sqlite-store.ts";
export type { AcceptedExec } from "./exec-session.ts";
export { execOverWebSocket } from "./exec-websocket.ts";
