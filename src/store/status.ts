import { randomUUID } from 'node:crypto';
import type { NodeName } from '../domain/ids.ts';
import type { Alarms } from './alarms.ts';
import { isRecord, readJson } from './json.ts';
import { keys } from './keys.ts';
import { someFindings } from './some-findings.ts';
import type { Answer, Ask, Blobs, Finding, NodeStatus } from './store.ts';

/** What a node says of itself; undefined where it has never reported. */
export async function readStatus(blobs: Blobs, node: NodeName): Promise<NodeStatus | undefined> {
  return (await readJson(blobs, keys.status(node), isStatus))?.value;
}

/** For the agent of that node alone. Of an answer with very many findings some are written, and how many more there are. */
export async function writeStatus(blobs: Blobs, status: NodeStatus): Promise<void> {
  const { answer, ...rest } = status;
  const written: NodeStatus = answer ? { ...rest, answer: someFindings(answer) } : rest;
  await blobs.put(keys.status(status.node), JSON.stringify(written));
}

/** Asks a node to compare what runs with what is desired. @returns the nonce by which the answer is known */
export async function askNode(blobs: Blobs, node: NodeName): Promise<string> {
  const ask: Ask = { nonce: randomUUID() };
  await blobs.put(keys.ask(node), JSON.stringify(ask));
  return ask.nonce;
}

/** The question to a node; undefined where none was asked. For the agent. */
export async function readAsk(blobs: Blobs, node: NodeName): Promise<Ask | undefined> {
  return (await readJson(blobs, keys.ask(node), isAsk))?.value;
}

function isAsk(value: unknown): value is Ask {
  return isRecord(value) && typeof value.nonce === 'string';
}

function isStatus(value: unknown): value is NodeStatus {
  return (
    isRecord(value) &&
    typeof value.node === 'string' &&
    typeof value.at === 'number' &&
    isRecord(value.parts) &&
    Object.values(value.parts).every(isPartStatus) &&
    (value.drained === undefined || typeof value.drained === 'boolean') &&
    (value.answer === undefined || isAnswer(value.answer)) &&
    (value.alarms === undefined || isAlarms(value.alarms))
  );
}

function isAlarms(value: unknown): value is Alarms {
  const isCounted = (one: unknown) =>
    typeof one === 'number' || (Array.isArray(one) && one.every((name) => typeof name === 'string'));
  return isRecord(value) && Object.values(value).every(isCounted);
}

function isPartStatus(value: unknown): boolean {
  return isReference(value) && isRecord(value) && (value.state === 'converged' || value.state === 'failed');
}

function isReference(value: unknown): boolean {
  return isRecord(value) && typeof value.release === 'string' && typeof value.generation === 'number';
}

function isAnswer(value: unknown): value is Answer {
  return (
    isRecord(value) &&
    typeof value.nonce === 'string' &&
    isRecord(value.parts) &&
    Object.values(value.parts).every(isReference) &&
    Array.isArray(value.findings) &&
    value.findings.every(isFinding) &&
    (value.more === undefined || typeof value.more === 'number')
  );
}

function isFinding(value: unknown): value is Finding {
  return (
    isRecord(value) &&
    typeof value.place === 'string' &&
    typeof value.kind === 'string' &&
    typeof value.item === 'string'
  );
}
