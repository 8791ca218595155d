import { type Anchor, readAnchor } from '../../../audit/anchor.ts';

/** What earlier audits wrote down. */
export async function readAnchors(
  files: readonly string[] | undefined,
): Promise<{ file: string; anchor: Anchor }[]> {
  return await Promise.all((files ?? []).map(async (file) => ({ file, anchor: await readAnchor(file) })));
}
