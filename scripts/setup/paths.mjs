import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const TOP = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What the set-up and the sandbox keep of their own; never committed. */
export const PRIVATE = join(TOP, '.denwaban');
