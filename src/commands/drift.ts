import { confirmEngine } from '../apply/engines/confirm.ts';
import { readApplied } from '../apply/engines/open.ts';
import { machinesOf } from '../apply/nodes/machines.ts';
import { openSession } from '../apply/session.ts';
import { Problem } from '../domain/problem.ts';
import { lookAtAws } from '../drift/aws.ts';
import { findDrift } from '../drift/drift.ts';
import { driftExitCode } from '../drift/report.ts';
import { desiredResources } from '../plan/desired.ts';
import { loadStackProject } from '../project/stack-project.ts';
import { readFingerprintKey } from '../store/fingerprint.ts';
import { openVerifying } from '../store/signing.ts';
import type { ExitCodes } from './_cli/exit-codes.ts';
import { showing } from './_stack/progress.ts';
import { BaseCommand, engineFlag, formatFlag, stackFlags } from './base.ts';
import { driftJson, driftMarkdown, driftText } from './format/drift.ts';

/** Live against applied; changes nothing. Exit code 2: drift; 1: something could not be looked at. */
export default class Drift extends BaseCommand {
  static override summary = 'Compare everything live with what was applied; changes nothing';
  static override exitCodes: ExitCodes = {
    0: { en: 'everything is as it was applied', ja: '適用されたとおり' },
    1: { en: 'something could not be looked at', ja: '調べられないものがあった' },
    2: { en: 'something differs', ja: '違いがある' },
  };
  static override examples = [
    '<%= config.bin %> drift --stack local',
    '<%= config.bin %> drift --stack prod --format json',
  ];
  static override flags = { ...stackFlags, engine: engineFlag, format: formatFlag };

  async run(): Promise<void> {
    const { flags } = await this.parse(Drift);
    const head = await loadStackProject({ ...this.projectOptions(flags), stack: flags.stack });
    confirmEngine(head.stack, flags.engine);
    const { stack, rendering } = head;
    const session = openSession(head.project, stack);
    const { home, blobs, patience, markerSecret } = session;
    const fingerprintKey = await readFingerprintKey(blobs);
    const state = await readApplied(session);
    if (state.resources.size === 0) {
      throw new Problem(
        'never-applied',
        {
          en: `nothing of the stack ${stack.name} has been applied from here, so that there is nothing to compare with`,
          ja: `ここからスタック ${stack.name} に何も適用しておらず、比べるものがありません`,
        },
        {
          en: `run: denwaban apply --stack ${stack.name}`,
          ja: `denwaban apply --stack ${stack.name} を実行してください`,
        },
      );
    }
    const report = await showing(
      { en: `Looking at stack ${stack.name}`, ja: `スタック ${stack.name} を見ています` },
      this.language,
    )(async (progress) =>
      findDrift({
        stack: stack.name,
        machines: machinesOf(stack),
        blobs,
        patience,
        publicKey: await openVerifying(home, stack.signing),
        state,
        desired: desiredResources(rendering, head, stack, fingerprintKey),
        client: session.chatwork(progress.wait),
        fingerprintKey,
        markerSecret,
        now: Date.now(),
        ...(stack.aws ? { aws: () => lookAtAws(session) } : {}),
      }),
    );
    this.print(flags.format, {
      text: () => driftText(report, this.language),
      json: () => driftJson(report, this.language),
      markdown: () => driftMarkdown(report, this.language),
    });
    const exitCode = driftExitCode(report);
    if (exitCode !== 0) this.end(exitCode);
  }
}
