import { basename } from 'node:path';
import { writeWords } from '../domain/brand.ts';
import { parseInstant } from '../domain/clock.ts';
import { dateAt, type LocalDate } from '../domain/local-date.ts';
import { Problem } from '../domain/problem.ts';
import { ParseCache } from '../load/cache/parse-cache.ts';
import { byPlace, type Diagnostic } from '../load/diagnostic.ts';
import { DiagnosticsError } from '../load/diagnostics-error.ts';
import { loadFolderAt } from '../load/git-load.ts';
import { type Loaded, loadFolder } from '../load/load.ts';
import { readNumbersFile } from '../load/numbers-file.ts';
import type { Sounds } from '../load/sounds/sound.ts';
import type { SourceFile } from '../load/source-file.ts';
import { readStackFile, readStackFileAt, stackNames } from '../load/stack-folder.ts';
import { buildModel, type Model } from '../model/build.ts';
import { buildStack } from '../model/build-stack.ts';
import { checkLiveBlocks, reachesCustomers, type StackNumbers } from '../model/live-blocks.ts';
import type { NumberInventory } from '../model/number-inventory.ts';
import { parseSandboxNet } from '../model/sandbox-net.ts';
import type { Stack } from '../model/stack.ts';
import { checkPoolTenants } from '../model/stack-rules.ts';
import type { Tenant } from '../model/tenant.ts';
import { type ValidateOptions, validate } from '../validate/validate.ts';
import { dayOf } from './day.ts';

/** Flags that choose what is loaded; undefined: the default. */
export interface ProjectOptions {
  /** Folder of the tenant files. Default: the stack's, else `tenants`. */
  tenants?: string | undefined;
  /** The day, YYYY-MM-DD. Default: with a sandbox stack the day on which its clock starts, else today in Japan. */
  at?: string | undefined;
  /** Name of the stack. */
  stack?: string | undefined;
  /** A commit whose tenant files and stack file are loaded in place of the work tree's. */
  ref?: string | undefined;
  /** Told the stack's settings before the tenant files are read: what takes a moment to begin may begin then. */
  onStack?: ((stack: Stack) => void) | undefined;
}

/** Everything that the files say, valid. */
export interface Project {
  /** Sorted by id. */
  tenants: readonly Tenant[];
  numbers: NumberInventory;
  /** The tenants' own. */
  sounds: Sounds;
  /** The day that rules with a date were checked for. */
  date: LocalDate;
  /** Warnings alone: errors are thrown. */
  warnings: readonly Diagnostic[];
  stack?: Stack;
}

/** What a look at the files found, before anything is made of them. */
export interface Checked {
  loaded: Loaded;
  date: LocalDate;
  /** Errors and warnings, sorted by place. */
  diagnostics: readonly Diagnostic[];
  stack?: Stack;
}

/**
 * Load, validate and model in one go.
 * @throws {DiagnosticsError} the files have errors
 * @throws {Problem} no such folder, no such stack, a bad date
 */
export async function loadProject(
  options: ProjectOptions & { stack: string },
): Promise<Project & { stack: Stack }>;
export async function loadProject(options: ProjectOptions): Promise<Project>;
export async function loadProject(options: ProjectOptions): Promise<Project> {
  const checked = await checkProject(options);
  const { loaded, date, diagnostics, stack } = checked;
  const { sounds } = loaded;
  return { ...modelOf(checked), sounds, date, warnings: diagnostics, ...(stack ? { stack } : {}) };
}

/**
 * The model of files that were checked.
 * @throws {DiagnosticsError} they have errors
 */
export function modelOf({ loaded, diagnostics }: Pick<Checked, 'loaded' | 'diagnostics'>): Model {
  const { numbers, tenants, sounds } = loaded;
  if (numbers === undefined || diagnostics.some((d) => d.severity === 'error'))
    throw new DiagnosticsError(diagnostics);
  return buildModel({ tenants, numbers, sounds });
}

/** What the rules judge by. */
export function judgedBy({ date, stack }: Pick<Checked, 'date' | 'stack'>): ValidateOptions {
  return {
    date,
    ...(stack ? { reportDomain: stack.report.domain, chatworkAccount: stack.chatwork.account } : {}),
  };
}

/**
 * Load and validate; errors in the files are the result.
 * @throws {DiagnosticsError} the stack's file has errors
 * @throws {Problem} no such folder, no such stack, a bad date
 */
