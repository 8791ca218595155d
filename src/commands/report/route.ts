import { Args, Flags } from '@oclif/core';
import { maskAddresses } from '../../domain/mask.ts';
import { Problem } from '../../domain/problem.ts';
import { reportAddress } from '../../domain/report-address.ts';
import { loadProject } from '../../project/project.ts';
import { BaseCommand, formatFlag } from '../base.ts';
import { table } from '../format/markdown.ts';
import { printable, printableJson } from '../format/printable.ts';
import { personOf, tenantOf } from './_shared/address.ts';
import { reportFlags } from './_shared/flags.ts';
import { routeOf } from './_shared/route.ts';
import { routeRows, routeState } from './_shared/route-words.ts';

const HEAD = { en: ['Goes to', 'Why'], ja: ['送付先', '理由'] };

/** Works from the files alone. */
export default class ReportRoute extends BaseCommand {
  static override summary = 'Say who would get a report, and by which rule; nothing is sent';
  static override examples = [
    '<%= config.bin %> report route yamada-shoji',
    '<%= config.bin %> report route yamada-shoji sato --stack prod --at 2027-03-01',
  ];
  static override args = {
    tenant: Args.string({ description: 'whose call it was', required: false }),
    person: Args.string({ description: 'whom the caller asked for: a roster id', required: false }),
  };
  static override flags = {
    ...reportFlags,
    tenant: Flags.string({ char: 't', description: 'the same as TENANT', helpValue: 'TENANT' }),
    format: formatFlag,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ReportRoute);
    const id = args.tenant ?? flags.tenant;
    if (id === undefined)
      throw new Problem(
        'tenant-missing',
        { en: 'no tenant is named', ja: '契約会社が指定されていません' },
        { en: 'name one: report route TENANT', ja: 'report route TENANT のように指定してください' },
      );
    const { tenants, stack, date } = await loadProject(this.projectOptions(flags));
    const tenant = tenantOf(tenants, id);
    const person = personOf(tenant, args.person ?? flags.person);
    const route = routeOf(tenant, person, stack, date);
    const address = reportAddress(tenant.id, person, stack.report.domain);
    const { language } = this;
    const rows = () => routeRows(route).map(([to, why]) => [printable(to[language]), why[language]]);
    const state = routeState(route);
    const head = {
      en: `${address} (${date}, ${state.en})`,
      ja: `${address}（${date}、${state.ja}）`,
    };
    const between = { en: ': ', ja: '：' }[language];
    this.print(flags.format, {
      text: () => [head[language], ...rows().map(([to, why]) => `  ${to}${between}${why}`)].join('\n'),
      json: () =>
        printableJson({
          address,
          ...route,
          ...(route.refusal ? { refusal: route.refusal[language] } : {}),
          recipients: route.recipients.map((r) => ({ ...r, email: maskAddresses(r.email) })),
        }),
      markdown: () => table(HEAD[language], rows()),
    });
  }
}
