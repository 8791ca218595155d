import type { Session } from '../session.ts';
import { openEmbedded } from './embedded.ts';
import type { Engine } from './engine.ts';
import { readState, type State } from './state.ts';

/** What is applied of a stack, for a look, by the engine that its settings name. Problems as `readState`, `engine-mismatch`. */
export async function readApplied(session: Session): Promise<State> {
  if (session.stack.engine === 'embedded') return await readState(session.home.state, session.stack.name);
  const { readPulumi } = await import('./pulumi/engine.ts');
  return await readPulumi(session);
}

/** The engine that a stack's settings name. Problems `engine-mismatch`, `pulumi-missing`. */
export async function openEngine(session: Session): Promise<Engine> {
  if (session.stack.engine === 'embedded') return await openEmbedded(session);
  const { openPulumi } = await import('./pulumi/engine.ts');
  return await openPulumi(session);
}
