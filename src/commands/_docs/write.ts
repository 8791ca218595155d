import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { Problem } from '../../domain/problem.ts';
import type { Diagnostic } from '../../load/diagnostic.ts';
import { DiagnosticsError } from '../../load/diagnostics-error.ts';
import type { SourceFile } from '../../load/source-file.ts';
import type { Tenant } from '../../model/tenant.ts';
import { makePaper } from '../../papers/make.ts';
import { type Circumstances, type Paper, papersOf, unfit } from '../../papers/paper.ts';
import { type Logo, openTypesetter } from '../../papers/typeset/typesetter.ts';
import type { Invitations } from './invitation.ts';

/** A paper that was written. */
export interface Written {
  tenant: string;
  paper: Paper;
  file: string;
  /** Bytes. */
  size: number;
}

/** What came of it: one paper that cannot be made keeps no other from being written. */
export interface Outcome {
  written: Written[];
  /** Of characters that no font has, each once. */
  problems: Diagnostic[];
  /** Why the link of a room could not be asked for, each reason once: those guides have a place for it. */
  unasked: Problem[];
}

/** Makes and writes what was asked for; nothing is written before it is known that every tenant can get it. */
export async function writePapers(
  tenants: readonly Tenant[],
  how: {
    papers: readonly Paper[] | undefined;
    strict: boolean;
    out: string;
    circumstances: Circumstances;
    invitations: Invitations;
    logo: Logo | undefined;
    sources: ReadonlyMap<string, SourceFile>;
  },
): Promise<Outcome> {
  const wanted = tenants.map((tenant) => ({ tenant, papers: wantedOf(tenant, how) }));
  const typesetter = await openTypesetter(how.logo);
  await makeFolder(how.out);
  const written: Written[] = [];
  const problems = new Map<string, Diagnostic>();
  const unasked = new Map<string, Problem>();
  const ask = (tenant: Tenant) =>
    how.invitations(tenant).catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
      unasked.set(error.code, error);
      return undefined;
    });
  for (const { tenant, papers } of wanted) {
    const invitation = papers.includes('chatwork') ? await ask(tenant) : undefined;
    const circumstances = { ...how.circumstances, ...(invitation === undefined ? {} : { invitation }) };
    for (const paper of papers) {
      const file = join(how.out, `${tenant.id}-${paper}.pdf`);
      try {
        const pdf = makePaper(typesetter, paper, tenant, circumstances, how.sources.get(tenant.file));
        await put(file, pdf);
        written.push({ tenant: tenant.id, paper, file, size: pdf.length });
      } catch (error) {
        if (!(error instanceof DiagnosticsError)) throw error;
        for (const found of error.diagnostics)
          problems.set(`${found.file}:${found.line}:${found.column} ${found.message.en}`, found);
      }
    }
  }
  return { written, problems: [...problems.values()], unasked: [...unasked.values()] };
}

/** The papers that were asked for, or those that fit. Problem `paper-unfit` */
function wantedOf(
  tenant: Tenant,
  {
    papers,
    strict,
    circumstances: { date },
  }: { papers: readonly Paper[] | undefined; strict: boolean; circumstances: Circumstances },
): readonly Paper[] {
  if (papers === undefined) return papersOf(tenant, date);
  const fitting = [...new Set(papers)].filter((paper) => {
    const why = unfit(tenant, paper, date);
    if (why === undefined) return true;
    if (!strict) return false;
    throw new Problem(
      'paper-unfit',
      {
        en: `${tenant.id} gets no paper “${paper}”: ${why.en}`,
        ja: `${tenant.id} に “${paper}” の書類はありません（${why.ja}）`,
      },
      { en: 'leave it out, or give the day with --at', ja: '外すか、日付を --at で指定してください' },
    );
  });
  return fitting;
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw unwritable(folder, error);
  });
}

/** Customers' names and addresses: for whoever made them alone. */
async function put(file: string, pdf: Buffer): Promise<void> {
  await writeFileAtomic(file, pdf, { mode: 0o600 }).catch((error: unknown) => {
    throw unwritable(file, error);
  });
}

function unwritable(path: string, error: unknown): Problem {
  const why = (error as NodeJS.ErrnoException).code ?? 'unknown';
  return new Problem(
    'out-folder',
    { en: `${path} cannot be written (${why})`, ja: `${path} に書き込めません（${why}）` },
    {
      en: 'name a folder that can be written into with --out DIR',
      ja: '書き込めるフォルダーを --out DIR で指定してください',
    },
  );
}
