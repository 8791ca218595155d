import { X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import nodemailer from 'nodemailer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SandboxStack } from '../../src/sandbox/home.ts';
import { SUBMISSION_PORT } from '../../src/sandbox/place.ts';
import { selfSigned } from '../node/self-signed.ts';
import { LIVE, onNode } from './node-by-hand.ts';
import { ProjectCopy } from './project-copy.ts';
import { testSandbox } from './sandbox.ts';

const NAME = 'submission.report.denwaban.example';
const PASSWORDS = {
  'operator-op1-mail#1': 'asa-no-denwa-wo-toru',
  'operator-op2-mail#1': 'yoru-no-denwa-wo-toru',
};

let project: ProjectCopy;
let stack: SandboxStack;
let secrets: string;
let before: string;
let pem: string;

/** Who has a password for mail. */
async function operators(...withMail: string[]): Promise<void> {
  const entry = (id: string) => ({
    id,
    password: `secret://operator-${id}#1`,
    ...(withMail.includes(id) ? { mailPassword: `secret://operator-${id}-mail#1` } : {}),
    pools: ['default'],
  });
  await project.set('operators', ['op1', 'op2'].map(entry));
}

/** What each node says to a report of an operator at home. */
function handIn(user: 'op1' | 'op2'): Promise<string[]> {
  return Promise.all(
    stack.nodes.map(async ({ address = '' }) => {
      const transport = nodemailer.createTransport({
        host: address,
        port: SUBMISSION_PORT,
        requireTLS: true,
        tls: { ca: new X509Certificate(pem).toString(), servername: NAME },
        localAddress: '127.0.27.5',
        auth: { user, pass: PASSWORDS[`operator-${user}-mail#1`] },
      });
      const mail = { from: 'op@home.example', to: 'yamada-shoji@report.denwaban.example', text: '折り返し' };
      return await transport.sendMail(mail).then(
        () => 'taken',
        ({ responseCode, code }) => String(responseCode ?? code),
      );
    }),
  );
}

beforeAll(async () => {
  const sandbox = await testSandbox();
  secrets = sandbox.home.secrets;
  before = await readFile(secrets, 'utf8');
  pem = await selfSigned(NAME);
  await writeFile(secrets, JSON.stringify({ ...JSON.parse(before), ...PASSWORDS, 'submission-tls#1': pem }));
  project = await ProjectCopy.make();
  await project.configure((text) =>
    text.replace(
      '    graceDays: 7\n',
      '    graceDays: 7\n    submission: { networks: [127.0.27.0/24], tls: "secret://submission-tls#1" }\n',
    ),
  );
  await operators('op1', 'op2');
  stack = await project.stack();
}, 60_000);
afterAll(async () => {
  await project?.end();
  await writeFile(secrets, before);
}, 120_000);

it('operators at home hand reports in on every node; who was let in by hand is drift, and who has left is refused', {
  timeout: 240_000,
}, async () => {
  const applied = await project.on('apply');
  expect(applied).toMatchObject({ exitCode: 0, stderr: '' });
  for (const operator of ['op1', 'op2'] as const) expect(await handIn(operator)).toEqual(['taken', 'taken']);
  expect(await project.on('drift')).toMatchObject({ exitCode: 0 });

  await onNode(
    stack.sandbox.net,
    'node1',
    `printf 'mallory:{PLAIN}stranger::::::hash=0123456789abcdef\\n' >> ${LIVE}/dovecot/operators; sleep 1`,
  );
  const drift = await project.on('drift');
  expect(drift.exitCode).toBe(2);
  expect(drift.stdout).toContain('node1 mail-login: unowned login mallory');
  expect(drift.stdout).not.toContain('stranger');

  await operators('op2');
  const after = await project.on('apply');
  expect(after).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await handIn('op1')).toEqual(['535', '535']);
  expect(await handIn('op2')).toEqual(['taken', 'taken']);
  expect(await project.on('drift')).toMatchObject({ exitCode: 0 });
  for (const secret of [...Object.values(PASSWORDS), 'PRIVATE KEY'])
    expect(applied.stdout + drift.stdout + after.stdout).not.toContain(secret);
});
