import { readFile, stat } from 'node:fs/promises';
import { Problem } from '../../domain/problem.ts';
import type { Stack } from '../../model/stack.ts';
import type { Logo } from '../../papers/typeset/typesetter.ts';
import { logoFile } from '../../papers/values/common.ts';

const MOST_BYTES = 300 * 1024;

/** The stack's logo. Problem `logo-unreadable` */
export async function readLogo(stack: Stack | undefined): Promise<Logo | undefined> {
  const path = stack?.company?.logo;
  if (path === undefined) return undefined;
  const info = await stat(path).catch(() => undefined);
  if (!info?.isFile() || info.size > MOST_BYTES)
    throw new Problem(
      'logo-unreadable',
      {
        en: `the logo ${path} is no file of at most 300 KB`,
        ja: `ロゴ ${path} は 300 KB 以下のファイルではありません`,
      },
      {
        en: `put it there, or mend denwaban:company: logo in stacks/Pulumi.${stack?.name}.yaml`,
        ja: `そこに置くか、 stacks/Pulumi.${stack?.name}.yaml の denwaban:company: logo を直してください`,
      },
    );
  return { name: logoFile(path), bytes: await readFile(path) };
}
