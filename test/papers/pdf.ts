import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';

/** A word where it stands on its page, in points from the left and the top. */
export interface Word {
  page: number;
  text: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A4 less the margins that papers have, in points; what ends a line may hang over by half a character, which is blank. */
export const RIGHT_EDGE = 595.28 - 62.36 + 6;
export const BOTTOM_EDGE = 841.89 - 30;

/** The text of a PDF without blanks, as a program that copies it reads it. */
export async function textOf(pdf: Uint8Array): Promise<string> {
  return (await poppler('pdftotext', pdf, ['-enc', 'UTF-8', '-', '-'])).replace(/\s/gu, '');
}

export async function fontsOf(
  pdf: Uint8Array,
): Promise<{ name: string; embedded: string; subset: string }[]> {
  const lines = (await poppler('pdffonts', pdf, ['-'])).split('\n').slice(2);
  return lines.map((line) => {
    const [, name = '', embedded = '', subset = ''] =
      /^(\S+).*?(yes|no) +(yes|no) +(?:yes|no) +\d+ +\d+$/.exec(line) ?? [];
    return { name, embedded, subset };
  });
}

export async function wordsOf(pdf: Uint8Array): Promise<Word[]> {
  const html = await poppler('pdftotext', pdf, ['-bbox', '-enc', 'UTF-8', '-', '-']);
  return html.split('<page ').flatMap((part, page) =>
    [
      ...part.matchAll(
        /<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/word>/gu,
      ),
    ].map(([, left, top, right, bottom, text = '']) => ({
      page,
      text,
      left: Number(left),
      top: Number(top),
      right: Number(right),
      bottom: Number(bottom),
    })),
  );
}

/** Words that go over the margin, or over one another by more than what brackets leave blank. */
export function misplaced(words: readonly Word[]): string[] {
  const over = words.filter(({ right, bottom }) => right > RIGHT_EDGE || bottom > BOTTOM_EDGE);
  const clashes = words.flatMap((a, i) =>
    words
      .slice(i + 1)
      .filter(
        (b) =>
          a.page === b.page &&
          Math.min(a.right, b.right) - Math.max(a.left, b.left) > 6 &&
          // Lines of a paragraph are closer than their letters' full height.
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 7,
      )
      .map((b) => `${a.text} over ${b.text}`),
  );
  return [...over.map(({ text }) => text), ...clashes];
}

/** What a telephone reads from the first QR code of the pages. */
export async function qrOf(pdf: Uint8Array): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'denwaban-pages-'));
  try {
    const file = join(folder, 'paper.pdf');
    await writeFile(file, pdf);
    await execa('pdftoppm', ['-r', '150', '-png', file, join(folder, 'page')]);
    for (const name of (await readdir(folder)).filter((n) => n.endsWith('.png')).sort()) {
      const { data, width, height } = PNG.sync.read(await readFile(join(folder, name)));
      const found = jsqr.default(new Uint8ClampedArray(data), width, height);
      if (found) return found.data;
    }
    return undefined;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function poppler(program: string, pdf: Uint8Array, args: readonly string[]): Promise<string> {
  const { stdout } = await execa(program, args, { input: pdf });
  return stdout;
}
