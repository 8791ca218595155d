import { DateTime } from 'luxon';
import { type Language, spoken, type Text } from '../../domain/language.ts';
import { oneLine } from '../../domain/one-line.ts';
import { count } from '../../plan/print/words.ts';
import type { NodeRow, ReleaseTable } from '../release/_shared/releases.ts';
import { markdownText, table } from './markdown.ts';
import { printable, printableJson } from './printable.ts';

/** So much of a digest is enough to name a release by. */
const SHORT = 12;

const NONE = { en: 'No releases.', ja: 'リリースはありません。' };
const APPLIED = { en: 'applied', ja: '適用済み' };

/** Releases for a terminal, part by part, newest first. */
export function releasesText({ rows, refused }: ReleaseTable, language: Language): string {
  if (rows.length === 0 && refused.length === 0) return NONE[language];
  const lines: string[] = [];
  let part: string | undefined;
  for (const row of rows) {
    if (row.part !== part) {
      part = row.part;
      lines.push(printable(part));
    }
    const facts = [
      size(row)[language],
      ...(row.applied ? [APPLIED[language]] : []),
      ...row.nodes.map((node) => nodeText(node, language)),
    ];
    lines.push(`  ${row.digest.slice(0, SHORT)}  ${time(row.at)}  ${facts.join(', ')}`);
  }
  return [...lines, ...refused.map((entry) => refusal(entry, language))].join('\n');
}

/** Releases for programs: whole digests, instants in UTC. */
export function releasesJson({ rows, refused }: ReleaseTable, language: Language): string {
  const instant = (at: number): string => new Date(at).toISOString();
  const releases = rows.map((row) => ({
    ...row,
    at: instant(row.at),
    nodes: row.nodes.map((node) => ({ ...node, since: instant(node.since) })),
  }));
  return printableJson(spoken({ ok: true, releases, refused }, language));
}

/** Releases for an issue or a chat. */
export function releasesMarkdown({ rows, refused }: ReleaseTable, language: Language): string {
  const cells = rows.map((row) => [
    row.part,
    row.digest.slice(0, SHORT),
    time(row.at),
    size(row)[language],
    row.applied ? APPLIED[language] : '',
    row.nodes.map((node) => nodeText(node, language)).join(', '),
  ]);
  const notes = refused.map((entry) => `- ${markdownText(refusal(entry, language))}`);
  return [table(HEAD[language], cells), ...(notes.length === 0 ? [] : ['', ...notes])].join('\n');
}

const HEAD = {
  en: ['Part', 'Release', 'Put', 'Lists', 'Applied', 'Nodes'],
  ja: ['部分', 'リリース', '作成', '内容', '適用', 'ノード'],
};
const STATE: Record<NodeRow['state'], Text> = {
  'under way': { en: 'under way', ja: '適用中' },
  proved: { en: 'proved', ja: '確認済み' },
  failed: { en: 'failed', ja: '失敗' },
};
const REFUSED = { en: 'refused', ja: '拒否' };

function size({ files, tenants }: { files: number; tenants: number }): Text {
  const none = tenants === 0;
  return {
    en: none ? count(files, 'file') : `${count(files, 'file')} and ${count(tenants, 'tenant')}`,
    ja: none ? `ファイル ${files}` : `ファイル ${files}、契約会社 ${tenants}`,
  };
}

function nodeText({ node, state, reason }: NodeRow, language: Language): string {
  return printable(`${node} ${STATE[state][language]}${reason === undefined ? '' : ` (${oneLine(reason)})`}`);
}

function refusal({ digest, problem }: ReleaseTable['refused'][number], language: Language): string {
  return printable(`${REFUSED[language]}: ${digest.slice(0, SHORT)}: ${oneLine(problem[language])}`);
}

/** In Japan, where the people are who read it. */
function time(at: number): string {
  return DateTime.fromMillis(at, { zone: 'Asia/Tokyo' }).toFormat('yyyy-MM-dd HH:mm:ss');
}
