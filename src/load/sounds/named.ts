import { MOMENTS, SOUND_NAME } from '../../domain/announcement.ts';
import type { SourceFile } from '../source-file.ts';
import { soundKey } from './sound.ts';

/** A file that a tenant names. */
export interface NamedSound {
  /** The name of the tenant's file without `.yaml`. */
  tenant: string;
  name: string;
}

/** What can be part of a path. A file whose own name cannot is refused as such. */
const TENANT = /^[a-z0-9][a-z0-9-]*$/;

/** Every sound that these files name, each once, by its key. What is no plain name is never looked for: the schema refuses it. */
export function namedSounds(sources: readonly SourceFile[]): Map<string, NamedSound> {
  const named = new Map<string, NamedSound>();
  for (const { name: file, value } of sources) {
    const announcements = mapping(mapping(value)?.announcements);
    if (!announcements) continue;
    const tenant = file.replace(/\.yaml$/, '');
    for (const moment of MOMENTS) {
      const name = announcements[moment];
      if (typeof name !== 'string' || !SOUND_NAME.test(name) || !TENANT.test(tenant)) continue;
      named.set(soundKey(tenant, name), { tenant, name });
    }
  }
  return named;
}

function mapping(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
