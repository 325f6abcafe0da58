/** Kinds of the core group. Texts are ours and short; types this lab has no use for are `any`, kept and not read. */
export const META_TYPES = `
ObjectMeta  name, place and labels of an object
  name                        string            unique in its namespace and kind; cannot be changed
  generateName                string            the server adds five characters to make a name
  namespace                   string            where it lives; absent for cluster-scoped kinds
  uid                         string            set by the server, never used twice
  resourceVersion             string            changes with every write; send it back to be told of a conflict
  generation                  int               counts the changes of the desired state
  creationTimestamp           string            set by the server
  deletionTimestamp           string            set by the server when deletion was asked for
  deletionGracePeriodSeconds  int
  labels                      {string}          what selectors match
  annotations                 {string}          anything else worth remembering
  ownerReferences             [OwnerReference]/uid  deleted together with these
  finalizers                  [string]          must be empty before the object goes
  managedFields               any               not kept by this server
  selfLink                    string
OwnerReference  an object that this one depends on
  apiVersion          string
  kind                string
  name                string
  uid                 string
  controller          bool    this owner manages the object
  blockOwnerDeletion  bool
LabelSelector  picks objects by their labels; all parts must hold
  matchLabels       {string}
  matchExpressions  [LabelSelectorRequirement]
LabelSelectorRequirement  one condition on a label
  key       string
  operator  string    In, NotIn, Exists or DoesNotExist
  values    [string]
Condition  one aspect of an object's state
  type                string
  status              string    True, False or Unknown
  reason              string    one word for programs
  message             string    a sentence for people
  lastTransitionTime  string
  lastUpdateTime      string
  lastProbeTime       string
  lastHeartbeatTime   string
  observedGeneration  int
LocalObjectReference  an object in the same namespace
  name  string
ObjectReference  an object
  apiVersion       string
  kind             string
  namespace        string
  name             string
  uid              string
  resourceVersion  string
  fieldPath        string
`;

