import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LocalDate } from '../domain/local-date.ts';
import { Problem } from '../domain/problem.ts';
import { ParseCache } from '../load/cache/parse-cache.ts';
import type { Diagnostic } from '../load/diagnostic.ts';
import { DiagnosticsError } from '../load/diagnostics-error.ts';
import { readFolderAt } from '../load/git-tree.ts';
import { type Loaded, loadFiles } from '../load/load.ts';
import { readSoundsAt } from '../load/sounds/git.ts';
import { namedSounds } from '../load/sounds/named.ts';
import { stackFilePath } from '../load/stack-folder.ts';
import { buildModel } from '../model/build.ts';
import type { NumberSettings } from '../model/number-inventory.ts';
import type { Stack } from '../model/stack.ts';
import type { Tenant } from '../model/tenant.ts';
import type { Rendering } from '../render/objects.ts';
import { render } from '../render/render.ts';
import { TEMPLATES_FOLDER } from '../render/templates.ts';
import { checkProject, modelOf, OWN_FOLDER, type ProjectOptions } from './project.ts';

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

/** The same stack with the tenant files of a commit. Its rules are not judged again: it was in force. */
export async function loadBase(
  { project, stack, folder, quarantineDays }: StackProject,
  ref: string,
): Promise<Pick<StackProject, 'loaded' | 'tenants' | 'quarantineDays' | 'rendering'>> {
  const files = await readFolderAt({ project, folder }, ref);
  // Most of them are as they are now.
  const parser = await ParseCache.open(OWN_FOLDER, folder);
  await parser.prepare(files);
  const parsed = loadFiles(files, folder, { parser });
  const sounds = await readSoundsAt({ project, folder }, ref, namedSounds(parsed.tenants));
  const loaded = { ...parsed, sounds };
  // Before the first tenant file there was nothing.
  if (files.length === 0) return { loaded, tenants: [], quarantineDays, rendering: render([], stack) };
  const { numbers } = loaded;
  const [broken] = loaded.problems;
  try {
    if (numbers === undefined || broken) throw new Error(broken?.message);
    const model = buildModel({ tenants: loaded.tenants, numbers, sounds });
    const { tenants } = model;
    const { quarantineDays } = model.numbers.settings;
    return { loaded, tenants, quarantineDays, rendering: render(tenants, stack) };
  } catch (error) {
    const place = broken ? `: ${broken.file}:${broken.line}: ${broken.message}` : '';
    throw new Problem(
      'base-invalid',
      `the tenant files at ${ref} cannot be read as they are now${place}`,
      'compare with a commit whose files are valid',
      { cause: error },
    );
  }
}
