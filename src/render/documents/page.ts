import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Html, html } from '../writers/html.ts';

/** What a page of one file brings with it, and the Content-Security-Policy that lets nothing else in. */
export interface PageParts {
  script: Html;
  style: Html;
  policy: Html;
}

/** Where `npm run build` bundles pages/ to; relative to this package, from src as from dist. */
const BUNDLED = new URL('../../../dist/pages/', import.meta.url);

/** The parts of a page, as they were built. @param name its folder below pages/ */
export function pageParts(name: string): PageParts {
  const script = pageScript(name);
  const style = readFileSync(new URL(`${name}.css`, BUNDLED), 'utf8');
  const policy = [
    "default-src 'none'",
    `script-src '${sourceOf(script)}'`,
    `style-src '${sourceOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return { script: html.inline(script), style: html.inline(style), policy: html.text(policy.join('; ')) };
}

/** A page's script, as it was built. @param name its folder below pages/ */
export function pageScript(name: string): string {
  return readFileSync(new URL(`${name}.js`, BUNDLED), 'utf8');
}

function sourceOf(code: string): string {
  return `sha256-${createHash('sha256').update(code).digest('base64')}`;
}
