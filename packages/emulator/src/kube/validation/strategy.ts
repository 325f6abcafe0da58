import type { KubeObject } from "../cluster-objects.ts";
import type { Cause } from "../kube-error.ts";
import type { DeploymentObject } from "../types.ts";
import { forbidden, invalidValue } from "./causes.ts";
import { oneOf } from "./pod.ts";

/** How a Deployment replaces its Pods. */
export function strategyCauses(object: KubeObject): readonly Cause[] {
  const { strategy = {} } = (object as DeploymentObject).spec;
  const at = "spec.strategy.rollingUpdate";
  const causes = oneOf("spec.strategy.type", strategy.type, ["Recreate", "RollingUpdate"]);
  const rolling = strategy.rollingUpdate;
  if (strategy.type === "Recreate" && rolling !== undefined) {
    return [...causes, forbidden(at, "may not be specified when strategy `type` is 'Recreate'")];
  }
  const { maxSurge = "25%", maxUnavailable = "25%" } = rolling ?? {};
  const wrong = [...amountCauses(`${at}.maxUnavailable`, maxUnavailable), ...amountCauses(`${at}.maxSurge`, maxSurge)];
  const stuck =
    wrong.length === 0 &&
    Number.parseInt(String(maxSurge), 10) === 0 &&
    Number.parseInt(String(maxUnavailable), 10) === 0;
  return [
    ...causes,
    ...wrong,
    ...(stuck ? [invalidValue(`${at}.maxUnavailable`, maxUnavailable, "may not be 0 when `maxSurge` is 0")] : []),
  ];
}

const PERCENT =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

function amountCauses(field: string, amount: number | string): readonly Cause[] {
  if (typeof amount === "number") {
    return amount >= 0 ? [] : [invalidValue(field, amount, "must be greater than or equal to 0")];
  }
  return /^[0-9]+%$/.test(amount) ? [] : [invalidValue(field, amount, PERCENT)];
}
