import { findScenario } from "@podpath/scenarios";
import * as pulumi from "@pulumi/pulumi";
import { parseDeployment } from "./deployment/parse-deployment.ts";
import { lab } from "./program.ts";

// What `pulumi up` runs against Tencent Cloud: `pulumi config set podpath:scenario vpc-cni-pod-to-pod`, and with
// `pulumi config set --path podpath:deployment.…` the fields of a Deployment. `lab up --target tke` does all that by itself.
const config = new pulumi.Config("podpath");
const id = config.require("scenario");
const scenario = findScenario(id);
if (scenario === undefined) throw new Error(`There is no drill '${id}'.`);
const deployment = config.getObject("deployment");

export const { vpcId, subnetIds, groupIds, clusterId, nodePoolIds } = lab(
  scenario,
  deployment === undefined ? null : parseDeployment(deployment),
);
