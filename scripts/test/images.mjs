// Builds the node image that the tests with real nodes need, where it is not there; run from dist.
import { ensureImages } from '../../dist/sandbox/images/image.js';

await ensureImages(['node', 'edge'], () => {});
