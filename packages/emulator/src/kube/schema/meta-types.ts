/** What objects of all kinds share. A number after `=` is the field's place in the protobuf encoding. */
export const META_TYPES = `
ObjectMeta  name, place and labels of an object
  name=1                         string                unique in its namespace and kind; cannot be changed
  generateName=2                 string                the server adds five characters to make a name
  namespace=3                    string                where it lives; absent for cluster-scoped kinds
  selfLink=4                     string
  uid=5                          string                set by the server, never used twice
  resourceVersion=6              string                changes with every write; send it back to be told of a conflict
  generation=7                   int                   counts the changes of the desired state
  creationTimestamp=8            time                  set by the server
  deletionTimestamp=9            time                  set by the server when deletion was asked for
  deletionGracePeriodSeconds=10  int?
  labels=11                      {string}              what selectors match
  annotations=12                 {string}              anything else worth remembering
  ownerReferences=13             [OwnerReference]/uid  deleted together with these
  finalizers=14                  [string]              must be empty before the object goes
  managedFields                  any                   not kept by this server
OwnerReference  an object that this one depends on
  apiVersion=5          string
  kind=1                string
  name=3                string
  uid=4                 string
  controller=6          bool?   this owner manages the object
  blockOwnerDeletion=7  bool?
LabelSelector  picks objects by their labels; all parts must hold
  matchLabels=1       {string}
  matchExpressions=2  [LabelSelectorRequirement]
LabelSelectorRequirement  one condition on a label
  key=1       string
  operator=2  string    In, NotIn, Exists or DoesNotExist
  values=3    [string]
LocalObjectReference  an object in the same namespace
  name=1  string
ObjectReference  an object
  kind=1             string
  namespace=2        string
  name=3             string
  uid=4              string
  apiVersion=5       string
  resourceVersion=6  string
  fieldPath=7        string
DeleteOptions
  gracePeriodSeconds=1  int?
  preconditions=2       Preconditions
  orphanDependents=3    bool?
  propagationPolicy=4   string?
  dryRun=5              [string]
Preconditions
  uid=1              string?
  resourceVersion=2  string?
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
`;
