import { isSeq, parseDocument } from 'yaml';
import type { Released } from './import-list.ts';

/** `_numbers.yaml` with more numbers that were given back; comments stay. */
export function withReleased(text: string, released: readonly Released[]): string {
  const document = parseDocument(text, { version: '1.2', schema: 'core' });
  if (!isSeq(document.get('released', true))) document.set('released', document.createNode([]));
  for (const { number, usage, on } of released) {
    document.addIn(['released'], document.createNode({ number, usage, on }, { flow: true }));
  }
  return document.toString({ lineWidth: 0 });
}
