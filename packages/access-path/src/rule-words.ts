/** A word of the text and where it starts, so that an error can point at it. */
export interface Word {
  readonly text: string;
  readonly start: number;
}

/** The four fields of a rule as words; `at` is where a missing one would have stood. */
export interface RuleWords {
  readonly input: string;
  readonly action: Word | undefined;
  readonly service: Word | undefined;
  readonly peer: Word | undefined;
  readonly ports: Word | undefined;
  readonly extra: Word | undefined;
  readonly description: string;
}

/** Id of a service template or of a group of them. */
export const SERVICE_TEMPLATE = /^ppmg?-[0-9a-z]+$/i;

/** Take a rule's text apart without judging the words: our notation, or the cloud's `ACTION#peer#ports#PROTOCOL`. */
export function splitRule(input: string): RuleWords {
  const text = toAscii(input);
  return /^\s*(accept|drop)#/i.test(text) ? splitCloudForm(input, text) : splitNotation(input, text);
}

/** `action service peer [ports] [# description]` */
function splitNotation(input: string, text: string): RuleWords {
  const remark = /(^|\s)#/.exec(text);
  const end = remark === null ? text.length : remark.index;
  const words = [...text.slice(0, end).matchAll(/\S+/g)].map((match) => ({ text: match[0], start: match.index }));
  const isTemplate = words[1] !== undefined && SERVICE_TEMPLATE.test(words[1].text);
  const [action, service, peer] = words;
  const [ports, extra] = isTemplate ? [undefined, words[3]] : [words[3], words[4]];
  const description = oneLine(input.slice(end).trim().slice(1));
  return { input, action, service, peer, ports, extra, description };
}

/** A remark is one line: runs of white space count as one space, here and in `printRule`. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** `ACTION#peer#ports#PROTOCOL`, or `ACTION#peer##ppm-…` */
function splitCloudForm(input: string, text: string): RuleWords {
  const words: (Word | undefined)[] = [];
  let start = 0;
  for (const field of text.split("#")) {
    const trimmed = field.trim();
    words.push(trimmed === "" ? undefined : { text: trimmed, start: start + field.indexOf(trimmed) });
    start += field.length + 1;
  }
  const [action, peer, ports, service, extra] = words;
  const isTemplate = service !== undefined && SERVICE_TEMPLATE.test(service.text);
  const fields = isTemplate ? { service, ports: undefined, extra: ports ?? extra } : { service, ports, extra };
  return { input, action, peer, ...fields, description: "" };
}

/** Full-width forms, the ideographic space and the enumeration comma become ASCII, one character for one. */
function toAscii(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, " ")
    .replace(/\u3001/g, ",");
}
