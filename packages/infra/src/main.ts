import { findScenario } from "@podpath/scenarios";
import * as pulumi from "@pulumi/pulumi";
import { lab } from "./program.ts";

// What `pulumi up` runs against Tencent Cloud: `pulumi config set podpath:scenario vpc-cni-pod-to-pod`.
const id = new pulumi.Config("podpath").require("scenario");
const scenario = findScenario(id);
if (scenario === undefined) throw new Error(`There is no drill '${id}'.`);

export const { vpcId, subnetIds, groupIds, clusterId, nodePoolIds } = lab(scenario);
