import { Args, Flags } from '@oclif/core';
import type { Tenant } from '../model/tenant.ts';
import { loadProject } from '../project/project.ts';
import { writeRendering } from '../render/folder.ts';
import { render } from '../render/render.ts';
import { unknownTenant } from './_cli/unknown-tenant.ts';
import { BaseCommand, projectFlags } from './base.ts';
import { sandboxFlags } from './sandbox/_shared/open.ts';

/** Writes what would be applied into a folder. Silent on success; touches nothing else. */
export default class Render extends BaseCommand {
  static override summary = 'Write what would be applied into a folder';
  static override description =
    'Writes the files and values of the nodes and the settings of the Chatwork rooms. With tenants named, as if there were no others.';
  static override examples = [
    '<%= config.bin %> render --out out',
    '<%= config.bin %> render yamada-shoji --stack local --out out',
  ];
  static override args = {
    tenant: Args.string({ multiple: true, description: 'render these tenants alone', required: false }),
  };
  static override flags = {
    ...projectFlags,
    ...sandboxFlags,
    out: Flags.string({
      description: 'the folder: new, empty, or written by an earlier render',
      helpValue: 'DIR',
      required: true,
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Render);
    const { tenants, stack, sounds } = await loadProject(this.projectOptions(flags));
    await writeRendering(render(chosen(tenants, args.tenant ?? []), stack), flags.out, sounds.read);
  }
}

function chosen(tenants: readonly Tenant[], names: readonly string[]): readonly Tenant[] {
  const ids: ReadonlySet<string> = new Set(tenants.map((t) => t.id));
  const unknown = names.find((name) => !ids.has(name));
  if (unknown !== undefined) throw unknownTenant(unknown, [...ids]);
  return names.length === 0 ? tenants : tenants.filter((t) => names.includes(t.id));
}
