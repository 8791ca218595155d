import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { MachineFacts } from '../../src/infra/cloud/user-data/machine-facts.ts';
import { userData } from '../../src/infra/cloud/user-data/user-data.ts';
import { nodeSettings } from '../../src/node/settings.ts';
import { machineFacts } from './machine-facts.ts';
import { sampleStack } from './sample.ts';

const FACTS = machineFacts();

interface CloudConfig {
  write_files: { path: string; content: string; permissions: string }[];
  runcmd: string[][];
}

const read = (facts: MachineFacts) => parse(userData(facts)) as CloudConfig;

function fileOf(facts: MachineFacts, path: string): string {
  const found = read(facts).write_files.find((file) => file.path === path);
  if (found === undefined) throw new Error(`no ${path}`);
  return found.content;
}

const kinds = ['node', 'edge'] as const;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'denwaban-user-data-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('user data', () => {
  it('is what the agent’s own settings are read from', () => {
    const env = Object.fromEntries(
      fileOf(FACTS, '/etc/denwaban/env')
        .trim()
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    expect(nodeSettings(env)).toMatchObject({
      node: 'node1',
      address: '10.20.0.21',
      externalAddress: '198.51.100.1',
      store: 's3://denwaban-prod-store-123456789012',
      // Where whoever applies looks for them, and where the program makes their places.
      secrets: sampleStack('prod').secrets,
      publicKey: '/etc/denwaban/release.pub',
      rtp: { start: 10_000, end: 10_999 },
      udptl: { start: 4000, end: 4999 },
      smtpPort: 25,
      submissionPort: 587,
      // Beside what the machine itself measures, and what alarms look at.
      metricsNamespace: 'Denwaban/prod',
    });
  });

  it('refuses a value that would be a second line', () => {
    expect(() =>
      userData({ ...FACTS, externalAddress: '198.51.100.1\nDENWABAN_STORE=s3://elsewhere' }),
    ).toThrow();
  });

  it('starts the image by its digest, with the machine’s own network', () => {
    const unit = fileOf(FACTS, '/etc/systemd/system/denwaban.service');
    expect(unit).toContain(`--network host --cap-add SYS_PTRACE`);
    expect(unit).toMatch(/ \S+@sha256:[0-9a-f]{64}\n/);
  });

  it.each(kinds)(
    'is what cloud-init takes (%s)',
    (kind) => {
      const file = join(folder, `${kind}.yaml`);
      writeFileSync(file, userData({ ...FACTS, kind }));
      const { status, stdout, stderr, error } = spawnSync('cloud-init', ['schema', '--config-file', file], {
        encoding: 'utf8',
      });
      expect(error).toBeUndefined();
      expect(`${stdout}${stderr}`).toContain('Valid');
      expect(status).toBe(0);
    },
    60_000,
  );

  it('would be refused by cloud-init with a slip in it', () => {
    const file = join(folder, 'slip.yaml');
    writeFileSync(
      file,
      userData(FACTS).replace('write_files:', 'write_file:').replace('ssh_pwauth: false', 'ssh_pwauth: [no]'),
    );
    expect(spawnSync('cloud-init', ['schema', '--config-file', file], { encoding: 'utf8' }).status).not.toBe(
      0,
    );
  }, 60_000);

  it.each(
    kinds.flatMap((kind) => ['converged', 'drain', 'metrics'].map((script) => [kind, script] as const)),
  )('is of scripts that a shell can read (%s: %s)', (kind, script) => {
    const text = fileOf({ ...FACTS, kind }, `/usr/local/lib/denwaban/${script}`);
    const { status, stderr } = spawnSync('sh', ['-n'], { input: text, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it.each(kinds)('starts units that are there (%s)', (kind) => {
    const { write_files, runcmd } = read({ ...FACTS, kind });
    const paths = new Set(write_files.map(({ path }) => path));
    const started = runcmd.flat().filter((word) => word.startsWith('denwaban'));
    expect(started.length).toBeGreaterThan(3);
    for (const unit of started) expect(paths).toContain(`/etc/systemd/system/${unit}`);
    for (const { content } of write_files) {
      for (const [program] of content.matchAll(/(?<=ExecStart=)\/usr\/local\/\S+/g))
        expect(paths).toContain(program);
    }
  });
});

describe('the scripts', () => {
  /** Runs one with programs of the test's own in place of the machine's. */
  function run(script: string, programs: Record<string, string>, kind: 'node' | 'edge' = 'node') {
    const bin = mkdtempSync(join(folder, 'bin-'));
    const log = join(bin, 'log');
    writeFileSync(log, '');
    for (const [name, body] of Object.entries(programs)) {
      writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >>${log}\n${body}\n`, { mode: 0o755 });
    }
    writeFileSync(join(bin, 'machine'), fileOf(FACTS, '/etc/denwaban/machine'));
    const text = fileOf({ ...FACTS, kind }, `/usr/local/lib/denwaban/${script}`).replace(
      '/etc/denwaban/machine',
      join(bin, 'machine'),
    );
    const { status } = spawnSync('sh', [], {
      input: text,
      encoding: 'utf8',
      timeout: 20_000,
      env: { PATH: `${bin}:/usr/bin:/bin` },
    });
    return { status, log: spawnSync('cat', [log], { encoding: 'utf8' }).stdout };
  }

  const imds = `case "$*" in *token*PUT*|*PUT*) echo a-token;; *target-lifecycle-state) echo Terminated;; *instance-id) echo i-1;; esac`;
  const status = (at: number, state: string) =>
    `case "$*" in *list-objects-v2*) echo 2;; *status*) printf '%s' '{"at":${at},"parts":{"cluster":{"state":"converged"},"numbers":{"state":"${state}"}}}';; esac`;
  const unasked = (reported: string) =>
    `case "$*" in *list-objects-v2*) echo 0;; *status*) ${reported};; esac`;
  const never = `echo "sleep $*" >/dev/null; kill $PPID`;
  const now = Date.now() + 1_000_000;

  it('let the group go on once everything is proved', () => {
    const { status: code, log } = run('converged', {
      curl: imds,
      aws: status(now, 'converged'),
      sleep: never,
    });
    expect(log).toContain('complete-lifecycle-action');
    expect(log).toContain(
      '--lifecycle-hook-name converged --instance-id i-1 --lifecycle-action-result CONTINUE',
    );
    expect(code).toBe(0);
  });

  it.each([
    ['a part has failed', status(now, 'failed')],
    ['the proof is of a machine before', status(1000, 'converged')],
    ['a part has not been tried yet', status(now, 'converged').replace('echo 2', 'echo 3')],
    ['nothing was reported', 'case "$*" in *list-objects-v2*) echo 3;; *) exit 1;; esac'],
    ['nothing is desired yet and nothing was reported', unasked('exit 1')],
    ['the store does not answer', status(now, 'converged').replace('echo 2', 'exit 1')],
  ])('wait where %s', (_why, aws) => {
    expect(run('converged', { curl: imds, aws, sleep: never }).log).not.toContain(
      'complete-lifecycle-action',
    );
  });

  it('wait for a report alone where nothing is desired yet', () => {
    const { log } = run('converged', {
      curl: imds,
      aws: unasked(`printf '%s' '{"at":${now},"parts":{}}'`),
      sleep: never,
    });
    expect(log).toContain('complete-lifecycle-action');
  });

  it('wait for no calls where nothing runs', () => {
    const { status: code, log } = run('drain', {
      curl: imds,
      aws: '',
      docker: 'exit 1',
      sleep: never,
      systemctl: '',
    });
    expect(log).toContain('--lifecycle-hook-name drained');
    expect(code).toBe(0);
  });

  it('end a node after its calls and its mail, in this order', () => {
    // Two looks at calls and two at mail find some; the third of each finds none.
    const docker = `n=$(grep -c "$4" "$0.n" 2>/dev/null || true); echo "$4 $*" >>"$0.n"
