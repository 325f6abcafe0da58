/** Never through a proxy: the lab speaks to itself over loopback. */
const LOOPBACK = ["127.0.0.1", "localhost", "::1"];

/** The environment of every child: as ours, with loopback kept from proxies. */
export function childEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const noProxy = withLoopback(environment["NO_PROXY"] ?? environment["no_proxy"]);
  return { ...environment, NO_PROXY: noProxy, no_proxy: noProxy };
}

export function withLoopback(noProxy: string | undefined): string {
  const entries = (noProxy ?? "").split(",").filter((entry) => entry !== "");
  return [...new Set([...entries, ...LOOPBACK])].join(",");
}
