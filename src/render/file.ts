import { byCodeUnit } from '../domain/order.ts';
import { Problem } from '../domain/problem.ts';
import type { RenderedFile } from './objects.ts';
import { MAX_LINE_BYTES } from './writers/dialplan.ts';

/** A file of a part. Fails where a line is longer than Asterisk reads: it would pass over that line with a mere warning. */
export function renderedFile(path: string, content: string): RenderedFile {
  for (const line of content.split('\n')) {
    // A character is at most three bytes a UTF-16 unit, so that most lines need not be encoded to be measured.
    if (line.length * 3 <= MAX_LINE_BYTES || Buffer.byteLength(line) <= MAX_LINE_BYTES) continue;
    throw new Problem(
      'line-too-long',
      {
        en: `${path}: a line of ${Buffer.byteLength(line)} bytes, beginning ${line.slice(0, 40)}; at most ${MAX_LINE_BYTES} can be read`,
        ja: `${path}: ${Buffer.byteLength(line)} バイトの行（${line.slice(0, 40)} …）があります。読めるのは ${MAX_LINE_BYTES} バイトまでです`,
      },
      {
        en: 'split what the line holds: a number with fewer holders, a report with fewer recipients',
        ja: '行の中身を減らしてください（番号の利用者や受電報告の送り先）',
      },
    );
  }
  return { path, content };
}

/** Sorted by path. */
export function sortedFiles(files: readonly RenderedFile[]): RenderedFile[] {
  return files.toSorted((a, b) => byCodeUnit(a.path, b.path));
}
