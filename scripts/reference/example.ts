import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { diffLines } from 'diff';
import { printable } from '../../src/domain/printable.ts';
import { FIXTURES } from '../../test/validate/fixtures.ts';
import { overlay } from '../../test/validate/mended.ts';

/** Longer than any example has to be; then it is cut. */
const LONGEST = { lines: 14, characters: 160 };

/** How a fixture differs from what mends it, as a diff: bad lines with a minus, good ones with a plus. */
export function mendedDiff(code: string): string {
  const { changed, removed } = overlay(code);
  const renamed = removed.length === 1 && changed.length === 1 ? changed[0] : undefined;
  const gone = removed.flatMap((file) =>
    renamed === undefined
      ? [`# ${inTenants(file)}: -`]
      : fileDiff(`${inTenants(file)} → ${inTenants(renamed)}`, bad(code, file), good(code, renamed)),
  );
  const others = renamed === undefined ? changed : [];
  return [...gone, ...others.flatMap((file) => one(code, file))].join('\n');
}

/** How a change that is refused, and one that is right, differ from what was in force. */
export function changeDiffs(code: string): { refused: string; right: string } {
  const folder = join(FIXTURES, 'invalid', code);
  const files = new Set(overlay(code).changed.map((file) => file.replace(/^head\//, '')));
  const diff = (head: (file: string) => string | undefined): string =>
    [...files]
      .flatMap((file) => fileDiff(inTenants(file), text(join(folder, 'base', file)), head(file)))
      .join('\n');
  return {
    refused: diff((file) => bad(code, `head/${file}`)),
    right: diff((file) => good(code, `head/${file}`) ?? bad(code, `head/${file}`)),
  };
}

function one(code: string, file: string): string[] {
  const before = bad(code, file);
  const after = good(code, file);
  if (file === 'date.txt') return [`# --at ${after?.trim()}`];
  if (after === undefined || (before === undefined && existsSync(join(FIXTURES, 'invalid', code, file)))) {
    return [`# ${inTenants(file)}: +`];
  }
  return fileDiff(inTenants(file), before, after);
}

function fileDiff(name: string, before = '', after = ''): string[] {
  const lines = diffLines(before, after).flatMap(({ added, removed, value }) => {
    if (!added && !removed) return [];
    return value
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => `${added ? '+' : '-'} ${short(printable(line))}`);
  });
  const cut = lines.length > LONGEST.lines ? [...lines.slice(0, LONGEST.lines), '…'] : lines;
  return lines.length === 0 ? [`# ${name}: =`] : [`# ${name}`, ...cut];
}

function short(line: string): string {
  return line.length > LONGEST.characters ? `${line.slice(0, LONGEST.characters)}…` : line;
}

const bad = (code: string, file: string): string | undefined => text(join(FIXTURES, 'invalid', code, file));
const good = (code: string, file: string): string | undefined => text(join(FIXTURES, 'mended', code, file));

/** undefined: not there, or no text. */
function text(file: string): string | undefined {
  if (!existsSync(file) || !statSync(file).isFile()) return undefined;
  const bytes = readFileSync(file);
  try {
    const read = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return read.includes('\0') ? undefined : read;
  } catch {
    return undefined;
  }
}

function inTenants(file: string): string {
  return `tenants/${file}`;
}
