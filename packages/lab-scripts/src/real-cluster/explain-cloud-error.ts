import { adviceFor } from "@podpath/infra";
import type { CloudError } from "../clients/cloud.ts";
import { LabError } from "../lab-error.ts";
import { message } from "../text/translate.ts";

/** A refusal of one of our own calls, in the cloud's words, with the same advice as a refusal of the program's. */
export function explainCloudError(error: CloudError, operation: "up" | "down"): LabError {
  const { code, message: reason } = error;
  return new LabError(code, message("real.cloud-refused", { code, reason }), adviceFor(code, reason, operation));
}
