import Link from "@docusaurus/Link";
import type { ReactNode } from "react";
import { useMessages } from "../../../messages/use-messages.ts";

/** What stands where no page is. The theme's own sends the reader to the owner of some other site. */
export default function NotFoundContent(): ReactNode {
  const messages = useMessages();
  return (
    <main className="container margin-vert--xl">
      <h1>{messages.notFound}</h1>
      <p>{messages.notFoundHow}</p>
      <p>
        <Link to="/">{messages.startPage}</Link>
      </p>
    </main>
  );
}
