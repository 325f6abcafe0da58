import type { CloudClient, CloudService } from "../clients/cloud.ts";

const PER_PAGE = 100; // docs/facts.md#sg-quota: the most that a Describe action of the VPC answers at once
/** Far more than any account has; an answer whose total never comes down must not hold us forever. */
const MOST_PAGES = 500;

/** These take the two as text: so the official API models say. */
const TEXT_PAGES = new Set([
  "DescribeVpcs",
  "DescribeSubnets",
  "DescribeSecurityGroups",
  "DescribeAddressTemplates",
  "DescribeAddressTemplateGroups",
  "DescribeServiceTemplates",
  "DescribeServiceTemplateGroups",
]);

/** Every entry of a Describe action, page by page. @throws CloudError */
export async function readPages<T>(
  cloud: CloudClient,
  service: CloudService,
  action: string,
  member: string,
  request: object = {},
): Promise<readonly T[]> {
  const page = (number: number) => (TEXT_PAGES.has(action) ? String(number) : number);
  const found: T[] = [];
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const answer = await cloud.call<Record<string, unknown>>(service, action, {
      ...request,
      Offset: page(found.length),
      Limit: page(PER_PAGE),
    });
    const entries = (answer[member] ?? []) as readonly T[];
    found.push(...entries);
    const total = Number(answer["TotalCount"] ?? 0);
    if (entries.length === 0 || found.length >= total) break;
  }
  return found;
}
