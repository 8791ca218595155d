import { parentPort } from 'node:worker_threads';
import { factsLine, type Handed } from './read-facts.ts';

// The YAML parser looks into the environment at every token, and a look there leaves V8. Nothing in this thread needs it.
process.env = {};

parentPort?.on('message', (files: Handed[]) => parentPort?.postMessage(files.map(factsLine)));
