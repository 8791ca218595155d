import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LocalDate } from '../domain/local-date.ts';
import { Problem } from '../domain/problem.ts';
import { ParseCache } from '../load/cache/parse-cache.ts';
import type { Diagnostic } from '../load/diagnostic.ts';
import { DiagnosticsError } from '../load/diagnostics-error.ts';
import { loadFolderAt } from '../load/git-load.ts';
import type { Loaded } from '../load/load.ts';
import { stackFilePath } from '../load/stack-folder.ts';
import { buildModel } from '../model/build.ts';
import type { NumberSettings } from '../model/number-inventory.ts';
import type { Stack } from '../model/stack.ts';
import type { Tenant } from '../model/tenant.ts';
import type { Rendering } from '../render/objects.ts';
import { render } from '../render/render.ts';
import { TEMPLATES_FOLDER } from '../render/templates.ts';
import { checkProject, loadStackAt, modelOf, OWN_FOLDER, type ProjectOptions } from './project.ts';

/** A stack's files, valid and rendered. */
export interface StackProject {
  /** The project's folder: where commands run. */
  project: string;
  stack: Stack;
  tenants: readonly Tenant[];
  quarantineDays: NumberSettings['quarantineDays'];
  date: LocalDate;
  loaded: Loaded;
  /** The tenant folder, as the user named it. */
  folder: string;
  rendering: Rendering;
  warnings: readonly Diagnostic[];
}

/** Loads, validates and renders a stack. Nothing is written anywhere before this has passed. */
export async function loadStackProject(options: ProjectOptions & { stack: string }): Promise<StackProject> {
  const checked = await checkProject(options);
  const { loaded, date, diagnostics, stack } = checked;
  if (stack === undefined) throw new DiagnosticsError(diagnostics);
  const model = modelOf(checked);
  const { tenants } = model;
  const folder = options.tenants ?? stack.tenants;
  return {
    project: process.cwd(),
    stack,
    tenants,
    quarantineDays: model.numbers.settings.quarantineDays,
    date,
    loaded,
    folder,
    rendering: render(tenants, stack),
    warnings: diagnostics,
  };
}

/** What a stack is made of, from the project's folder: files and folders. The templates only where they are the project's own. */
export function filesOf({
  project,
  stack,
  folder,
}: Pick<StackProject, 'project' | 'stack' | 'folder'>): string[] {
  const own = resolve(fileURLToPath(TEMPLATES_FOLDER)) === resolve(project, TEMPLATES);
  return [folder, stackFilePath(stack.name), ...(own ? [TEMPLATES] : [])];
}

const TEMPLATES = 'templates';

/** What a stack was at a commit. */
export type BaseProject = Pick<StackProject, 'stack' | 'loaded' | 'tenants' | 'quarantineDays' | 'rendering'>;

/**
 * The same stack as it was at a commit: its tenant files, and its own file where the commit has one. Its rules are not judged again: it was
 * in force.
 */
export async function loadBase(head: StackProject, ref: string): Promise<BaseProject> {
  const { project, quarantineDays } = head;
  const stack = await stackAt(head, ref);
  const folder = head.folder === head.stack.tenants ? stack.tenants : head.folder;
  // Most of them are as they are now.
  const parser = await ParseCache.open(OWN_FOLDER, folder);
  const loaded = await loadFolderAt({ project, folder }, ref, parser);
  const { numbers, sounds } = loaded;
  const [broken] = loaded.problems;
  // Before the first tenant file there was nothing.
  if (numbers === undefined && loaded.tenants.length === 0 && loaded.problems.every(isMissing))
    return { stack, loaded, tenants: [], quarantineDays, rendering: render([], stack) };
  try {
    if (numbers === undefined || broken) throw new Error(broken?.message.en);
    const model = buildModel({ tenants: loaded.tenants, numbers, sounds });
    const { tenants } = model;
    const { quarantineDays } = model.numbers.settings;
    return { stack, loaded, tenants, quarantineDays, rendering: render(tenants, stack) };
  } catch (error) {
    throw unreadable(ref, error, broken);
  }
}

function isMissing({ code }: Diagnostic): boolean {
  return code === 'numbers-file-missing';
}

async function stackAt({ stack }: StackProject, ref: string): Promise<Stack> {
  try {
    return (await loadStackAt(stack.name, ref)) ?? stack;
  } catch (error) {
    if (!(error instanceof DiagnosticsError)) throw error;
    throw unreadable(ref, error, error.diagnostics[0]);
  }
}

function unreadable(ref: string, cause: unknown, broken: Diagnostic | undefined): Problem {
  const place = broken ? `${broken.file}:${broken.line}: ` : '';
  const message = {
    en: `the files at ${ref} cannot be read as they are now${broken ? `: ${place}${broken.message.en}` : ''}`,
    ja: `${ref} のファイルは今の形では読めません${broken ? `（${place}${broken.message.ja}）` : ''}`,
  };
  const action = {
    en: 'compare with a commit whose files are valid',
    ja: 'ファイルに問題のないコミットと比べてください',
  };
  return new Problem('base-invalid', message, action, { cause });
}
