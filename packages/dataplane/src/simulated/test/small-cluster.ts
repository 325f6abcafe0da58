import { baseDrill, group, node, pod } from "../../../test/base-drill.ts";
import { inPod, onNode, SimulatedLab } from "./lab.ts";

/**
 * Pod A and its neighbour C on one node, B on another. Into B come TCP 22 and 8080 from anywhere, and ping from A; its 80 is
 * shut, which is the drill's fault.
 */
const nodes = [node("a", "10.0.35.139", ["10.0.35.23", "10.0.35.24"]), node("b", "10.0.35.179", ["10.0.35.150"])];
const B = {
  containers: [
    {
      name: "nginx",
      image: "nginx",
      env: {},
      ports: [
        { protocol: "tcp" as const, port: 80 },
        { protocol: "tcp" as const, port: 8080 },
      ],
    },
  ],
};
const pods = [
  pod("a", "10.0.35.23", "10.0.35.139"),
  pod("b", "10.0.35.150", "10.0.35.179", B),
  pod("c", "10.0.35.24", "10.0.35.139", { addresses: ["10.0.35.24"] }),
];
const rules = ["accept tcp 0.0.0.0/0 22,8080", "accept icmp 10.0.35.23/32"];
const securityGroups = [group("sg-drill001", rules, ["accept all 0.0.0.0/0", "accept all ::/0"])];
export const UIDS = { a: pods[0]!.uid, b: pods[1]!.uid, c: pods[2]!.uid } as const;
export const [podA, podB, podC] = [inPod({ uid: UIDS.a }), inPod({ uid: UIDS.b }), inPod({ uid: UIDS.c })];
export const nodeA = onNode("10.0.35.139");

export function openSmallCluster(): Promise<SimulatedLab> {
  return SimulatedLab.open(baseDrill({ nodes, pods, securityGroups }));
}
