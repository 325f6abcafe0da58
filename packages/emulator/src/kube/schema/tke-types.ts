/**
 * Kinds of the TKE add-ons, as far as public material shows their fields; the full schemas aren't public.
 *
 * @source docs/facts.md#vpc-cni-crds
 */
export const TKE_TYPES = `
NodeENIConfig  the network interfaces of one node, and the security groups on them
  apiVersion  string
  kind        string
  metadata    ObjectMeta
  spec        NodeENIConfigSpec
  status      any                the interfaces; empty while none could be attached
NodeENIConfigSpec
  securityGroups     [string]    groups on the node's secondary interfaces, in binding order: the first is decided first
  maxRouteENI        int         how many secondary interfaces the node may have
  maxIPPerENI        int         how many Pod addresses an interface may have
  desiredRouteENIIP  int         how many Pod addresses the node should hold ready
  subnetCIDR         string      block of the subnet that the addresses come from
  instanceID         string
VpcIP  an address of the VPC that a Pod has
  apiVersion  string
  kind        string
  metadata    ObjectMeta
  spec        VpcIPSpec
  status      VpcIPStatus
VpcIPSpec
  type      string    who uses it: Pod
  eniID     string    the secondary interface that owns the address
  nodeName  string
  pod       any
  subnetID  string
  vpcID     string
  claimRef  any
VpcIPStatus
  phase       string    Attaching or Assigned
  conditions  [Condition]/type
  message     string
VpcIPClaim  a Pod's claim to an address
  apiVersion  string
  kind        string
  metadata    ObjectMeta
  spec        any
  status      any
VpcENI  an elastic network interface of a node
  apiVersion  string
  kind        string
  metadata    ObjectMeta
  spec        any
  status      any
MachineSet  a pool of native nodes
  apiVersion  string
  kind        string
  metadata    ObjectMeta
  spec        any
  status      any
Machine  a native node
  apiVersion  string
  kind        string
  metadata    ObjectMeta
  spec        any
  status      any
`;
