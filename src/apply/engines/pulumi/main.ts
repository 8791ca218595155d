import { join } from 'node:path';
import '../../../../scripts/setup/refuse-stale.mjs';

// Only now: what is stale may want packages that are not there.
const { servePlugin } = await import('./plugin.ts');
// Pulumi starts it in the program's folder; the project's is the one above.
process.chdir(join(import.meta.dirname, '..', '..', '..', '..'));
await servePlugin();
