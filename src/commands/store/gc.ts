import { Flags } from '@oclif/core';
import { appliedParts } from '../../apply/nodes/applied-parts.ts';
import { openSession, type Session } from '../../apply/session.ts';
import type { Language } from '../../domain/language.ts';
import type { ChatworkRoomInputs } from '../../plan/resource.ts';
import { loadStack } from '../../project/project.ts';
import { findGarbage, type Garbage, sweep } from '../../store/garbage.ts';
import { storeTime, takeLock } from '../../store/lock.ts';
import { openVerifying } from '../../store/signing.ts';
import { appliedOf } from '../_stack/applied.ts';
import { interruptible } from '../_stack/interrupt.ts';
import { showing } from '../_stack/progress.ts';
import { BaseCommand, formatFlag, stackFlags } from '../base.ts';
import { garbageJson, garbageMarkdown, garbageText } from '../format/garbage.ts';

const KEEP = 10;

/** Takes away what nothing needs any more. Without --yes it only says what that is. */
export default class StoreGc extends BaseCommand {
  static override summary = 'Take away what no node, no applied state and none of the last releases needs';
  static override examples = [
    '<%= config.bin %> store gc --stack prod',
    '<%= config.bin %> store gc --stack prod --keep 20 --yes',
  ];
  static override flags = {
    stack: stackFlags.stack,
    format: formatFlag,
    keep: Flags.integer({
      description: 'how many releases of each part stay to go back to',
      default: KEEP,
      min: 1,
      max: 10_000,
      helpValue: 'N',
    }),
    yes: Flags.boolean({
      char: 'y',
      default: false,
      description: 'take it away; without it, only say what would go',
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(StoreGc);
    const stack = await loadStack(flags.stack);
    const session = openSession(process.cwd(), stack);
    const garbage = flags.yes
      ? await takeAway(session, flags.keep, this.language)
      : await showing(
          {
            en: `Looking at the store of stack ${stack.name}`,
            ja: `スタック ${stack.name} のストアを見ています`,
          },
          this.language,
        )(() => find(session, flags.keep, Date.now()));
    const done = flags.yes;
    this.print(flags.format, {
      text: () => garbageText(garbage, done, this.language),
      json: () => garbageJson(garbage, done),
      markdown: () => garbageMarkdown(garbage, done, this.language),
    });
  }
}

async function find(session: Session, keep: number, now: number): Promise<Garbage> {
  const applied = await appliedOf(session);
  const rooms = applied.flatMap(({ type, inputs }) =>
    type === 'ChatworkRoom' ? [(inputs as ChatworkRoomInputs).fingerprint] : [],
  );
  const releases = appliedParts(applied).map(({ release }) => release);
  const key = await openVerifying(session.home, session.stack.signing);
  return await findGarbage(session.blobs, key, { applied: { releases, rooms }, keep, now });
}

/** Under the lock of an apply: what one has just staged, or found there, is not taken from under it. */
async function takeAway(session: Session, keep: number, language: Language): Promise<Garbage> {
  const { blobs, stack } = session;
  const interrupt = interruptible();
  const lock = await takeLock(blobs, { use: 'gc', stack: stack.name });
  try {
    return await showing(
      {
        en: `Tidying the store of stack ${stack.name}`,
        ja: `スタック ${stack.name} のストアを片付けています`,
      },
      language,
    )(async (progress) => {
      progress.say({ en: 'looking for what is needed', ja: '必要なものを調べています' });
      const garbage = await find(session, keep, await storeTime(blobs));
      await sweep(blobs, garbage, async (done) => {
        interrupt.signal.throwIfAborted();
        await lock.held();
        progress.say({ en: `${done} taken away`, ja: `${done} 件を取り除きました` });
      });
      return garbage;
    });
  } finally {
    await lock.release();
    interrupt.done();
  }
}
