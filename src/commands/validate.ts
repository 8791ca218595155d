import { Args, Flags } from '@oclif/core';
import type { Diagnostic } from '../load/diagnostic.ts';
import { NUMBERS_FILE } from '../load/size-limit.ts';
import { SOUNDS_FOLDER } from '../load/sounds/sound.ts';
import { checkProject } from '../project/project.ts';
import type { ExitCodes } from './_cli/exit-codes.ts';
import { unknownTenant } from './_cli/unknown-tenant.ts';
import { BaseCommand, projectFlags } from './base.ts';
import {
  diagnosticsGithub,
  diagnosticsJson,
  diagnosticsMarkdown,
  diagnosticsText,
} from './format/diagnostics.ts';

/** Schema, then every rule; all problems at once. Exit code 1 where there is an error; warnings alone are 0. */
export default class Validate extends BaseCommand {
  static override summary = 'Check the tenant files: schema and every rule, all problems at once';
  static override exitCodes: ExitCodes = {
    0: { en: 'no error; there may be warnings', ja: 'エラーなし。警告はありうる' },
    1: { en: 'there are errors', ja: 'エラーがある' },
  };
  static override examples = [
    '<%= config.bin %> validate',
    '<%= config.bin %> validate yamada-shoji --at 2027-03-01',
    '<%= config.bin %> validate --format github',
  ];
  static override args = {
    tenant: Args.string({
      multiple: true,
      description: 'check only what is said about these tenants',
      required: false,
    }),
  };
  static override flags = {
    ...projectFlags,
    format: Flags.option({
      description: 'how to print; github: annotations of a workflow',
      options: ['text', 'json', 'markdown', 'github'] as const,
      default: 'text' as const,
    })(),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Validate);
    const { loaded, diagnostics } = await checkProject(this.projectOptions(flags));
    const known = [...loaded.tenants.map((t) => t.file), ...loaded.problems.map((p) => p.file)];
    const shown = only(diagnostics, args.tenant ?? [], known);
    if (flags.format === 'text') {
      if (shown.length > 0) this.logToStderr(diagnosticsText(shown, this.language));
    } else {
      const print = { json: diagnosticsJson, markdown: diagnosticsMarkdown, github: diagnosticsGithub }[
        flags.format
      ];
      if (flags.format !== 'github' || shown.length > 0) this.log(print(shown, this.language));
    }
    if (shown.some((d) => d.severity === 'error')) this.end(1);
  }
}

/** What is said about these tenants' files and sounds, and about the numbers, which concern all. */
function only(
  diagnostics: readonly Diagnostic[],
  tenants: readonly string[],
  files: readonly string[],
): readonly Diagnostic[] {
  if (tenants.length === 0) return diagnostics;
  const ids = files.map((f) => base(f).replace(/\.yaml$/, ''));
  const known = new Set(ids);
  const unknown = tenants.find((tenant) => !known.has(tenant));
  if (unknown !== undefined) throw unknownTenant(unknown, ids);
  const wanted = new Set([...tenants.map((t) => `${t}.yaml`), NUMBERS_FILE]);
  const sounds = tenants.map((t) => `/${SOUNDS_FOLDER}/${t}/`);
  return diagnostics.filter((d) => wanted.has(base(d.file)) || sounds.some((of) => d.file.includes(of)));
}

function base(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
