import type { Parsed } from '../domain/brand.ts';

/** Looking into values that may be anything: each returns undefined for what is not of its kind. The schema reports that. */

export function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

export function has(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && key in value;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function integer(value: unknown): number | undefined {
  return Number.isSafeInteger(value) ? (value as number) : undefined;
}

export function word<T extends string>(value: unknown, words: readonly T[]): T | undefined {
  return words.find((w) => w === value);
}

export function parsed<T>(value: unknown, parse: (text: string) => Parsed<T>): T | undefined {
  if (typeof value !== 'string') return undefined;
  const result = parse(value);
  return result.ok ? result.value : undefined;
}

/** Whether anything in a value meets a test, the value itself included: asked before paths are made of it, which takes longer. */
export function somewhere(
  value: unknown,
  test: (inner: unknown, key?: string) => boolean,
  key?: string,
): boolean {
  if (test(value, key)) return true;
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some((item) => somewhere(item, test));
  return Object.entries(value).some(([name, item]) => somewhere(item, test, name));
}
