import { useCallback, useEffect, useState } from "react";
import type { Lesson } from "./lesson.ts";
import { lessonFromQuery, queryOf } from "./share.ts";

export interface LessonState {
  readonly lesson: Lesson;
  readonly sent: boolean;
  /** Goes up whenever the packet starts anew. */
  readonly journey: number;
  readonly change: (next: Lesson) => void;
  readonly send: () => void;
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
  useEffect(() => {
    const shared = lessonFromQuery(picture, location.search);
    if (shared === null) return;
    setLesson(shared);
    setJourney(1);
    document.getElementById(`path-${picture}`)?.scrollIntoView({ block: "start" });
  }, [picture]);
  const change = useCallback((next: Lesson) => {
    setLesson(next);
    setJourney((last) => (last === 0 ? 0 : last + 1));
  }, []);
  return {
    lesson,
    sent: journey > 0,
    journey,
    change,
    send: () => setJourney((last) => last + 1),
    reset: () => {
      setLesson(start());
      setJourney(sentAtStart ? 1 : 0);
    },
    link: () => `${location.origin}${location.pathname}?${queryOf(picture, lesson)}`,
  };
}
