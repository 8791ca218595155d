import { Args, Flags } from '@oclif/core';
import { spoken } from '../domain/language.ts';
import { Problem, problemLine } from '../domain/problem.ts';
import { DiagnosticsError } from '../load/diagnostics-error.ts';
import type { Tenant } from '../model/tenant.ts';
import { dueNotices } from '../papers/due.ts';
import { type Circumstances, PAPERS } from '../papers/paper.ts';
import { checkProject, modelOf } from '../project/project.ts';
import { dueMarkdown, dueText, dueValues } from './_docs/due-words.ts';
import { givenInvitation, liveInvitations } from './_docs/invitation.ts';
import { readLogo } from './_docs/logo.ts';
import { type Outcome, writePapers } from './_docs/write.ts';
import { BaseCommand, type Format, formatFlag, projectFlags } from './base.ts';
import { table } from './format/markdown.ts';
import { printable, printableJson } from './format/printable.ts';
import { tenantOf } from './report/_shared/address.ts';

/** What customers get on paper, in Japanese. */
export default class Docs extends BaseCommand {
  static override summary =
    'Make the papers that customers get, as PDF; or list whom the notice of the end must reach';
  static override description =
    'start: what is lent, what the customer has to do, where reports go, what it costs. forwarding: how to set it up. chatwork: how to join the room. ' +
    'end: what to do before which day. choosing: 03 or 050, forwarding or displayed, mail or Chatwork. Which of them a customer gets follows from its ' +
    'file and the day: choosing before the contract’s first day; start, forwarding and chatwork until its last; end where an end is known. The same files ' +
    'and --at make the same bytes. The sender is the stack’s denwaban:company; without --stack papers name nobody. The link into a Chatwork room is read ' +
    'from the live room with --stack, or given; without it the guide leaves a place for it.';
  static override examples = [
    '<%= config.bin %> docs yamada-shoji --stack local',
    '<%= config.bin %> docs yamada-shoji --paper end --out papers/yamada',
    '<%= config.bin %> docs sakura-realty --paper chatwork --invitation https://www.chatwork.com/g/example',
    '<%= config.bin %> docs --all --at 2027-03-01',
    '<%= config.bin %> docs --due 60 --format json',
  ];
  static override args = {
    tenant: Args.string({ multiple: true, description: 'whose papers', required: false }),
  };
  static override flags = {
    ...projectFlags,
    all: Flags.boolean({ description: 'of all tenants', exclusive: ['due'] }),
    paper: Flags.option({
      description: 'this paper; may be given several times (default: all that fit)',
      options: PAPERS,
      multiple: true,
    })(),
    out: Flags.string({
      description: 'the folder to write into; it is made where need be',
      helpValue: 'DIR',
      default: 'papers',
    }),
    invitation: Flags.string({
      description: 'the link into the Chatwork room, of one tenant',
      helpValue: 'URL',
      exclusive: ['all', 'due'],
    }),
    due: Flags.integer({
      description: 'make nothing, and list whose contract or number has its last day within so many days',
      helpValue: 'DAYS',
      min: 0,
      max: 3650,
      exclusive: ['paper', 'invitation'],
    }),
    format: formatFlag,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Docs);
    const names = args.tenant ?? [];
    checkChoice(names, flags);
    const checked = await checkProject(this.projectOptions(flags));
    const { tenants } = modelOf(checked);
    const { date, stack } = checked;
    const chosen = names.length > 0 ? [...new Set(names)].map((name) => tenantOf(tenants, name)) : tenants;
    if (flags.due !== undefined) return this.#due(chosen, date, flags.due, flags.format);
    const given = flags.invitation === undefined ? undefined : givenInvitation(flags.invitation);
    const live = stack && given === undefined ? liveInvitations(stack) : undefined;
    const sources = new Map(checked.loaded.tenants.map((source) => [source.file, source]));
    const outcome = await writePapers(chosen, {
      papers: flags.paper,
      // Whoever asks for one paper of one tenant wants to hear why there is none.
      strict: names.length > 0,
      out: flags.out,
      circumstances: { date, ...(stack?.company ? { company: stack.company } : {}) },
      invitations: live ?? (async () => given),
      logo: await readLogo(stack),
      sources,
    });
    const noLink = {
      en: 'the guide to the Chatwork room has a place for its link',
      ja: 'Chatwork のご案内にはリンクの記入欄を残しました',
    };
    for (const problem of outcome.unasked)
      this.logToStderr(
        `warning ${printable(problemLine(problem, this.language))} (${noLink[this.language]})`,
      );
    this.#show(outcome, flags.format);
    this.endUnlessOk(
      flags.format,
      outcome.problems.length === 0 ? undefined : new DiagnosticsError(outcome.problems),
    );
  }

  #due(tenants: readonly Tenant[], date: Circumstances['date'], days: number, format: Format): void {
    const due = dueNotices(tenants, date, days);
    this.print(format, {
      text: () => dueText(due, days, this.language),
      json: () => printableJson({ ok: true, at: date, days, due: dueValues(due) }),
      markdown: () => dueMarkdown(due, this.language),
    });
  }

  #show({ written, problems }: Outcome, format: Format): void {
    this.print(format, {
      text: () => written.map(({ file }) => file).join('\n'),
      json: () =>
        printableJson({
          ok: problems.length === 0,
          papers: written,
          ...(problems.length === 0 ? {} : { diagnostics: spoken(problems, this.language) }),
        }),
      markdown: () =>
        table(
          this.language === 'ja' ? ['契約会社', '書類', 'ファイル'] : ['Tenant', 'Paper', 'File'],
          written.map(({ tenant, paper, file }) => [tenant, paper, file]),
        ),
    });
  }
}

function checkChoice(
  names: readonly string[],
  { all, due, invitation }: { all: boolean; due: number | undefined; invitation: string | undefined },
): void {
  if (names.length === 0 && !all && due === undefined)
    throw new Problem(
      'tenant-missing',
      { en: 'no tenant is named', ja: '契約会社が指定されていません' },
      {
        en: 'name one or several, or all with --all; --due DAYS lists whose end is near',
        ja: '一社以上を指定するか、--all を付けてください。終了の近い会社は --due DAYS で分かります',
      },
    );
  if (names.length > 0 && all)
    throw new Problem(
      'tenant-and-all',
      { en: 'tenants are named, and --all is given', ja: '契約会社の指定と --all の両方があります' },
      { en: 'leave one of the two out', ja: 'どちらか一方だけにしてください' },
    );
  if (invitation !== undefined && names.length > 1)
    throw new Problem(
      'invitation-of-whom',
      { en: 'one link cannot be of several rooms', ja: '一つの招待リンクを複数の会社に使うことはできません' },
      { en: 'name one tenant with --invitation', ja: '--invitation は一社だけを指定して使ってください' },
    );
}