export const POD_TYPES = `
Pod  containers that share a network address and run on one node
  apiVersion  string
  kind        string
  metadata    ObjectMeta
  spec        PodSpec      what should run
  status      PodStatus    what runs
PodSpec  what a Pod should run, and where it may
  containers                     [Container]/name   at least one
  initContainers                 [Container]/name   run one after the other before the containers; not run by this lab
  ephemeralContainers            any
  volumes                        [Volume]/name
  restartPolicy                  string             Always, OnFailure or Never
  terminationGracePeriodSeconds  int
  activeDeadlineSeconds          int
  dnsPolicy                      string
  dnsConfig                      any
  nodeSelector                   {string}           labels that the node must have
  nodeName                       string             the node it is bound to; set by the scheduler
  serviceAccountName             string
  serviceAccount                 string
  automountServiceAccountToken   bool
  hostNetwork                    bool               uses the node's network
  hostPID                        bool
  hostIPC                        bool
  hostUsers                      bool
  shareProcessNamespace          bool
  securityContext                any
  imagePullSecrets               [LocalObjectReference]/name
  hostname                       string
  subdomain                      string
  setHostnameAsFQDN              bool
  affinity                       any                required node affinity is obeyed, the rest is kept
  schedulerName                  string
  tolerations                    [Toleration]       taints that it puts up with
  hostAliases                    [HostAlias]/ip
  priorityClassName              string
  priority                       int
  preemptionPolicy               string
  readinessGates                 any
  runtimeClassName               string
  enableServiceLinks             bool
  overhead                       {quantity}
  topologySpreadConstraints      [any]
  os                             any
  schedulingGates                any
  resourceClaims                 any
Container  one program of a Pod
  name                      string                unique in the Pod, a DNS label
  image                     string                what to run
  command                   [string]              replaces the image's entry point
  args                      [string]              replaces the image's arguments
  workingDir                string
  ports                     [ContainerPort]/containerPort  what it listens on; documentation, closes nothing
  env                       [EnvVar]/name
  envFrom                   any
  resources                 ResourceRequirements
  resizePolicy              any
  restartPolicy             string
  volumeMounts              [VolumeMount]/mountPath
  volumeDevices             any
  livenessProbe             Probe                 kept, not run by this lab
  readinessProbe            Probe                 kept, not run by this lab
  startupProbe              Probe                 kept, not run by this lab
  lifecycle                 any
  terminationMessagePath    string
  terminationMessagePolicy  string
  imagePullPolicy           string                Always, IfNotPresent or Never
  securityContext           any
  stdin                     bool
  stdinOnce                 bool
  tty                       bool
ContainerPort  a port that a container listens on
  name           string
  containerPort  int       1 to 65535
  protocol       string    TCP, UDP or SCTP
  hostPort       int
  hostIP         string
EnvVar  an environment variable
  name       string
  value      string
  valueFrom  any
VolumeMount  a volume in a container's file system
  name              string
  mountPath         string
  subPath           string
  subPathExpr       string
  readOnly          bool
  recursiveReadOnly string
  mountPropagation  string
Volume  files for the containers; kept, not provided by this lab
  name                   string
  emptyDir               any
  hostPath               any
  configMap              any
  secret                 any
  projected              any
  downwardAPI            any
  persistentVolumeClaim  any
  ephemeral              any
  nfs                    any
  csi                    any
  image                  any
ResourceRequirements  how much a container needs and may take
  requests  {quantity}
  limits    {quantity}
  claims    any
Probe  how to ask a container whether it is well
  httpGet                        any
  tcpSocket                      any
  exec                           any
  grpc                           any
  initialDelaySeconds            int
  timeoutSeconds                 int
  periodSeconds                  int
  successThreshold               int
  failureThreshold               int
  terminationGracePeriodSeconds  int
Toleration  a taint that a Pod puts up with
  key                string
  operator           string    Exists or Equal
  value              string
  effect             string    NoSchedule, PreferNoSchedule or NoExecute; empty matches all
  tolerationSeconds  int
HostAlias  a line in the containers' /etc/hosts
  ip         string
  hostnames  [string]
PodStatus  what became of a Pod
  phase                       string    Pending, Running, Succeeded, Failed or Unknown
  conditions                  [Condition]/type
  message                     string
  reason                      string
  nominatedNodeName           string
  hostIP                      string    the node's address
  hostIPs                     [PodIP]/ip
  podIP                       string    the Pod's own address, on the node's secondary ENI
  podIPs                      [PodIP]/ip
  startTime                   string
  qosClass                    string
  containerStatuses           [ContainerStatus]
  initContainerStatuses       any
  ephemeralContainerStatuses  any
  resize                      string
  observedGeneration          int
PodIP  an address
  ip  string
ContainerStatus  what became of a container
  name          string
  image         string
  imageID       string
  containerID   string
  ready         bool
  started       bool
  restartCount  int
  state         any
  lastState     any
  resources     any
  volumeMounts  any
  allocatedResources any
PodTemplateSpec  a Pod to make copies of
  metadata  ObjectMeta
  spec      PodSpec
`;

