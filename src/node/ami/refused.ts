import { AmiRefused } from './connection.ts';

/**
 * For `catch` of what lists something. Asterisk refuses a list where there is nothing to list, and one whose module somebody unloaded: there
 * is nothing of it then, and the module itself is found among the modules. A connection that ended says nothing, and is thrown on.
 */
export function noneIfRefused(error: unknown): never[] {
  if (error instanceof AmiRefused) return [];
  throw error;
}
