import { parseBlock, printBlock } from "@podpath/access-path";
import { defineAction } from "../action.ts";
import { CloudError } from "../errors.ts";
import { newId } from "../ids.ts";
import { LIMITS } from "../limits.ts";
import { checkName } from "../query.ts";
import { flag, list, oneOf, required, struct, text, unserved } from "../schema.ts";
import { addTags, tagsSchema } from "../tags.ts";
import { wireVpc } from "../views/vpc.ts";

const OWN_NAME_SERVER = "name servers are the VPC's own.";

export const createVpc = defineAction({
  service: "vpc",
  name: "CreateVpc",
  changes: true,
  request: struct({
    VpcName: required(text()),
    CidrBlock: required(text()),
    EnableMulticast: oneOf("false", "true"),
    DnsServers: { ...unserved("list", OWN_NAME_SERVER), element: list(text()).element! },
    DomainName: unserved("string", OWN_NAME_SERVER),
    Tags: tagsSchema(),
    EnableRouteVpcPublish: flag(),
    EnableRouteVpcPublishIpv6: flag(),
  }),
  errors: [
    "InvalidParameterValue.Malformed",
    "InvalidParameterValue.TooLong",
    "InvalidParameterValue.TagDuplicateKey",
    "UnsupportedOperation.EnableMulticast",
  ],
  handle({ tables, runtime }, request) {
    checkName(request.VpcName, "VpcName");
    if (request.EnableMulticast === "true") {
      throw new CloudError("UnsupportedOperation.EnableMulticast", "Multicast is not served by this sandbox.");
    }
    if (tables.vpcs.list().length >= LIMITS.VPCS) {
      throw new CloudError("LimitExceeded", `A region may have ${LIMITS.VPCS} VPCs.`);
    }
    const vpc = tables.vpcs.put({
      id: newId("vpc", (id) => tables.vpcs.get(id) !== undefined, runtime),
      name: request.VpcName,
      cidr: checkVpcBlock(request.CidrBlock),
      createdAt: runtime.now(),
    });
    addTags(tables, vpc.id, request.Tags);
    return { Vpc: wireVpc(vpc, tables) };
  },
});

/** Blocks that a VPC's must lie in, and the widest and narrowest prefix. docs/facts.md#vpc-block */
const PRIVATE_BLOCKS = [
  { block: "10.0.0.0/8", widest: 12 },
  { block: "172.16.0.0/12", widest: 12 },
  { block: "192.168.0.0/16", widest: 16 },
] as const;
const NARROWEST = 28;

function checkVpcBlock(given: string): string {
  const block = parseBlock(given);
  if (block === null || printBlock(block) !== given) {
    throw new CloudError(
      "InvalidParameterValue.Malformed",
      `\`CidrBlock\` is \`${given}\`; write a block such as 10.0.0.0/16.`,
    );
  }
  const prefix = Number(given.slice(given.indexOf("/") + 1));
  const fits = PRIVATE_BLOCKS.some(({ block: outer, widest }) => {
    const { first, last } = parseBlock(outer)!;
    return block.family === 4 && first <= block.first && block.last <= last && prefix >= widest && prefix <= NARROWEST;
  });
  if (!fits) {
    const choices = PRIVATE_BLOCKS.map(({ block: outer, widest }) => `${outer} (/${widest} to /${NARROWEST})`).join(
      ", ",
    );
    throw new CloudError(
      "InvalidParameterValue.Malformed",
      `\`CidrBlock\` is \`${given}\`; it must lie in ${choices}.`,
    );
  }
  return given;
}