export const CORE_TYPES = `
Namespace  a scope for names
  apiVersion  string
  kind        string
  metadata    ObjectMeta
  spec        NamespaceSpec
  status      NamespaceStatus
NamespaceSpec
  finalizers  [string]
NamespaceStatus
  phase       string    Active or Terminating
  conditions  [Condition]/type
Node  a machine that runs Pods
  apiVersion  string
  kind        string
  metadata    ObjectMeta
  spec        NodeSpec
  status      NodeStatus
NodeSpec
  podCIDR        string
  podCIDRs       [string]
  providerID     string    how the cloud names the machine
  unschedulable  bool      takes no new Pods
  taints         [Taint]
  configSource   any
  externalID     string
Taint  keeps Pods away that don't tolerate it
  key        string
  value      string
  effect     string    NoSchedule, PreferNoSchedule or NoExecute
  timeAdded  string
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
Service  one name and address for the Pods that a selector picks
  apiVersion  string
  kind        string
  metadata    ObjectMeta
  spec        ServiceSpec
  status      ServiceStatus
ServiceSpec  what a Service offers; this lab allocates cluster IPs and carries no packets to them
  type                           string        ClusterIP, NodePort, LoadBalancer or ExternalName
  selector                       {string}
  ports                          [ServicePort]/port
  clusterIP                      string
  clusterIPs                     [string]
  externalName                   string
  externalIPs                    [string]
  externalTrafficPolicy          string
  internalTrafficPolicy          string
  sessionAffinity                string
  sessionAffinityConfig          any
  loadBalancerIP                 string
  loadBalancerClass              string
  loadBalancerSourceRanges       [string]
  allocateLoadBalancerNodePorts  bool
  healthCheckNodePort            int
  publishNotReadyAddresses       bool
  ipFamilies                     [string]
  ipFamilyPolicy                 string
  trafficDistribution            string
ServicePort
  name         string
  protocol     string
  appProtocol  string
  port         int           where the Service listens
  targetPort   int|string    the container's port, by number or name: the one a security group sees
  nodePort     int
ServiceStatus
  loadBalancer  any
  conditions    [Condition]/type
Endpoints  the addresses behind a Service
  apiVersion  string
  kind        string
  metadata    ObjectMeta
  subsets     any
ConfigMap  configuration as keys and texts
  apiVersion  string
  kind        string
  metadata    ObjectMeta
  data        {string}
  binaryData  {string}
  immutable   bool
Secret  like a ConfigMap, base64-encoded
  apiVersion  string
  kind        string
  metadata    ObjectMeta
  type        string
  data        {string}
  stringData  {string}
  immutable   bool
ServiceAccount  an identity for Pods
  apiVersion                    string
  kind                          string
  metadata                      ObjectMeta
  secrets                       [ObjectReference]/name
  imagePullSecrets              [LocalObjectReference]
  automountServiceAccountToken  bool
Event  something that happened to an object
  apiVersion          string
  kind                string
  metadata            ObjectMeta
  involvedObject      ObjectReference
  reason              string
  message             string
  type                string    Normal or Warning
  count               int
  source              any
  firstTimestamp      string
  lastTimestamp       string
  eventTime           string
  series              any
  action              string
  related             any
  reportingComponent  string
  reportingInstance   string
EndpointSlice  a part of the addresses behind a Service
  apiVersion   string
  kind         string
  metadata     ObjectMeta
  addressType  string
  endpoints    any
  ports        any
Lease  who leads
  apiVersion  string
  kind        string
  metadata    ObjectMeta
  spec        any
`;

export const WORKLOAD_TYPES = `
Deployment  keeps a number of equal Pods running and replaces them step by step
  apiVersion  string
  kind        string
  metadata    ObjectMeta
  spec        DeploymentSpec
  status      DeploymentStatus
DeploymentSpec
  replicas                 int               how many Pods; 1 if absent
  selector                 LabelSelector     must match the template's labels; cannot be changed
  template                 PodTemplateSpec
  strategy                 DeploymentStrategy
  minReadySeconds          int
  revisionHistoryLimit     int
  paused                   bool
  progressDeadlineSeconds  int
DeploymentStrategy
  type           string    RollingUpdate or Recreate
  rollingUpdate  RollingUpdateDeployment
RollingUpdateDeployment
  maxSurge        int|string
  maxUnavailable  int|string
DeploymentStatus
  observedGeneration   int
  replicas             int
  updatedReplicas      int
  readyReplicas        int
  availableReplicas    int
  unavailableReplicas  int
  terminatingReplicas  int
  collisionCount       int
  conditions           [Condition]/type
ReplicaSet  keeps a number of equal Pods running
  apiVersion  string
  kind        string
  metadata    ObjectMeta
  spec        ReplicaSetSpec
  status      ReplicaSetStatus
ReplicaSetSpec
  replicas         int
  selector         LabelSelector
  template         PodTemplateSpec
  minReadySeconds  int
ReplicaSetStatus
  replicas              int
  fullyLabeledReplicas  int
  readyReplicas         int
  availableReplicas     int
  terminatingReplicas   int
  observedGeneration    int
  conditions            [Condition]/type
DaemonSet  keeps one Pod on every node
  apiVersion  string
  kind        string
  metadata    ObjectMeta
  spec        DaemonSetSpec
  status      any
DaemonSetSpec
  selector              LabelSelector
  template              PodTemplateSpec
  updateStrategy        any
  minReadySeconds       int
  revisionHistoryLimit  int
Scale  how many copies of something
  apiVersion  string
  kind        string
  metadata    ObjectMeta
  spec        ScaleSpec
  status      any
ScaleSpec
  replicas  int
`;
