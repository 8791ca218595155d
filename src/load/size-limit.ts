import type { Text } from '../domain/language.ts';

/** The file of our own numbers. */
export const NUMBERS_FILE = '_numbers.yaml';

const TENANT_LIMIT = 256 * 1024;
const NUMBERS_LIMIT = 1024 * 1024;

/** Bytes that a file may have. A tenant file has one or two kilobytes; the numbers' file lists released numbers, 60 bytes each. */
export function sizeLimit(name: string): number {
  return name === NUMBERS_FILE ? NUMBERS_LIMIT : TENANT_LIMIT;
}

/** What is said of a file that has more. */
export function tooLarge(bytes: number, limit: number): { message: Text; action: Text } {
  return {
    message: {
      en: `${bytes} bytes, more than the ${limit} that such a file may have`,
      ja: `${bytes} バイトあり、このファイルの上限 ${limit} バイトを超えています`,
    },
    action: {
      en: 'see whether the right file lies here',
      ja: '正しいファイルが置かれているか確かめてください',
    },
  };
}
