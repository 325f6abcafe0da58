/**
 * Pods and what they hold. Texts are ours; names, numbers and types are those of Kubernetes 1.30.
 *
 * @source k8s.io/api core/v1
 */
export const POD_TYPES = `
Pod  containers that share a network address and run on one node
  apiVersion  string
  kind        string
  metadata=1  ObjectMeta
  spec=2      PodSpec     what should run
  status      PodStatus   what runs
PodSpec  what a Pod should run, and where it may
  volumes=1                        [Volume]/name
  initContainers=20                [Container]/name                        run one after the other before the containers; not run by this lab
  containers=2                     [Container]/name                        at least one
  ephemeralContainers=34           [any]
  restartPolicy=3                  string                                  Always, OnFailure or Never
  terminationGracePeriodSeconds=4  int?
  activeDeadlineSeconds=5          int?
  dnsPolicy=6                      string
  nodeSelector=7                   {string}                                labels that the node must have
  serviceAccountName=8             string
  serviceAccount=9                 string
  automountServiceAccountToken=21  bool?
  nodeName=10                      string                                  the node it is bound to; set by the scheduler
  hostNetwork=11                   bool                                    uses the node's network
  hostPID=12                       bool
  hostIPC=13                       bool
  shareProcessNamespace=27         bool?
  securityContext=14               PodSecurityContext
  imagePullSecrets=15              [LocalObjectReference]/name
  hostname=16                      string
  subdomain=17                     string
  affinity=18                      Affinity                                required node affinity is obeyed, the rest is kept
  schedulerName=19                 string
  tolerations=22                   [Toleration]                            taints that it puts up with
  hostAliases=23                   [HostAlias]/ip
  priorityClassName=24             string
  priority=25                      int?
  dnsConfig=26                     PodDNSConfig
  readinessGates=28                [PodReadinessGate]
  runtimeClassName=29              string?
  enableServiceLinks=30            bool?
  preemptionPolicy=31              string?
  overhead=32                      {quantity}
  topologySpreadConstraints=33     [TopologySpreadConstraint]/topologyKey
  setHostnameAsFQDN=35             bool?
  os=36                            PodOS
  hostUsers=37                     bool?
  schedulingGates=38               [PodSchedulingGate]/name
  resourceClaims=39                [any]
PodTemplateSpec  a Pod to make copies of
  metadata=1  ObjectMeta
  spec=2      PodSpec
Container  one program of a Pod
  name=1                       string                         unique in the Pod, a DNS label
  image=2                      string                         what to run
  command=3                    [string]                       replaces the image's entry point
  args=4                       [string]                       replaces the image's arguments
  workingDir=5                 string
  ports=6                      [ContainerPort]/containerPort  what it listens on; documentation, closes nothing
  envFrom=19                   [EnvFromSource]
  env=7                        [EnvVar]/name
  resources=8                  ResourceRequirements
  resizePolicy=23              [any]
  restartPolicy=24             string?
  volumeMounts=9               [VolumeMount]/mountPath
  volumeDevices=21             [any]
  livenessProbe=10             Probe                          kept, not run by this lab
  readinessProbe=11            Probe                          kept, not run by this lab
  startupProbe=22              Probe                          kept, not run by this lab
  lifecycle=12                 Lifecycle
  terminationMessagePath=13    string
  terminationMessagePolicy=20  string
  imagePullPolicy=14           string                         Always, IfNotPresent or Never
  securityContext=15           SecurityContext
  stdin=16                     bool
  stdinOnce=17                 bool
  tty=18                       bool
ContainerPort  a port that a container listens on
  name=1           string
  hostPort=2       int
  containerPort=3  int     1 to 65535
  protocol=4       string  TCP, UDP or SCTP
  hostIP=5         string
EnvVar  an environment variable
  name=1       string
  value=2      string
  valueFrom=3  EnvVarSource
EnvVarSource
  fieldRef=1          ObjectFieldSelector
  resourceFieldRef=2  ResourceFieldSelector
  configMapKeyRef=3   ConfigMapKeySelector
  secretKeyRef=4      SecretKeySelector
ObjectFieldSelector
  apiVersion=1  string
  fieldPath=2   string
ResourceFieldSelector
  containerName=1  string
  resource=2       string
  divisor=3        quantity
ConfigMapKeySelector
  ...=1       LocalObjectReference
  key=2       string
  optional=3  bool?
SecretKeySelector
  ...=1       LocalObjectReference
  key=2       string
  optional=3  bool?
EnvFromSource
  prefix=1        string
  configMapRef=2  ConfigMapEnvSource
  secretRef=3     SecretEnvSource
ConfigMapEnvSource
  ...=1       LocalObjectReference
  optional=2  bool?
SecretEnvSource
  ...=1       LocalObjectReference
  optional=2  bool?
ResourceRequirements  how much a container needs and may take
  limits=1    {quantity}
  requests=2  {quantity}
  claims=3    [any]
VolumeMount  a volume in a container's file system
  name=1               string
  readOnly=2           bool
  recursiveReadOnly=7  string?
  mountPath=3          string
  subPath=4            string
  mountPropagation=5   string?
  subPathExpr=6        string
Volume  files for the containers; kept, not provided by this lab
  name=1  string
  ...=2   VolumeSource
VolumeSource
  hostPath=1                HostPathVolumeSource
  emptyDir=2                EmptyDirVolumeSource
  gcePersistentDisk=3       any
  awsElasticBlockStore=4    any
  gitRepo=5                 any
  secret=6                  SecretVolumeSource
  nfs=7                     NFSVolumeSource
  iscsi=8                   any
  glusterfs=9               any
  persistentVolumeClaim=10  PersistentVolumeClaimVolumeSource
  rbd=11                    any
  flexVolume=12             any
  cinder=13                 any
  cephfs=14                 any
  flocker=15                any
  downwardAPI=16            any
  fc=17                     any
  azureFile=18              any
  configMap=19              ConfigMapVolumeSource
  vsphereVolume=20          any
  quobyte=21                any
  azureDisk=22              any
  photonPersistentDisk=23   any
  projected=26              any
  portworxVolume=24         any
  scaleIO=25                any
  storageos=27              any
  csi=28                    any
  ephemeral=29              any
EmptyDirVolumeSource
  medium=1     string
  sizeLimit=2  quantity
HostPathVolumeSource
  path=1  string
  type=2  string?
ConfigMapVolumeSource
  ...=1          LocalObjectReference
  items=2        [KeyToPath]
  defaultMode=3  int?
  optional=4     bool?
SecretVolumeSource
  secretName=1   string
  items=2        [KeyToPath]
  defaultMode=3  int?
  optional=4     bool?
KeyToPath
  key=1   string
  path=2  string
  mode=3  int?
NFSVolumeSource
  server=1    string
  path=2      string
  readOnly=3  bool
PersistentVolumeClaimVolumeSource
  claimName=1  string
  readOnly=2   bool
Probe  how to ask a container whether it is well
  ...=1                            ProbeHandler
  initialDelaySeconds=2            int
  timeoutSeconds=3                 int
  periodSeconds=4                  int
  successThreshold=5               int
  failureThreshold=6               int
  terminationGracePeriodSeconds=7  int?
ProbeHandler
  exec=1       ExecAction
  httpGet=2    HTTPGetAction
  tcpSocket=3  TCPSocketAction
  grpc=4       GRPCAction
ExecAction
  command=1  [string]
HTTPGetAction
  path=1         string
  port=2         int|string
  host=3         string
  scheme=4       string
  httpHeaders=5  [HTTPHeader]
HTTPHeader
  name=1   string
  value=2  string
TCPSocketAction
  port=1  int|string
  host=2  string
GRPCAction
  port=1     int
  service=2  string?
Lifecycle
  postStart=1  LifecycleHandler
  preStop=2    LifecycleHandler
LifecycleHandler
  exec=1       ExecAction
  httpGet=2    HTTPGetAction
  tcpSocket=3  TCPSocketAction
  sleep=4      SleepAction
SleepAction
  seconds=1  int
SecurityContext
  capabilities=1              Capabilities
  privileged=2                bool?
  seLinuxOptions=3            any
  windowsOptions=10           any
  runAsUser=4                 int?
  runAsGroup=8                int?
  runAsNonRoot=5              bool?
  readOnlyRootFilesystem=6    bool?
  allowPrivilegeEscalation=7  bool?
  procMount=9                 string?
  seccompProfile=11           SeccompProfile
  appArmorProfile=12          any
PodSecurityContext
  seLinuxOptions=1       any
  windowsOptions=8       any
  runAsUser=2            int?
  runAsGroup=6           int?
  runAsNonRoot=3         bool?
  supplementalGroups=4   [int]
  fsGroup=5              int?
  sysctls=7              [Sysctl]
  fsGroupChangePolicy=9  string?
  seccompProfile=10      SeccompProfile
  appArmorProfile=11     any
Capabilities
  add=1   [string]
  drop=2  [string]
Sysctl
  name=1   string
  value=2  string
SeccompProfile
  type=1              string
  localhostProfile=2  string?
HostAlias  a line in the containers' /etc/hosts
  ip=1         string
  hostnames=2  [string]
PodDNSConfig
  nameservers=1  [string]
  searches=2     [string]
  options=3      [PodDNSConfigOption]
PodDNSConfigOption
  name=1   string
  value=2  string?
PodReadinessGate
  conditionType=1  string
PodOS
  name=1  string
PodSchedulingGate
  name=1  string
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
PodIP  an address
  ip  string
`;
