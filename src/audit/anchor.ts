import { readFile } from 'node:fs/promises';
import { digestOf } from '../domain/canonical.ts';
import type { Digest } from '../domain/ids.ts';
import type { Text } from '../domain/language.ts';
import { Problem } from '../domain/problem.ts';
import { anyFileTrouble } from '../load/file-trouble.ts';
import { writeResult } from '../project/write-result.ts';
import { isRecord, parseJson } from '../store/json.ts';

/** What an audit leaves elsewhere, so that a later one sees whether history was rewritten in between. */
export interface Anchor {
  format: typeof FORMAT;
  branch: string;
  /** The end of the line. */
  commit: string;
  /** Commits of the line up to it. */
  commits: number;
  /** When it was made: ISO 8601, UTC. */
  at: string;
  /** Of the ids of all commits of the line, oldest first: a commit's id alone would not tell that the line took another way to it. */
  digest: Digest;
}

const FORMAT = 'denwaban-anchor-1';

/** @param commits of the line, newest first @param now milliseconds since 1970 */
export function makeAnchor(branch: string, commits: readonly string[], now: number): Anchor {
  const [commit = ''] = commits;
  const digest = lineDigest(commits);
  return { format: FORMAT, branch, commit, commits: commits.length, at: new Date(now).toISOString(), digest };
}

/**
 * Why a line does not go on from an anchor; undefined: it does.
 * @param commits of the line now, newest first
 */
export function brokenSince(
  { commit, commits: count, digest }: Anchor,
  commits: readonly string[],
): Text | undefined {
  const place = commits.indexOf(commit);
  if (place < 0) {
    return {
      en: `the commit ${commit}, which ended the branch then, is no longer on it`,
      ja: `当時ブランチの最後だったコミット ${commit} がもうありません`,
    };
  }
  const then = commits.slice(place);
  if (then.length !== count) {
    return {
      en: `${then.length} commits lead to ${commit} now, and ${count} did then`,
      ja: `${commit} までのコミットが今は ${then.length} 件ですが、当時は ${count} 件でした`,
    };
  }
  if (lineDigest(then) === digest) return undefined;
  return {
    en: `other commits lead to ${commit} now than then`,
    ja: `${commit} までのコミットが当時と違います`,
  };
}

function lineDigest(commits: readonly string[]): Digest {
  return digestOf(commits.toReversed());
}

/** Problem `anchor-file` where it cannot be written. */
export async function writeAnchor(path: string, anchor: Anchor): Promise<void> {
  await writeResult('anchor', path, `${JSON.stringify(anchor, undefined, 2)}\n`);
}

/** Problem `anchor-file` where there is none, or it is of another form. */
export async function readAnchor(path: string): Promise<Anchor> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const { why, action } = anyFileTrouble(error);
    const message = { en: `“${path}” cannot be read, ${why.en}`, ja: `“${path}” が読めません。${why.ja}` };
    throw new Problem('anchor-file', message, action);
  });
  const value = parseJson(text);
  if (isAnchor(value)) return value;
  throw new Problem(
    'anchor-file',
    {
      en: `“${path}” is not what denwaban audit anchor writes`,
      ja: `“${path}” は denwaban audit anchor が書いたものではありません`,
    },
    {
      en: 'name the file that an earlier audit wrote, from where nobody can change it',
      ja: '以前の監査で書き、誰にも変えられない場所に置いたファイルを指定してください',
    },
  );
}

function isAnchor(value: unknown): value is Anchor {
  return (
    isRecord(value) &&
    value.format === FORMAT &&
    typeof value.branch === 'string' &&
    typeof value.commit === 'string' &&
    /^[0-9a-f]{40,64}$/.test(value.commit) &&
    Number.isSafeInteger(value.commits) &&
    typeof value.at === 'string' &&
    typeof value.digest === 'string'
  );
}
