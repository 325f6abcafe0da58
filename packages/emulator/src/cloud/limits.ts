/** Quotas of an account and sizes of a request. docs/facts.md#sg-quota */
export const LIMITS = {
  GROUPS: 50, // security groups a region
  POLICIES_PER_DIRECTION: 100, // rules a security group and direction
  GROUPS_PER_INTERFACE: 5, // security groups bound to one instance or ENI
  REFERENCED_GROUPS: 10, // security groups named as peers by the rules of one security group
  INSTANCES_PER_GROUP: 2000, // instances bound to one security group
  IDS_PER_REQUEST: 100,
  PAGE: 100, // most entries an answer; 20 unless told
  NAME_CHARACTERS: 60,
  DESCRIPTION_CHARACTERS: 100,
  VPCS: 20, // a region
  SUBNETS_PER_VPC: 100,
  TEMPLATE_MEMBERS: 100,
  BODY_BYTES: 10 * 1024 * 1024, // of a POST signed with TC3
} as const;
