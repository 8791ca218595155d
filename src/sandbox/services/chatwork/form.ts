import { ApiError } from './error.ts';

/** The fields of a form body. Chatwork reads nothing else: a JSON body or query parameters count as absent. */
export type Form = Readonly<Record<string, string | undefined>>;

/** Only the texts of a parsed form; files and repeated fields are not parameters. */
export function formOf(body: unknown): Form {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value === 'string'));
}

/** A text of so many characters; undefined where it is absent and need not be there. */
export function text(
  form: Form,
  name: string,
  limits: { min?: number; max?: number; required: true },
): string;
export function text(form: Form, name: string, limits?: { min?: number; max?: number }): string | undefined;
export function text(
  form: Form,
  name: string,
  limits: { min?: number; max?: number; required?: boolean } = {},
): string | undefined {
  const value = form[name];
  if (value === undefined) {
    if (limits.required) throw new ApiError(400, `Required parameter '${name}' is missing`);
    return undefined;
  }
  const length = [...value].length;
  if (length < (limits.min ?? 0)) throw new ApiError(400, `Parameter '${name}' is too short`);
  if (length > (limits.max ?? Number.POSITIVE_INFINITY)) {
    throw new ApiError(400, `Parameter '${name}' is too long`);
  }
  return value;
}

/** Account ids as `1,2,3`; empty where it is absent. */
export function ids(form: Form, name: string): number[] {
  const value = form[name];
  if (value === undefined || value === '') return [];
  const parts = value.split(',').map((part) => part.trim());
  if (!parts.every((part) => /^[1-9]\d{0,14}$/.test(part))) {
    throw new ApiError(400, `Parameter '${name}' is invalid`);
  }
  return [...new Set(parts.map(Number))];
}

/** `1`/`0`, as documented; `true`/`false` are taken too. */
export function flag(form: Form, name: string, absent: boolean): boolean {
  const value = form[name];
  if (value === undefined) return absent;
  if (value === '1' || value === 'true') return true;
  if (value === '0' || value === 'false') return false;
  throw new ApiError(400, `Parameter '${name}' is invalid`);
}
