import type { Text } from '../../domain/language.ts';
import { sandboxUp } from '../../sandbox/cluster/up.ts';
import { BaseCommand, formatFlag } from '../base.ts';
import { table } from '../format/markdown.ts';
import { printableJson } from '../format/printable.ts';
import { openSandbox, sandboxFlags } from './_shared/open.ts';

const CONTAINER = { en: 'container', ja: 'コンテナー' };
const STARTED = { en: 'started', ja: '起動' };
const RAN = { en: 'ran already', ja: 'すでに動作中' };

function upWords(
  name: string,
  { started, running, seconds }: { started: readonly string[]; running: readonly string[]; seconds: string },
): Text {
  const [now, before] = [started.join(', '), running.join(', ')];
  if (started.length === 0) {
    return {
      en: `sandbox ${name}: everything runs already (${before})`,
      ja: `試験環境 ${name}: すべてすでに動いています（${before}）`,
    };
  }
  const also = running.length > 0;
  return {
    en: `sandbox ${name}: started ${now} in ${seconds} s${also ? `; ran already: ${before}` : ''}`,
    ja: `試験環境 ${name}: ${now} を ${seconds} 秒で起動しました${also ? `（すでに動作中: ${before}）` : ''}`,
  };
}

/** Starts what does not run yet. */
export default class SandboxUp extends BaseCommand {
  static override summary = 'Start the local cluster: two nodes, Chatwork and mailbox stand-ins';
  static override examples = [
    '<%= config.bin %> sandbox up',
    'DENWABAN_SANDBOX_NET=127.0.30 <%= config.bin %> sandbox up',
  ];
  static override flags = { ...sandboxFlags, format: formatFlag };

  async run(): Promise<void> {
    const { flags } = await this.parse(SandboxUp);
    const { stack, home } = await openSandbox(flags.stack);
    const began = performance.now();
    const { started, running } = await sandboxUp(stack, home, {
      ...(process.stdout.isTTY ? { progress: this.language } : {}),
    });
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const { language } = this;
    this.print(flags.format, {
      text: () => upWords(stack.name, { started, running, seconds })[language],
      json: () => printableJson({ ok: true, started, running }),
      markdown: () =>
        table(
          [CONTAINER[language], ''],
          [
            ...started.map((name) => [name, STARTED[language]]),
            ...running.map((name) => [name, RAN[language]]),
          ],
        ),
    });
  }
}
