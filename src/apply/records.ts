import { type AppliedFacts, lastRecord, putRecord } from '../store/applied-record.ts';
import type { Fence } from '../store/pointer.ts';
import type { ApplyContext } from './context.ts';

/** What somebody has approved, as records tell it. */
export interface Approval extends Pick<AppliedFacts, 'effects' | 'override'> {
  /** Whether an engine has anything to do but to look and mend. */
  changes: boolean;
  /** The commit that the project stands at, where it is in a git repository. */
  commit?: string;
  /** Whether what is applied is as that commit has it; asked only where a record is written. */
  isClean: (commit: string) => Promise<boolean>;
}

export interface ApplyRecords {
  /** Before the first change: a process that is killed leaves this behind. */
  begin(): Promise<void>;
  /** Once everything is so. */
  end(): Promise<void>;
}

/**
 * The records that one apply leaves. An apply without changes leaves one where the last one does not say the same already: another commit,
 * another outcome, or nothing that can be believed.
 */
export function applyRecords(
  { blobs, signer, notices }: Pick<ApplyContext, 'blobs' | 'signer' | 'notices'>,
  { stack, approval, fence }: { stack: string; approval: Approval; fence: Fence },
): ApplyRecords {
  const { changes, effects, commit, override } = approval;
  let clean: Promise<boolean> | undefined;
  const put = async (outcome: AppliedFacts['outcome']) => {
    clean ??= commit === undefined ? Promise.resolve(false) : approval.isClean(commit);
    const facts = {
      ...(commit === undefined ? {} : { commit }),
      clean: await clean,
      at: new Date().toISOString(),
      outcome,
      effects,
      ...(override ? { override } : {}),
    };
    await fence();
    const { doubt } = await putRecord(blobs, stack, facts, signer);
    if (doubt) {
      const { en, ja } = doubt.said.message;
      notices.say({
        en: `the record of the apply before cannot be believed: ${en}`,
        ja: `前回の適用の記録は信用できません（${ja}）`,
      });
    }
  };
  const isSaid = async () => {
    const last = await lastRecord(blobs, stack, [signer.publicKey]);
    const { record } = last?.problem ? {} : (last ?? {});
    return record?.outcome === 'applied' && record.commit === commit;
  };
  return {
    async begin() {
      if (changes) await put('incomplete');
    },
    async end() {
      if (changes || !(await isSaid())) await put('applied');
    },
  };
}
