import type { LabFolder } from "./lab-folder.ts";
import type { Language } from "./text/translate.ts";

/** What a learner chose once and need not say again. */
export interface Settings {
  readonly language: Language | null;
}

export function readSettings(folder: LabFolder): Settings {
  try {
    return { language: folder.readJson("settings.json", isSettings)?.language ?? null };
  } catch {
    // A choice that can't be read is one to make again; no command should end for it.
    return { language: null };
  }
}

export function writeSettings(folder: LabFolder, settings: Settings): void {
  folder.writeJson("settings.json", settings);
}

function isSettings(value: unknown): value is Settings {
  const language = (value as { language?: unknown } | null)?.language;
  return language === "zh" || language === "en";
}
