import { loadProject } from '../../project/project.ts';
import { BaseCommand, formatFlag } from '../base.ts';
import { table } from '../format/markdown.ts';
import { printable, printableJson } from '../format/printable.ts';
import { personOf, reportAddress, tenantOf } from './_shared/address.ts';
import { reportFlags } from './_shared/flags.ts';
import { REASONS, type Route, routeOf } from './_shared/route.ts';

/** Works from the files alone. */
export default class ReportRoute extends BaseCommand {
  static override summary = 'Say who would get a report, and why; nothing is sent';
  static override examples = ['<%= config.bin %> report route --tenant yamada-shoji --person sato'];
  static override flags = {
    ...reportFlags,
    format: formatFlag,
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(ReportRoute);
    const { tenants, stack, date } = await loadProject(this.projectOptions(flags));
    const tenant = tenantOf(tenants, flags.tenant);
    const person = personOf(tenant, flags.person);
    const route = routeOf(tenant, person, stack, date);
    const address = reportAddress(stack, tenant, person);
    this.print(flags.format, {
      text: () =>
        [`${address} on ${date}`, ...rowsOf(route).map(([to, why]) => `  ${printable(to)}: ${why}`)].join(
          '\n',
        ),
      json: () => printableJson({ address, ...route }),
      markdown: () => table(['to', 'why'], rowsOf(route)),
    });
  }
}

function rowsOf(route: Route): [to: string, why: string][] {
  if (route.refusal !== undefined) return [['nobody', `refused, since ${route.refusal}`]];
  const suffix = route.captured ? '; but this stack captures, and nobody gets it' : '';
  if (route.room)
    return [[`Chatwork room ${route.room.name}`, `every participant of the room sees it${suffix}`]];
  return route.recipients.map(({ name, email, why }) => [`${name} <${email}>`, `${REASONS[why]}${suffix}`]);
}
