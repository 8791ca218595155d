import { resolve } from 'node:path';

/** denwaban's own folder, from `src/sandbox` and `dist/sandbox` alike: where images, scripts and scenarios are. */
export const PACKAGE_ROOT = resolve(import.meta.dirname, '..', '..');
