import { readOutputs } from "@podpath/infra";
import { LabError } from "../lab-error.ts";
import type { LabFolder } from "../lab-folder.ts";
import { isOutputs } from "../real-cluster/real-lab.ts";
import { message } from "../text/translate.ts";

type Outputs = NonNullable<ReturnType<typeof readOutputs>>;

/** What the program built, by the scenario's keys. @throws LabError while it hasn't */
export function builtOutputs(folder: LabFolder): Outputs {
  const outputs = folder.readJson("outputs.json", isOutputs) ?? readOutputs(folder.path("infra"));
  if (outputs) return outputs;
  throw new LabError("NotBuilt", message("lab.no-cluster"), message("lab.no-cluster.hint"), 1);
}