export async function checkProject(options: ProjectOptions): Promise<Checked> {
  const { ref } = options;
  const file = options.stack === undefined ? undefined : await readStack(options.stack, 'stacks', ref);
  const stack = file?.stack;
  if (stack !== undefined) options.onStack?.(stack);
  const date = judgingDay(options.at, stack);
  const loaded = await load(options.tenants ?? stack?.tenants ?? 'tenants', ref);
  const diagnostics = [
    ...(file ? checkPoolTenants(file.source, tenantIds(loaded)) : []),
    ...(file && loaded.numbers && reachesCustomers(file.stack)
      ? checkLiveBlocks({ ...file, numbers: loaded.numbers }, await otherLiveStacks(file.stack.name))
      : []),
    ...validate(loaded, judgedBy({ date, ...(stack ? { stack } : {}) })),
  ].sort(byPlace);
  return { loaded, date, diagnostics, ...(stack ? { stack } : {}) };
}

/** Where the project keeps what is its own and never committed. */
export const OWN_FOLDER = '.denwaban';

async function load(folder: string, ref: string | undefined): Promise<Loaded> {
  const cache = await ParseCache.open(OWN_FOLDER, folder);
  // Most files of a commit are as they are now. What the cache keeps is the work tree's.
  if (ref !== undefined) return await loadFolderAt({ project: process.cwd(), folder }, ref, cache);
  const loaded = await loadFolder(folder, cache);
  await cache.save();
  return loaded;
}

/**
 * Reads stacks/Pulumi.<name>.yaml. The environment's DENWABAN_SANDBOX_NET moves a sandbox to another loopback network.
 * @throws {DiagnosticsError} the file has errors
 * @throws {Problem} no such stack, or a network that is none
 */
export async function loadStack(name: string, folder = 'stacks'): Promise<Stack> {
  return (await readStack(name, folder)).stack;
}

/** The same stack at a commit; undefined where that had none. @throws as {@link loadStack} */
export async function loadStackAt(name: string, ref: string): Promise<Stack | undefined> {
  const source = await readStackFileAt(process.cwd(), ref, name);
  return source && stackOf(name, source);
}

/**
 * The other stacks that reach customers, with their numbers. A file that is broken is passed over: nothing can be applied from it before it is
 * mended, and then it finds this one.
 */
async function otherLiveStacks(name: string, folder = 'stacks'): Promise<StackNumbers[]> {
  const names = (await stackNames(folder)).filter((other) => other !== name);
  const found = await Promise.all(
    names.map(async (other): Promise<StackNumbers[]> => {
      const file = await readStack(other, folder).catch(unlessBroken);
      if (!file || !reachesCustomers(file.stack)) return [];
      const numbers = await readNumbersFile(file.stack.tenants);
      return numbers ? [{ ...file, numbers }] : [];
    }),
  );
  return found.flat();
}

function unlessBroken(error: unknown): undefined {
  if (!(error instanceof DiagnosticsError) && !(error instanceof Problem)) throw error;
}

async function readStack(
  name: string,
  folder = 'stacks',
  ref?: string,
): Promise<{ stack: Stack; source: SourceFile }> {
  const source =
    ref === undefined ? await readStackFile(folder, name) : await readStackFileAt(process.cwd(), ref, name);
  if (!source)
    throw new Problem(
      'stack-unknown',
      { en: `there is no stack ${name} at ${ref}`, ja: `${ref} にスタック ${name} はありません` },
      { en: 'name a commit that has its file', ja: 'そのファイルのあるコミットを指定してください' },
    );
  return { stack: stackOf(name, source), source };
}

function stackOf(name: string, source: SourceFile): Stack {
  const built = buildStack(name, source, sandboxNet());
  if ('problems' in built) throw new DiagnosticsError(built.problems);
  return built.stack;
}

/** By the names of the files, so that a tenant whose file is broken is not missing as well. */
function tenantIds({ tenants, problems }: Loaded): Set<string> {
  return new Set([...tenants, ...problems].map(({ file }) => basename(file, '.yaml')));
}

/** DENWABAN_SANDBOX_NET, checked; undefined where it is not set. */
function sandboxNet(): string | undefined {
  const text = process.env.DENWABAN_SANDBOX_NET;
  if (text === undefined || text === '') return undefined;
  const net = parseSandboxNet(text);
  if (!net.ok)
    throw new Problem(
      'sandbox-net',
      {
        en: `DENWABAN_SANDBOX_NET cannot be “${text}”`,
        ja: `DENWABAN_SANDBOX_NET に “${text}” は使えません`,
      },
      writeWords(net.problem),
    );
  return net.value;
}

/** The day that rules judge by: the one asked for, else that on which the sandbox's clock starts, else today in Japan. */
function judgingDay(at: string | undefined, stack: Stack | undefined): LocalDate {
  if (at !== undefined) return dayOf(at, '--at');
  const clock = stack?.sandbox ? parseInstant(stack.sandbox.clock) : undefined;
  return dateAt(clock?.ok ? clock.value : Date.now());
}
