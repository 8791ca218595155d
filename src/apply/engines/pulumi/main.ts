import { join } from 'node:path';
import { servePlugin } from './plugin.ts';

// Pulumi starts it in the program's folder; the project's is the one above.
process.chdir(join(import.meta.dirname, '..', '..', '..', '..'));
await servePlugin();
