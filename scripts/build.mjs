// `npm run build`: dist from src, where it is not of these very sources.
import { build } from './setup/build.mjs';
import { leave } from './setup/problem.mjs';

await build(process.execPath).catch(leave);
