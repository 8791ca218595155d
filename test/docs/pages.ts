import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** README and everything in docs, as paths from the project's folder. */
export function pages(): string[] {
  const docs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' });
  const readmes = readdirSync(ROOT).filter((file) => /^README(?:\.\w+)?\.md$/.test(file));
  return [...readmes, ...docs.filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`)].sort();
}

export function read(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}

const FENCE = /^```(\w*)\n(.*?)^```$/gms;

/** The fenced blocks of one kind, such as `sh`. */
export function blocks(text: string, kind: string): string[] {
  return [...text.matchAll(FENCE)].flatMap(([, found, body = '']) => (found === kind ? [body] : []));
}

/** A page without its fenced blocks. */
export function prose(text: string): string {
  return text.replace(FENCE, '');
}

/** What a page has in backquotes within its text, each on one line. */
export function inline(text: string): string[] {
  return [...prose(text).matchAll(/`([^`]+)`/g)].map(([, code = '']) => code.replace(/\s+/g, ' '));
}

/** The lines of a block that a shell would run: without those that are empty, and with continued ones joined. */
export function lines(block: string): string[] {
  return block
    .replaceAll('\\\n', '')
    .split('\n')
    .filter((line) => line !== '');
}
