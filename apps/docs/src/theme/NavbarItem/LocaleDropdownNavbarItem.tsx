import { useLocation } from "@docusaurus/router";
import useDocusaurusContext from "@docusaurus/useDocusaurusContext";
import type { ReactNode } from "react";
import { useMessages } from "../../messages/use-messages.ts";

/** There are two languages, so the switch is one link: this page in the other one, at the same place. */
export default function LocaleLink({ mobile }: { readonly mobile?: boolean }): ReactNode {
  const { i18n } = useDocusaurusContext();
  const messages = useMessages();
  const { pathname, search, hash } = useLocation();
  const other = i18n.locales.find((locale) => locale !== i18n.currentLocale) ?? i18n.currentLocale;
  const here = i18n.localeConfigs[i18n.currentLocale]?.baseUrl ?? "/";
  const there = i18n.localeConfigs[other]?.baseUrl ?? "/";
  const link = (
    <a
      className={mobile === true ? "menu__link" : "navbar__item navbar__link locale-link"}
      href={there + pathname.slice(here.length) + search + hash}
      lang={i18n.localeConfigs[other]?.htmlLang ?? other}
      hrefLang={other}
    >
      {messages.otherLanguage}
    </a>
  );
  return mobile === true ? <li className="menu__list-item">{link}</li> : link;
}
