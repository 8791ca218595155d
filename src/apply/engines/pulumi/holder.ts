import { rm } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { Problem } from '../../../domain/problem.ts';
import { isRecord, parseJson } from '../../../store/json.ts';
import { readText } from '../../../store/read-text.ts';
import type { Session } from '../../session.ts';
import { confirmEngine } from '../confirm.ts';
import { readState } from '../state.ts';

/**
 * Which engine holds a stack is written where the embedded engine keeps its state: what one holds is never built twice by another.
 * Problem `engine-mismatch`, also where the stack's settings name another engine.
 */
export async function refuseOtherEngine({ home, stack }: Pick<Session, 'home' | 'stack'>): Promise<void> {
  confirmEngine(stack, 'pulumi');
  const value = parseJson((await readText(home.state)) ?? '');
  if (!isRecord(value) || value.engine !== 'embedded') return;
  const { resources } = await readState(home.state, String(value.stack));
  if (resources.size === 0) return;
  throw new Problem(
    'engine-mismatch',
    {
      en: `${stack.name} is run by pulumi, and ${resources.size} resources of it are held by the embedded engine (stack ${String(value.stack)})`,
      ja: `${stack.name} は pulumi で動きますが、そのリソース ${resources.size} 件を embedded エンジンが持っています（スタック ${String(value.stack)}）`,
    },
    {
      en: `destroy it there first (denwaban destroy --stack ${String(value.stack)}): what one engine holds is never built twice by another`,
      ja: `先にそこで destroy してください（denwaban destroy --stack ${String(value.stack)}）。一方のエンジンが持つものを、もう一方が二重に作ることはありません`,
    },
  );
}

export async function claimForPulumi({ home, stack }: Session): Promise<void> {
  const claim = { format: 'denwaban-state-1', engine: 'pulumi', stack: stack.name };
  await writeFileAtomic(home.state, `${JSON.stringify(claim)}\n`, { mode: 0o600 });
}

/** Nothing is applied any more: either engine may begin anew. */
export async function releaseClaim({ home }: Session): Promise<void> {
  await rm(home.state, { force: true });
}
