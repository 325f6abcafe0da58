/** Requests that are answered at once and stored nowhere. @source k8s.io/api authorization/v1, authentication/v1, policy/v1 */
export const REVIEW_TYPES = `
SelfSubjectAccessReview
  apiVersion  string
  kind        string
  metadata=1  ObjectMeta
  spec=2      SelfSubjectAccessReviewSpec
  status      any
SelfSubjectAccessReviewSpec
  resourceAttributes=1     ResourceAttributes
  nonResourceAttributes=2  NonResourceAttributes
ResourceAttributes
  namespace=1    string
  verb=2         string
  group=3        string
  version=4      string
  resource=5     string
  subresource=6  string
  name=7         string
NonResourceAttributes
  path=1  string
  verb=2  string
SelfSubjectRulesReview
  apiVersion  string
  kind        string
  metadata=1  ObjectMeta
  spec=2      SelfSubjectRulesReviewSpec
  status      any
SelfSubjectRulesReviewSpec
  namespace=1  string
SelfSubjectReview
  apiVersion  string
  kind        string
  status      any
Eviction
  apiVersion       string
  kind             string
  metadata=1       ObjectMeta
  deleteOptions=2  DeleteOptions
`;
