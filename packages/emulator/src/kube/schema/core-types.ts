/** The other kinds of the core group, and endpoint slices and leases. @source k8s.io/api core/v1, discovery/v1, coordination/v1 */
export const CORE_TYPES = `
Namespace  a scope for names
  apiVersion  string
  kind        string
  metadata=1  ObjectMeta
  spec=2      NamespaceSpec
  status      NamespaceStatus
NamespaceSpec
  finalizers=1  [string]
Node  a machine that runs Pods
  apiVersion  string
  kind        string
  metadata=1  ObjectMeta
  spec=2      NodeSpec
  status      NodeStatus
NodeSpec
  podCIDR=1        string
  podCIDRs=7       [string]
  providerID=3     string    how the cloud names the machine
  unschedulable=4  bool      takes no new Pods
  taints=5         [Taint]
  configSource=6   any
  externalID=2     string
Taint  keeps Pods away that don't tolerate it
  key=1        string
  value=2      string
  effect=3     string  NoSchedule, PreferNoSchedule or NoExecute
  timeAdded=4  time
Service  one name and address for the Pods that a selector picks
  apiVersion  string
  kind        string
  metadata=1  ObjectMeta
  spec=2      ServiceSpec
  status      ServiceStatus
ServiceSpec  what a Service offers; this lab allocates cluster IPs and carries no packets to them
  ports=1                           [ServicePort]/port
  selector=2                        {string}
  clusterIP=3                       string
  clusterIPs=18                     [string]
  type=4                            string                 ClusterIP, NodePort, LoadBalancer or ExternalName
  externalIPs=5                     [string]
  sessionAffinity=7                 string
  loadBalancerIP=8                  string
  loadBalancerSourceRanges=9        [string]
  externalName=10                   string
  externalTrafficPolicy=11          string
  healthCheckNodePort=12            int
  publishNotReadyAddresses=13       bool
  sessionAffinityConfig=14          SessionAffinityConfig
  ipFamilies=19                     [string]
  ipFamilyPolicy=17                 string?
  allocateLoadBalancerNodePorts=20  bool?
  loadBalancerClass=21              string?
  internalTrafficPolicy=22          string?
  trafficDistribution=23            string?
ServicePort
  name=1         string
  protocol=2     string
  appProtocol=6  string?
  port=3         int         where the Service listens
  targetPort=4   int|string  the container's port, by number or name: the one a security group sees
  nodePort=5     int
SessionAffinityConfig
  clientIP=1  ClientIPConfig
ClientIPConfig
  timeoutSeconds=1  int?
Endpoints  the addresses behind a Service
  apiVersion  string
  kind        string
  metadata=1  ObjectMeta
  subsets=2   [EndpointSubset]
EndpointSubset
  addresses=1          [EndpointAddress]
  notReadyAddresses=2  [EndpointAddress]
  ports=3              [EndpointPort]
EndpointAddress
  ip=1         string
  hostname=3   string
  nodeName=4   string?
  targetRef=2  ObjectReference
EndpointPort
  name=1         string?
  port=2         int?
  protocol=3     string?
  appProtocol=4  string?
ConfigMap  configuration as keys and texts
  apiVersion    string
  kind          string
  metadata=1    ObjectMeta
  immutable=4   bool?
  data=2        {string}
  binaryData=3  {bytes}
Secret  like a ConfigMap, base64-encoded
  apiVersion    string
  kind          string
  metadata=1    ObjectMeta
  immutable=5   bool?
  data=2        {bytes}
  stringData=4  {string}
  type=3        string
ServiceAccount  an identity for Pods
  apiVersion                      string
  kind                            string
  metadata=1                      ObjectMeta
  secrets=2                       [ObjectReference]/name
  imagePullSecrets=3              [LocalObjectReference]
  automountServiceAccountToken=4  bool?
Event  something that happened to an object
  apiVersion             string
  kind                   string
  metadata=1             ObjectMeta
  involvedObject=2       ObjectReference
  reason=3               string
  message=4              string
  source=5               EventSource
  firstTimestamp=6       time
  lastTimestamp=7        time
  count=8                int
  type=9                 string           Normal or Warning
  eventTime=10           time
  series=11              EventSeries
  action=12              string
  related=13             ObjectReference
  reportingComponent=14  string
  reportingInstance=15   string
EventSource
  component=1  string
  host=2       string
EventSeries
  count=1             int
  lastObservedTime=2  time
EndpointSlice  a part of the addresses behind a Service
  apiVersion     string
  kind           string
  metadata=1     ObjectMeta
  addressType=4  string
  endpoints=2    [Endpoint]
  ports=3        [SlicePort]
Endpoint
  addresses=1           [string]
  conditions=2          EndpointConditions
  hostname=3            string?
  targetRef=4           ObjectReference
  deprecatedTopology=5  {string}
  nodeName=6            string?
  zone=7                string?
  hints=8               any
EndpointConditions
  ready=1        bool?
  serving=2      bool?
  terminating=3  bool?
Lease  who leads
  apiVersion  string
  kind        string
  metadata=1  ObjectMeta
  spec=2      LeaseSpec
LeaseSpec
  holderIdentity=1        string?
  leaseDurationSeconds=2  int?
  acquireTime=3           time
  renewTime=4             time
  leaseTransitions=5      int?
Binding
  apiVersion  string
  kind        string
  metadata=1  ObjectMeta
  target=2    ObjectReference
SlicePort
  name=1         string?
  protocol=2     string?
  port=3         int?
  appProtocol=4  string?
NamespaceStatus
  phase       string    Active or Terminating
  conditions  [Condition]/type
NodeStatus
  capacity         {quantity}
  allocatable      {quantity}
  phase            string
  conditions       [Condition]/type
  addresses        [NodeAddress]/type
  daemonEndpoints  any
  nodeInfo         any
  images           any
  volumesInUse     any
  volumesAttached  any
  config           any
  runtimeHandlers  any
  features         any
NodeAddress
  type     string
  address  string
ServiceStatus
  loadBalancer  any
  conditions    [Condition]/type
`;
