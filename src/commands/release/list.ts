import { readApplied } from '../../apply/engines/open.ts';
import { appliedParts } from '../../apply/nodes/applied-parts.ts';
import { openSession } from '../../apply/session.ts';
import { loadStack } from '../../project/project.ts';
import { knownNodes, knownPointers, knownReleases } from '../../store/catalogue.ts';
import { openVerifying } from '../../store/signing.ts';
import { readStatus } from '../../store/status.ts';
import { BaseCommand, formatFlag, stackFlags } from '../base.ts';
import { releasesJson, releasesMarkdown, releasesText } from '../format/releases.ts';
import { releaseTable } from './_shared/releases.ts';

/** What can be gone back to. Reads only, and needs no valid tenant file. */
export default class ReleaseList extends BaseCommand {
  static override summary =
    'List the releases of the store: by part, newest first, with the nodes that are there';
  static override examples = ['<%= config.bin %> release list --stack local'];
  static override flags = { stack: stackFlags.stack, format: formatFlag };

  async run(): Promise<void> {
    const { flags } = await this.parse(ReleaseList);
    const stack = await loadStack(flags.stack);
    const session = openSession(process.cwd(), stack);
    const { blobs, home } = session;
    const releases = await knownReleases(blobs, await openVerifying(home, stack.signing));
    const statuses = await Promise.all((await knownNodes(blobs)).map((node) => readStatus(blobs, node)));
    const state = await readApplied(session);
    const found = releaseTable({
      releases,
      pointers: await knownPointers(blobs),
      statuses: statuses.filter((status) => status !== undefined),
      applied: appliedParts(state.resources.values()),
    });
    this.print(flags.format, {
      text: () => releasesText(found, this.language),
      json: () => releasesJson(found, this.language),
      markdown: () => releasesMarkdown(found, this.language),
    });
  }
}
