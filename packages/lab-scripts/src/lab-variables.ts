import type { Context } from "./context.ts";
import type { Lab } from "./lab.ts";
import { withLoopback } from "./machine/environment.ts";

/** Environment variables that point kubectl, tccli and the SDKs at the lab, past any proxy. */
export function labVariables({ folder, environment }: Context, lab: Lab): Readonly<Record<string, string>> {
  const { learner, region } = lab.info.account;
  const { real } = lab.record;
  // On a real account the user has credentials already; ours to print or to hand on they are not.
  if (real) {
    const endpoint = real.endpoint ? { PODPATH_CLOUD_ENDPOINT: real.endpoint } : {};
    return { KUBECONFIG: folder.path("kubeconfig"), TENCENTCLOUD_REGION: region, ...endpoint };
  }
  // Tencent's Python SDK, and so tccli, looks for the endpoint in it as it was given, scheme and port included.
  const noProxy = withLoopback(environment["NO_PROXY"] ?? environment["no_proxy"], lab.info.cloudUrl);
  return {
    KUBECONFIG: folder.path("kubeconfig"),
    TENCENTCLOUD_SECRET_ID: learner.secretId,
    TENCENTCLOUD_SECRET_KEY: learner.secretKey,
    TENCENTCLOUD_REGION: region,
    PODPATH_CLOUD_ENDPOINT: lab.info.cloudUrl,
    NO_PROXY: noProxy,
    no_proxy: noProxy,
  };
}
