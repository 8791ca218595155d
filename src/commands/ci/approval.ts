import { appendFile } from 'node:fs/promises';
import { Flags } from '@oclif/core';
import { readApplied } from '../../apply/engines/open.ts';
import { openSession } from '../../apply/session.ts';
import { spoken } from '../../domain/language.ts';
import { desiredResources } from '../../plan/desired.ts';
import { loadStackProject } from '../../project/stack-project.ts';
import { readFingerprintKey } from '../../store/fingerprint.ts';
import { planAgainstApplied } from '../_stack/applied-plan.ts';
import { departureLines, departuresFrom, readAllReviewed } from '../_stack/reviewed.ts';
import { BaseCommand, formatFlag, stackFlags } from '../base.ts';
import { markdownText } from '../format/markdown.ts';
import { printable, printableJson } from '../format/printable.ts';

const APPROVAL = {
  needed: { en: 'approval: needed', ja: '承認: 必要' },
  'not-needed': { en: 'approval: not-needed', ja: '承認: 不要' },
};

/** Tells a workflow whether somebody has to approve; apply --reviewed judges in the same way, and asks at a terminal. */
export default class CiApproval extends BaseCommand {
  static override summary = 'Say whether an apply would do what was reviewed, or has to be approved';
  static override description =
    'Changes nothing. To $GITHUB_OUTPUT, where that is set, it writes approval=needed or approval=not-needed.';
  static override examples = ['<%= config.bin %> ci approval --stack prod --reviewed reviewed'];
  static override flags = {
    ...stackFlags,
    reviewed: Flags.string({
      required: true,
      multiple: true,
      description: 'plans that were reviewed (plan --base REF --out FILE); a folder: all that it holds',
      helpValue: 'FILE',
    }),
    format: formatFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(CiApproval);
    const reviewed = await readAllReviewed(flags.reviewed);
    const head = await loadStackProject({ ...this.projectOptions(flags), stack: flags.stack });
    const session = openSession(head.project, head.stack);
    const state = await readApplied(session);
    const key = await readFingerprintKey(session.blobs);
    const resources = desiredResources(head.rendering, head, head.stack, key);
    const plan = planAgainstApplied(head, state, resources);
    const found =
      plan.changes.length === 0 ? [] : await departuresFrom(reviewed, head, { plan, state, resources });
    const lines = departureLines(found);
    const approval = lines.length > 0 ? 'needed' : 'not-needed';
    const { GITHUB_OUTPUT: output = '' } = process.env;
    if (output !== '') await appendFile(output, `approval=${approval}\n`);
    const { language } = this;
    const said = [APPROVAL[approval], ...lines].map((line) => line[language]);
    this.print(flags.format, {
      text: () => said.map(printable).join('\n'),
      json: () => printableJson({ ok: true, approval, departures: spoken(lines, language) }),
      markdown: () => said.map((line) => `- ${markdownText(line)}`).join('\n'),
    });
  }
}
