/** Kinds that keep Pods running. @source k8s.io/api apps/v1, autoscaling/v1 */
export const WORKLOAD_TYPES = `
Deployment  keeps a number of equal Pods running and replaces them step by step
  apiVersion  string
  kind        string
  metadata=1  ObjectMeta
  spec=2      DeploymentSpec
  status      DeploymentStatus
DeploymentSpec
  replicas=1                 int?                how many Pods; 1 if absent
  selector=2                 LabelSelector       must match the template's labels; cannot be changed
  template=3                 PodTemplateSpec
  strategy=4                 DeploymentStrategy
  minReadySeconds=5          int
  revisionHistoryLimit=6     int?
  paused=7                   bool
  progressDeadlineSeconds=9  int?
DeploymentStrategy
  type=1           string                   RollingUpdate or Recreate
  rollingUpdate=2  RollingUpdateDeployment
RollingUpdateDeployment
  maxUnavailable=1  int|string
  maxSurge=2        int|string
ReplicaSet  keeps a number of equal Pods running
  apiVersion  string
  kind        string
  metadata=1  ObjectMeta
  spec=2      ReplicaSetSpec
  status      ReplicaSetStatus
ReplicaSetSpec
  replicas=1         int?
  minReadySeconds=4  int
  selector=2         LabelSelector
  template=3         PodTemplateSpec
DaemonSet  keeps one Pod on every node
  apiVersion  string
  kind        string
  metadata=1  ObjectMeta
  spec=2      DaemonSetSpec
  status      any
DaemonSetSpec
  selector=1              LabelSelector
  template=2              PodTemplateSpec
  updateStrategy=3        DaemonSetUpdateStrategy
  minReadySeconds=4       int
  revisionHistoryLimit=6  int?
DaemonSetUpdateStrategy
  type=1           string
  rollingUpdate=2  RollingUpdateDaemonSet
RollingUpdateDaemonSet
  maxUnavailable=1  int|string
  maxSurge=2        int|string
Scale  how many copies of something
  apiVersion  string
  kind        string
  metadata=1  ObjectMeta
  spec=2      ScaleSpec
  status      any
ScaleSpec
  replicas=1  int
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
ReplicaSetStatus
  replicas              int
  fullyLabeledReplicas  int
  readyReplicas         int
  availableReplicas     int
  terminatingReplicas   int
  observedGeneration    int
  conditions            [Condition]/type
`;
