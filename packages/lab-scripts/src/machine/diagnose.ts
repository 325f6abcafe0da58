import type { Context } from "../context.ts";
import type { Check, Finding } from "./checks/finding.ts";
import {
  checkClock,
  checkDisk,
  checkLoopback,
  checkLocale,
  checkNode,
  checkOwner,
  checkPorts,
  checkProxy,
} from "./checks/host.ts";
import { checkKernel, checkPrograms } from "./checks/kernel.ts";

const CHECKS: readonly (Check | ((context: Context) => Promise<Finding | null>))[] = [
  checkNode,
  checkPrograms,
  checkKernel,
  checkLoopback,
  checkPorts,
  checkProxy,
  checkLocale,
  checkClock,
  checkDisk,
  checkOwner,
];

/** Looks at everything that a lab needs of its machine, in the order in which it is told. */
export async function diagnose(context: Context): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const check of CHECKS) {
    const finding = await check(context);
    if (finding) findings.push(finding);
  }
  return findings;
}
