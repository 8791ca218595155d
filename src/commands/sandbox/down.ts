import type { Text } from '../../domain/language.ts';
import { sandboxDown } from '../../sandbox/cluster/down.ts';
import { BaseCommand, formatFlag } from '../base.ts';
import { table } from '../format/markdown.ts';
import { printableJson } from '../format/printable.ts';
import { openSandbox, sandboxFlags } from './_shared/open.ts';

const REMOVED = { en: 'removed', ja: '取り除いたもの' };

function downWords(name: string, removed: readonly string[]): Text {
  const list = removed.join(', ');
  return removed.length === 0
    ? { en: `sandbox ${name}: nothing ran`, ja: `試験環境 ${name}: 何も動いていませんでした` }
    : { en: `sandbox ${name}: removed ${list}`, ja: `試験環境 ${name}: ${list} を取り除きました` };
}

/** Stops and removes all of it but the images. */
export default class SandboxDown extends BaseCommand {
  static override summary = 'Take the local cluster away, with its store, keys, passwords, mails and rooms';
  static override examples = ['<%= config.bin %> sandbox down'];
  static override flags = { ...sandboxFlags, format: formatFlag };

  async run(): Promise<void> {
    const { flags } = await this.parse(SandboxDown);
    const { stack, home } = await openSandbox(flags.stack);
    const removed = (await sandboxDown(stack, home)).toSorted();
    this.print(flags.format, {
      text: () => downWords(stack.name, removed)[this.language],
      json: () => printableJson({ ok: true, removed }),
      markdown: () =>
        table([REMOVED[this.language]], removed.length === 0 ? [['—']] : removed.map((name) => [name])),
    });
  }
}
