import { DateTime } from 'luxon';
import { oneLine } from '../../domain/one-line.ts';
import type { NodeRow, ReleaseTable } from '../release/_shared/releases.ts';
import { markdownText, table } from './markdown.ts';
import { printable, printableJson } from './printable.ts';

/** So much of a digest is enough to name a release by. */
const SHORT = 12;

/** Releases for a terminal, part by part, newest first. */
export function releasesText({ rows, refused }: ReleaseTable): string {
  if (rows.length === 0 && refused.length === 0) return 'No releases.';
  const lines: string[] = [];
  let part: string | undefined;
  for (const row of rows) {
    if (row.part !== part) {
      part = row.part;
      lines.push(printable(part));
    }
    const facts = [size(row), ...(row.applied ? ['applied'] : []), ...row.nodes.map(nodeText)];
    lines.push(`  ${row.digest.slice(0, SHORT)}  ${time(row.at)}  ${facts.join(', ')}`);
  }
  return [...lines, ...refused.map(refusal)].join('\n');
}

/** Releases for programs: whole digests, instants in UTC. */
export function releasesJson({ rows, refused }: ReleaseTable): string {
  const instant = (at: number): string => new Date(at).toISOString();
  const releases = rows.map((row) => ({
    ...row,
    at: instant(row.at),
    nodes: row.nodes.map((node) => ({ ...node, since: instant(node.since) })),
  }));
  return printableJson({ ok: true, releases, refused });
}

/** Releases for an issue or a chat. */
export function releasesMarkdown({ rows, refused }: ReleaseTable): string {
  const cells = rows.map((row) => [
    row.part,
    row.digest.slice(0, SHORT),
    time(row.at),
    size(row),
    row.applied ? 'applied' : '',
    row.nodes.map(nodeText).join(', '),
  ]);
  const notes = refused.map((entry) => `- ${markdownText(refusal(entry))}`);
  return [
    table(['Part', 'Release', 'Put', 'Lists', 'Applied', 'Nodes'], cells),
    ...(notes.length === 0 ? [] : ['', ...notes]),
  ].join('\n');
}

function size({ files, tenants }: { files: number; tenants: number }): string {
  const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
  return tenants === 0 ? count(files, 'file') : `${count(files, 'file')} and ${count(tenants, 'tenant')}`;
}

function nodeText({ node, state, reason }: NodeRow): string {
  return printable(`${node} ${state}${reason === undefined ? '' : ` (${oneLine(reason)})`}`);
}

function refusal({ digest, problem }: ReleaseTable['refused'][number]): string {
  return printable(`refused: ${digest.slice(0, SHORT)}: ${oneLine(problem)}`);
}

/** In Japan, where the people are who read it. */
function time(at: number): string {
  return DateTime.fromMillis(at, { zone: 'Asia/Tokyo' }).toFormat('yyyy-MM-dd HH:mm:ss');
}
