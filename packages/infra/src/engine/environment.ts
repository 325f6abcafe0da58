/** What a child inherits: all but proxies, which would see calls to loopback, and Pulumi settings of another program. */
export function childEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !NOT_FOR_CHILDREN.test(name));
  return { ...Object.fromEntries(kept), NO_PROXY: "127.0.0.1,localhost,::1" };
}

const NOT_FOR_CHILDREN = /^(https?_proxy|all_proxy|no_proxy|pulumi_.*|node_options)$/i;
