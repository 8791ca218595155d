// Builds the node image that the tests with real nodes need, where it is not there; run from dist.
import { ensureNodeImage } from '../../dist/sandbox/images/node-image.js';

await ensureNodeImage(() => {});
