import MDXComponents from "@theme-original/MDXComponents";
import type { ComponentProps, ReactNode } from "react";
import { AccessPath } from "../access-path/AccessPath.tsx";
import { LiveLab } from "../live/LiveLab.tsx";
import { Done, Progress } from "../progress/Done.tsx";
import { PageTime } from "../progress/PageTime.tsx";

/** A wide table scrolls on a phone, by keyboard too. */
function Table(props: ComponentProps<"table">): ReactNode {
  return (
    <div className="table-frame" tabIndex={0}>
      <table {...props} />
    </div>
  );
}

/** What pages may use without importing it, and what Markdown becomes. */
export default { ...MDXComponents, table: Table, AccessPath, Done, LiveLab, PageTime, Progress };
