import { evaluate, parseIp, printIp, parseBlock } from "@podpath/access-path";
import type { Flow, Snapshot } from "@podpath/access-path";
import { noPods, NOTHING, say } from "../judgement.ts";
import type { Case, Judgement } from "../judgement.ts";
import { addressOf, isPeopled } from "../world.ts";
import type { PeopledWorld, PlacedActor } from "../world.ts";

/** Of a large subnet so many addresses are tried, evenly spread and both ends among them. */
const MOST_TRIED = 1024;
/** The network's own, the gateway's; and the last is the broadcast address. */
const RESERVED_BELOW = 2n; // docs/facts.md#subnet-reserved

/**
 * A Pod that is made anew gets another address of its subnet. Would the connection still work then, whichever it gets? The grader
 * may change nothing, so it asks the model; the groups' peers that name a group follow the Pod, those that name an address don't.
 */
export function survivesReschedule({ world, works, reveal }: Case): Judgement {
  const mover = moverOf(world.scenario.needed.at);
  const name = mover === "podA" ? "Pod A" : "Pod B";
  const expected = say(
    `${name} 重建换了 IP 以后仍然能通`,
    `it still works when ${name} is made anew with another address`,
  );
  if (!isPeopled(world)) return noPods(expected);
  if (!works && !reveal)
    return { status: "skipped", expected, observed: say("还没连通", "nothing connects yet"), whereToLook: NOTHING };
  const tried = freeAddresses(world, world[mover]);
  const moved = withAddresses(world.snapshot, world[mover], tried);
  const lost = tried.filter((address) => !passes(world, moved, mover, address));
  if (lost.length === 0)
    return {
      status: "pass",
      expected,
      observed: say(
        `换成子网里的任何一个地址都通（试了 ${tried.length} 个）`,
        `it does, at any address of the subnet (${tried.length} tried)`,
      ),
      whereToLook: NOTHING,
    };
  return {
    status: "fail",
    expected,
    observed: say(
      `重建后 ${name} 可能拿到 ${lost[0]!}，那时就不通了（试了 ${tried.length} 个地址，${lost.length} 个不通）`,
      `made anew, ${name} may get ${lost[0]!}, and is shut out then (${lost.length} of ${tried.length} addresses are)`,
    ),
    whereToLook: say(
      `规则里写死了 ${addressOf(world[mover])}：Pod 的 IP 不是它的身份，想想什么东西在重建后不变`,
      `the rule names ${addressOf(world[mover])}: an address isn't a Pod's identity. What stays the same when it is made anew?`,
    ),
  };
}

/** The one whose address the rule speaks of: the far end of the interface that is judged. */
function moverOf(at: "podA" | "podB"): "podA" | "podB" {
  return at === "podB" ? "podA" : "podB";
}

function freeAddresses({ snapshot }: PeopledWorld, { eni }: PlacedActor): readonly string[] {
  const cidr = snapshot.subnets.find(({ id }) => id === eni.subnetId)?.cidr;
  const block = cidr === undefined ? null : parseBlock(cidr);
  if (block === null) return [];
  const used = new Set(snapshot.nodes.flatMap(({ enis }) => enis.flatMap(({ addresses }) => addresses)));
  const { family, first, last } = block;
  const count = last - first - RESERVED_BELOW;
  const tried = count < MOST_TRIED ? count : BigInt(MOST_TRIED);
  return Array.from({ length: Number(tried) }, (_, index) => {
    const offset = tried < 2n ? 0n : (BigInt(index) * (count - 1n)) / (tried - 1n);
    return printIp({ family, value: first + RESERVED_BELOW + offset });
  }).filter((address) => !used.has(address) && parseIp(address) !== null);
}

/** The same state, with the interface holding these addresses too, so that rules naming its group reach them. */
function withAddresses(snapshot: Snapshot, { eni }: PlacedActor, addresses: readonly string[]): Snapshot {
  return {
    ...snapshot,
    nodes: snapshot.nodes.map((node) => ({
      ...node,
      enis: node.enis.map((each) =>
        each.id === eni.id ? { ...each, addresses: [...each.addresses, ...addresses] } : each,
      ),
    })),
  };
}

function passes(world: PeopledWorld, snapshot: Snapshot, mover: "podA" | "podB", address: string): boolean {
  const ends = { podA: addressOf(world.podA), podB: addressOf(world.podB), [mover]: address };
  const flow: Flow = {
    protocol: "tcp",
    source: ends.podA,
    destination: ends.podB,
    destinationPort: world.scenario.podB.port,
  };
  return (
    evaluate(snapshot, world.podA.eni.id, "egress", flow).action === "accept" &&
    evaluate(snapshot, world.podB.eni.id, "ingress", flow).action === "accept"
  );
}
