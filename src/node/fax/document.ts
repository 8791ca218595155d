import { open, readFile } from 'node:fs/promises';
import { execa } from 'execa';
import type { SpooledFax } from './spool.ts';

/** What is attached to the report of a fax. */
export interface FaxDocument {
  ending: 'pdf' | 'tif';
  type: string;
  content: Buffer;
  /** Unknown where the pages could not be read. */
  pages: number | undefined;
}

const PATIENCE_MS = 120_000;
/** tiff2pdf writes its objects in clear. */
const PAGE = /\/Type \/Page\b/g;

/** The pages as a PDF; as they came where no PDF can be made of them; undefined where not one page came. */
export async function faxDocument({
  path,
  tiff,
}: Pick<SpooledFax, 'path' | 'tiff'>): Promise<FaxDocument | undefined> {
  if (!tiff || !(await hasPage(`${path}.tif`))) return undefined;
  // Within the spool, where it goes with the rest of the fax; whatever lies there of an earlier try is written over.
  const made = await execa('tiff2pdf', ['-o', `${path}.pdf`, `${path}.tif`], {
    reject: false,
    stdin: 'ignore',
    timeout: PATIENCE_MS,
    env: { PATH: process.env.PATH },
    extendEnv: false,
  });
  const content = made.failed ? Buffer.alloc(0) : await readFile(`${path}.pdf`);
  const pages = content.toString('latin1').match(PAGE)?.length ?? 0;
  if (pages > 0) return { ending: 'pdf', type: 'application/pdf', content, pages };
  return { ending: 'tif', type: 'image/tiff', content: await readFile(`${path}.tif`), pages: undefined };
}

/** A TIFF's first eight bytes end with the place of its first page: 0 until one is whole. */
async function hasPage(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(8), 0, 8, 0);
    return bytesRead === 8 && buffer.readUInt32LE(4) !== 0;
  } finally {
    await file.close();
  }
}
