import { Problem } from '../../domain/problem.ts';

/**
 * A list's text: UTF-8, or Shift_JIS, which is what Excel writes in Japan. What is valid UTF-8 beyond ASCII is hardly ever Shift_JIS by chance.
 * Problem `import-encoding`.
 */
export function listText(file: string, bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'shift_jis']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next one.
    }
  }
  throw new Problem(
    'import-encoding',
    { en: `${file} is neither UTF-8 nor Shift_JIS`, ja: `${file} は UTF-8 でも Shift_JIS でもありません` },
    { en: 'save it as “CSV UTF-8”', ja: '“CSV UTF-8” の形式で保存してください' },
  );
}
