import { readFileSync } from 'node:fs';

/** Beside what is compiled: of which sources it is. Run from the sources there is none. */
const STAMP = new URL('../.sources', import.meta.url);

/** The version of denwaban with the sources that it was built from: two builds of one version are two toolkits. */
export function toolkitVersion(version: string): string {
  try {
    return `${version}+${readFileSync(STAMP, 'utf8').trim().slice(0, 12)}`;
  } catch {
    return version;
  }
}
