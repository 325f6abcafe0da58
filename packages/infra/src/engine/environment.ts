/** What a child inherits: all but proxies, which would see calls to loopback, and Pulumi settings of another program. */
export function childEnvironment(compileCacheDir?: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(https?_proxy|all_proxy|pulumi_.*|node_options)$/i.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    NO_PROXY: "127.0.0.1,localhost,::1",
    ...(compileCacheDir === undefined ? {} : { NODE_COMPILE_CACHE: compileCacheDir }),
  };
}
