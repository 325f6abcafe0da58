import type { ReactNode } from "react";
import { useMessages } from "../../messages/use-messages.ts";

export default function Footer(): ReactNode {
  const messages = useMessages();
  return (
    <footer className="site-footer">
      <p>
        {messages.disclaimer} {messages.license}
      </p>
    </footer>
  );
}
