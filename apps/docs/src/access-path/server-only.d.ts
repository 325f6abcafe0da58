/** Empty in the browser. */
declare module "@server-only/live-path" {
  export const LivePath: typeof import("./LivePath.tsx").LivePath | undefined;
}
