import { FitAddon } from "@xterm/addon-fit";
import { Terminal as Screen, type ITheme } from "@xterm/xterm";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { fill } from "../messages/messages.ts";
import type { Link } from "./connection.ts";
import { attachShell } from "./exec-socket.ts";
import type { LiveMessages } from "./messages/live-messages.ts";
import type { Place } from "./protocol.ts";
import styles from "./live.module.css";
import "@xterm/xterm/css/xterm.css";

/** Lines that can be scrolled back to. */
const SCROLLBACK = 2000;
/** Output that waits to be drawn. Whoever writes faster than a screen can show for long is cut off. */
const UNDRAWN_BYTES = 32 * 1024 * 1024;

interface Props {
  readonly link: Link;
  readonly place: Place;
  readonly name: string;
  readonly live: LiveMessages;
}

/**
 * A shell in a Pod or on a node. It ends with the component, and so with the page. Read aloud only when asked to: in that mode
 * the screen takes no text that isn't composed (dictation, an emoji picker).
 */
export function Terminal({ link, place, name, live }: Props): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const [end, setEnd] = useState<string | null>(null);
  const shown = useRef<Screen | null>(null);
  useEffect(() => {
    const element = frame.current!;
    // What it says to a screen reader is set for all of them at once.
    Object.assign(Screen.strings, { promptLabel: live.terminalInput, tooMuchOutput: live.terminalTooMuch });
    const screen = new Screen({
      convertEol: false,
      cursorBlink: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      fontFamily: getComputedStyle(element).fontFamily,
      fontSize: 14,
      scrollback: SCROLLBACK,
      theme: themeOf(element),
    });
    shown.current = screen;
    const fit = new FitAddon();
    screen.loadAddon(fit);
    screen.open(element);
    fit.fit();
    // The way out by keyboard: Tab itself belongs to the shell.
    screen.attachCustomKeyEventHandler(({ key, shiftKey }) => !(key === "Tab" && shiftKey));
    let undrawn = 0;
    const shell = attachShell(link.terminal(place), {
      onOpen: () => {
        shell.resize(screen.cols, screen.rows);
        screen.focus();
      },
      onOutput: (bytes) => {
        undrawn += bytes.length;
        if (undrawn > UNDRAWN_BYTES) {
          shell.close();
          setEnd(live.terminalFlood);
          return;
        }
        screen.write(bytes, () => (undrawn -= bytes.length));
      },
      onEnd: (status) => setEnd(status === null ? live.terminalLost : fill(live.terminalEnded, { status })),
    });
    screen.onData((text) => shell.type(text));
    screen.onResize(({ cols, rows }) => shell.resize(cols, rows));
    const size = new ResizeObserver(() => fit.fit());
    size.observe(element);
    const theme = new MutationObserver(() => (screen.options.theme = themeOf(element)));
    theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      size.disconnect();
      theme.disconnect();
      shell.close();
      screen.dispose();
    };
  }, [link, place, live]);
  const readAloud = (on: boolean): void => {
    if (shown.current !== null) shown.current.options.screenReaderMode = on;
  };
  return (
    <>
      <label className={styles["reader"]}>
        <input type="checkbox" onChange={(event) => readAloud(event.target.checked)} />
        {live.screenReader}
      </label>
      <div
        ref={frame}
        className={styles["terminal"]}
        role="group"
        aria-label={fill(live.terminalOf, { place: name })}
      />
      <p role="status" className={styles["ended"]}>
        {end}
      </p>
    </>
  );
}

/** The page's own colours. */
function themeOf(element: HTMLElement): ITheme {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    background: colour("--panel"),
    foreground: colour("--ink"),
    cursor: colour("--accent"),
    cursorAccent: colour("--panel"),
    selectionBackground: colour("--panel-strong"),
    red: colour("--drop"),
    brightRed: colour("--drop"),
    green: colour("--accept"),
    brightGreen: colour("--accept"),
    yellow: colour("--doubt"),
    brightYellow: colour("--doubt"),
    blue: colour("--accent"),
    brightBlue: colour("--accent"),
  };
}
