import { parseBlock, printBlock } from "@podpath/access-path";
import { defineAction } from "../action.ts";
import { CloudError } from "../errors.ts";
import { newId } from "../ids.ts";
import { LIMITS } from "../limits.ts";
import { findVpc } from "../lookup.ts";
import { checkName } from "../query.ts";
import type { SubnetRecord, VpcRecord } from "../records.ts";
import { zonesOf } from "../regions.ts";
import { required, struct, text, unserved } from "../schema.ts";
import { addTags, tagsSchema } from "../tags.ts";
import { wireSubnet } from "../views/vpc.ts";

export const createSubnet = defineAction({
  service: "vpc",
  name: "CreateSubnet",
  changes: true,
  request: struct({
    VpcId: required(text()),
    SubnetName: required(text()),
    CidrBlock: required(text()),
    Zone: required(text()),
    Tags: tagsSchema(),
    CdcId: unserved("string", "leave it out."),
  }),
  errors: [
    "InvalidParameterValue.Empty",
    "InvalidParameterValue.Malformed",
    "InvalidParameterValue.SubnetConflict",
    "InvalidParameterValue.SubnetRange",
    "InvalidParameterValue.TagDuplicateKey",
    "InvalidParameterValue.TooLong",
    "ResourceNotFound",
  ],
  handle({ tables, runtime, account }, request) {
    const vpc = findVpc(tables, request.VpcId);
    checkName(request.SubnetName, "SubnetName");
    checkZone(request.Zone, account.region);
    const siblings = tables.subnets.list().filter((each) => each.vpcId === vpc.id);
    if (siblings.length >= LIMITS.SUBNETS_PER_VPC) {
      throw new CloudError("LimitExceeded", `A VPC may have ${LIMITS.SUBNETS_PER_VPC} subnets.`);
    }
    const subnet = tables.subnets.put({
      id: newId("subnet", (id) => tables.subnets.get(id) !== undefined, runtime),
      name: request.SubnetName,
      vpcId: vpc.id,
      zone: request.Zone,
      cidr: checkSubnetBlock(request.CidrBlock, vpc, siblings),
      createdAt: runtime.now(),
    });
    addTags(tables, subnet.id, request.Tags);
    return { Subnet: wireSubnet(subnet, tables) };
  },
});

function checkZone(zone: string, region: string): void {
  const zones = zonesOf(region).map(({ id }) => id);
  if (zones.includes(zone)) return;
  throw new CloudError("InvalidParameterValue", `\`Zone\` is \`${zone}\`; ${region} has ${zones.join(", ")}.`);
}

/** docs/facts.md#subnet-block */
const PREFIX = { widest: 16, narrowest: 28 } as const;

function checkSubnetBlock(given: string, vpc: VpcRecord, siblings: readonly SubnetRecord[]): string {
  const block = parseBlock(given);
  const prefix = Number(given.slice(given.indexOf("/") + 1));
  if (block === null || printBlock(block) !== given || prefix < PREFIX.widest || prefix > PREFIX.narrowest) {
    const range = `/${PREFIX.widest} to /${PREFIX.narrowest}`;
    throw new CloudError(
      "InvalidParameterValue.Malformed",
      `\`CidrBlock\` is \`${given}\`; write a block of ${range}, host bits zero.`,
    );
  }
  const outer = parseBlock(vpc.cidr)!;
  if (block.family !== outer.family || block.first < outer.first || block.last > outer.last) {
    throw new CloudError(
      "InvalidParameterValue.SubnetRange",
      `\`${given}\` doesn't lie in the VPC's block ${vpc.cidr}.`,
    );
  }
  for (const sibling of siblings) {
    const other = parseBlock(sibling.cidr)!;
    if (block.first <= other.last && other.first <= block.last) {
      const message = `\`${given}\` overlaps ${sibling.cidr} of \`${sibling.id}\`.`;
      throw new CloudError("InvalidParameterValue.SubnetConflict", message);
    }
  }
  return given;
}
