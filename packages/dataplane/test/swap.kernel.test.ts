import { afterAll, beforeAll, expect, test } from "vitest";
import { baseDrill, group } from "./base-drill.ts";
import { inPod, openLab, type TestLab } from "./lab.ts";

const [podA] = baseDrill().pods;
/** Datagrams to each of two ports. Nobody has the address, so each is decided by Pod A's egress and then swallowed. */
const DATAGRAMS = 20_000;
const SWAPS = 60;
const SENDER = `exec 3>/dev/udp/10.0.35.99/7000 4>/dev/udp/10.0.35.99/7001
for ((i = 0; i < ${DATAGRAMS}; i++)); do echo >&3; echo >&4; done`;
let lab: TestLab;

beforeAll(async () => {
  lab = await openLab(withEgress(0));
});
afterAll(() => lab.plane.close());

/** Every revision accepts port 7000 and drops port 7001, in another place among other rules. */
function withEgress(revision: number) {
  const before = Array.from({ length: revision % 7 }, (_, i) => `drop tcp 10.1.${i}.0/24 all`);
  const after = Array.from({ length: (revision * 5) % 11 }, (_, i) => `accept udp 10.2.${i}.0/24 ${i + 1}`);
  const egress = [...before, "accept udp 10.0.35.99/32 7000", "drop udp 0.0.0.0/0 7000-7001", ...after];
  return baseDrill({ revision, securityGroups: [group("sg-drill001", [], egress)] });
}

test(`no packet of ${2 * DATAGRAMS} meets a wrong rule while the rules are swapped ${SWAPS} times`, async () => {
  const sending = lab.run(inPod(podA!), ["bash", "-c", SENDER]);
  const sent = { yet: false };
  void sending.then(() => (sent.yet = true));
  let during = 0;
  for (let revision = 1; revision <= SWAPS; revision++) {
    await lab.plane.realise(withEgress(revision));
    if (!sent.yet) during++;
  }
  expect((await sending).status).toBe(0);
  expect(during).toBeGreaterThan(SWAPS / 4);
  const first = SWAPS % 7;
  expect(Object.fromEntries(await lab.counted())).toEqual({
    [`eni-seconda sg-drill001 egress ${first}`]: DATAGRAMS,
    [`eni-seconda sg-drill001 egress ${first + 1}`]: DATAGRAMS,
  });
});
