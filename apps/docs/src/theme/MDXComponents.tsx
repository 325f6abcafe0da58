import MDXComponents from "@theme-original/MDXComponents";
import { AccessPath } from "../access-path/AccessPath.tsx";
import { Done, Progress } from "../progress/Done.tsx";

/** What pages may use without importing it. */
export default { ...MDXComponents, AccessPath, Done, Progress };