case "$*" in
  *'show channels count'*) [ $(grep -c 'show channels' "$0.n") -gt 2 ] && echo '0 active channels' || echo '2 active channels';;
  *'postqueue'*-j*) [ $(grep -c 'postfix -j' "$0.n") -gt 2 ] || echo '{}';;
esac`;
    const { status: code, log } = run('drain', { curl: imds, aws: '', docker, sleep: ':', systemctl: '' });
    const order = [
      's6-svc -O',
      'core stop gracefully',
      'show channels count',
      'postfix -f',
      'postfix -j',
      'systemctl stop denwaban.service',
      '--lifecycle-hook-name drained',
    ];
    const places = order.map((what) => log.indexOf(what));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(log.match(/show channels count/g)).toHaveLength(3);
    expect(log.match(/postfix -j/g)).toHaveLength(3);
    expect(code).toBe(0);
  });

  it('measure', () => {
    const docker = `case "$*" in *postqueue*) printf '{}\\n{}\\n';; esac`;
    const { log } = run('metrics', { curl: imds, aws: status(now, 'failed'), docker });
    expect(log).toContain('--metric-name Heartbeat --value 1 --dimensions Node=node1');
    expect(log).toContain('--metric-name Converged --value 0');
    expect(log).toContain('--metric-name MailQueue --value 2');
    const fresh = run('metrics', { curl: imds, aws: status(Date.now(), 'converged'), docker });
    expect(fresh.log).toContain('--metric-name Converged --value 1');
    const old = run('metrics', { curl: imds, aws: status(Date.now() - 300_000, 'converged'), docker });
    expect(old.log).toContain('--metric-name Converged --value 0');
  });
});
