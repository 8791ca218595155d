import { gunzipSync } from 'node:zlib';

/** The forms in which a value may lie in a file, a log or an answer without being seen at once. */
export function formsOf(value: string | Buffer): Buffer[] {
  const bytes = Buffer.from(value);
  const forms = [bytes, ...base64Forms(bytes), bytes.toString('hex'), bytes.toString('hex').toUpperCase()];
  if (typeof value === 'string') forms.push(...textForms(value));
  return [...new Set(forms.map((form) => Buffer.from(form).toString('latin1')))].map((form) =>
    Buffer.from(form, 'latin1'),
  );
}

function textForms(value: string): (string | Buffer<ArrayBuffer>)[] {
  const little = Buffer.from(value, 'utf16le');
  const url = encodeURIComponent(value);
  const units = (written: (hex: string) => string, only: RegExp) =>
    value.replace(only, (c) => written(c.charCodeAt(0).toString(16).padStart(4, '0')));
  const escapes = [/[^\x20-\x7e]/g, /./gs].flatMap((only) => [
    units((hex) => `\\u${hex}`, only),
    units((hex) => `\\u${hex.toUpperCase()}`, only),
  ]);
  const html = value.replace(/./gsu, (c) => `&#${c.codePointAt(0)};`);
  return [
    little,
    Buffer.from(little).swap16(),
    url,
    url.toLowerCase(),
    url.replaceAll('%20', '+'),
    ...escapes,
    // JSON within JSON.
    ...escapes.map((form) => form.replaceAll('\\', '\\\\')),
    html,
  ];
}

/** Base64 of a text that the value stands in, at each of the three places where a group may begin. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64url');
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor(((before + bytes.length) * 8) / 6);
    const url = text.slice(from, to);
    return [url, url.replaceAll('-', '+').replaceAll('_', '/')];
  });
}

/** What is planted, by a name that may be printed. */
export type Planted = Readonly<Record<string, string | Buffer>>;

/** Looks for planted values in every form, in what is packed with gzip too. @returns their names */
export class Search {
  readonly #forms: readonly (readonly [name: string, form: Buffer])[];

  constructor(planted: Planted) {
    this.#forms = Object.entries(planted).flatMap(([name, value]) =>
      formsOf(value).map((form) => [name, form] as const),
    );
  }

  in(bytes: Buffer): string[] {
    const here = this.#forms.filter(([, form]) => bytes.includes(form)).map(([name]) => name);
    const packed = unpacked(bytes);
    return [...new Set([...here, ...(packed ? this.in(packed) : [])])];
  }
}

function unpacked(bytes: Buffer): Buffer | undefined {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return undefined;
  try {
    return gunzipSync(bytes);
  } catch {
    return undefined;
  }
}
