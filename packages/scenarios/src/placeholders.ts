/** What a text of a scenario may leave open until the lab stands. */
export interface PlaceholderValues {
  /** Pod A's address. */
  readonly podA: string;
  /** Pod B's address. */
  readonly podB: string;
  /** Name of the node that Pod A runs on. */
  readonly nodeA: string;
  readonly nodeB: string;
  readonly podAName: string;
  readonly podBName: string;
  /** Id of the first group bound to Pod A's interface. */
  readonly groupA: string;
  readonly groupB: string;
  /** Path of the file that holds the rendered manifest. */
  readonly manifest: string;
}

export type Placeholder = keyof PlaceholderValues;

const NAMES: Record<Placeholder, true> = {
  podA: true,
  podB: true,
  nodeA: true,
  nodeB: true,
  podAName: true,
  podBName: true,
  groupA: true,
  groupB: true,
  manifest: true,
};

/** Only known names count: awk's `{print $24}` and jsonpath's `{.spec}` stay as they are. */
const PLACEHOLDER = new RegExp(`\\{(${Object.keys(NAMES).join("|")})\\}`, "g");

/** A text was to be filled in before its values were known: the caller must wait for the Pods, or ask for them. */
export class PlaceholderError extends Error {
  override readonly name = "PlaceholderError";
  readonly placeholder: Placeholder;

  constructor(placeholder: Placeholder) {
    super(`No value for {${placeholder}} yet: it is known once the lab is up`);
    this.placeholder = placeholder;
  }
}

/** The placeholders of a text, each once, in order of appearance. */
export function placeholdersOf(text: string): readonly Placeholder[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map((match) => match[1] as Placeholder))];
}

/**
 * Put values in the place of `{podA}` and its like.
 *
 * @throws PlaceholderError if the text needs a value that isn't given
 */
export function expand(text: string, values: Partial<PlaceholderValues>): string {
  return text.replace(PLACEHOLDER, (_, name: Placeholder) => {
    const value = values[name];
    if (value === undefined) throw new PlaceholderError(name);
    return value;
  });
}
