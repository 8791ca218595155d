import type { Text } from '../../domain/language.ts';
import type { Position } from '../../load/diagnostic.ts';

/** What ajv found, in words. */
export interface Explained {
  code: string;
  at: Position;
  message: Text;
  action: Text;
}
