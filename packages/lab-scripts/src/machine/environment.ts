/** Never through a proxy: the lab speaks to itself over loopback. */
const LOOPBACK = ["127.0.0.1", "localhost", "::1"];

/** The environment of every child: as ours, with loopback kept from proxies. */
export function childEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const noProxy = withLoopback(environment["NO_PROXY"] ?? environment["no_proxy"]);
  return { ...environment, NO_PROXY: noProxy, no_proxy: noProxy };
}

/** @param more what else is not to be reached through a proxy */
export function withLoopback(noProxy: string | undefined, ...more: readonly string[]): string {
  const entries = (noProxy ?? "").split(",").filter((entry) => entry !== "");
  return [...new Set([...entries, ...LOOPBACK, ...more])].join(",");
}
