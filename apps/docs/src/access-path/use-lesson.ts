import { useCallback, useEffect, useState } from "react";
import type { Lesson } from "./lesson.ts";
import { lessonFromQuery, queryOf } from "./share.ts";

/** What may become of a packet, as its sender sees it. */
export type Guess = "delivered" | "refused" | "timed-out";

export interface LessonState {
  readonly lesson: Lesson;
  readonly sent: boolean;
  /** Goes up whenever the packet starts anew. */
  readonly journey: number;
  readonly change: (next: Lesson) => void;
  /** @param guess what the reader expects, when asked */
  readonly send: (guess?: Guess) => void;
  /** What the reader expected of the first packet; null when nobody asked or nothing was said. */
  readonly guess: Guess | null;
  readonly reset: () => void;
  /** The address of this page with this picture in this state. */
  readonly link: () => string;
}

/**
 * The state of one picture. A state in the page's address wins over the one the page was written with; it is read after the
 * first render, which has to equal the one that the server made.
 */
export function useLesson(picture: string, start: () => Lesson, sentAtStart: boolean): LessonState {
  const [lesson, setLesson] = useState(start);
  const [journey, setJourney] = useState(sentAtStart ? 1 : 0);
  const [guess, setGuess] = useState<Guess | null>(null);
  useEffect(() => {
    const shared = lessonFromQuery(picture, location.search);
    if (shared === null) return;
    setLesson(shared);
    setJourney(1);
    document.getElementById(`path-${picture}`)?.scrollIntoView({ block: "start" });
  }, [picture]);
  const change = useCallback((next: Lesson) => {
    setLesson(next);
    setGuess(null);
    setJourney((last) => (last === 0 ? 0 : last + 1));
  }, []);
  return {
    lesson,
    sent: journey > 0,
    journey,
    change,
    send: (said) => {
      if (said !== undefined) setGuess(said);
      setJourney((last) => last + 1);
    },
    guess,
    reset: () => {
      setLesson(start());
      setGuess(null);
      setJourney(sentAtStart ? 1 : 0);
    },
    link: () => `${location.origin}${location.pathname}?${queryOf(picture, lesson)}`,
  };
}
