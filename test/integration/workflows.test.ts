import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRooms } from '../../src/sandbox/chat.ts';
import { startGitHub } from '../ci/github.ts';
import { runJob } from '../workflows/run-job.ts';
import { workflows } from '../workflows/workflows.ts';
import { GitProject } from './git-project.ts';
import { console as consoleOf } from './node-by-hand.ts';
import { tenantFile } from './project-copy.ts';
import { sandboxChatwork, testSandbox } from './sandbox.ts';

const SAME_REPOSITORY = 'github.event.pull_request.head.repo.full_name == github.repository';
const ROOM = '運用ルーム';

let github: Awaited<ReturnType<typeof startGitHub>>;
let project: GitProject;
let room: number;
const all = await workflows();
const jobOf = (file: string, name: string) => {
  const job = all.get(file)?.jobs[name];
  if (!job) throw new Error(`no job ${name} in ${file}`);
  return job;
};

beforeAll(async () => {
  github = await startGitHub();
  const client = await sandboxChatwork();
  room = await client.createRoom({ name: ROOM, description: '', members: [{ accountId: 1, role: 'admin' }] });
  project = await GitProject.make();
  const stackFile = join(project.folder, 'stacks/Pulumi.local.yaml');
  const text = await readFile(stackFile, 'utf8');
  await writeFile(stackFile, text.replace(/^( {4}account: 1)$/m, `$1\n    opsRoom: ${room}`));
  await sh('git commit --quiet --all --message "ops room" && git push --quiet origin main');
  await sh('bin/denwaban apply --stack local --yes');
}, 240_000);
afterAll(async () => {
  await project?.sh('bin/denwaban destroy --stack local --yes');
  await project?.end();
  await github?.end();
}, 120_000);

/** What the shell says; a failure fails the test. */
async function sh(line: string, folder?: string): Promise<string> {
  const { exitCode, stdout, stderr } = await project.sh(line, {}, folder);
  expect(exitCode, `${line}\n${stdout}\n${stderr}`).toBe(0);
  return stdout.trim();
}

const env = () => ({ STACK: 'local', PULL_REQUEST: '12', ...github.env });
const onMain = (file: string, job: string, inputs = {}) =>
  runJob(jobOf(file, job), { workspace: project.folder, env: { ...env(), ...inputs } });

let jobs = 0;
/** Plans a branch as on its pull request: toolkit and change lie side by side, and the change has nothing that set-up or sandbox bring. */
async function planned(branch: string, { fork = false } = {}) {
  jobs += 1;
  const workspace = dirname(await project.clone(`job-${jobs}/toolkit`));
  await sh('git clone --quiet ../origin change', workspace);
  await sh(`git merge --quiet --no-ff --message try origin/${branch}`, join(workspace, 'change'));
  const holds = { [SAME_REPOSITORY]: !fork };
  const run = await runJob(jobOf('pull-request.yaml', 'plan'), { workspace, env: env(), holds });
  return { workspace, run };
}

/** Merges a branch as GitHub does, and keeps the plan of its job as an artefact. */
async function merged(branch: string, pullRequest: number, plan: string): Promise<void> {
  const head = await sh(`git rev-parse ${branch}`);
  await sh(
    `git switch --quiet main && git merge --quiet --no-ff --message "Merge pull request #${pullRequest}" ${branch}`,
  );
  await sh('git push --quiet origin main');
  const commit = await sh('git rev-parse HEAD');
  github.state.merges.push({ commit, head, pullRequest, plans: { 'plan-local': plan } });
}

async function branched(name: string, edit: () => Promise<void>): Promise<void> {
  await sh(`git switch --quiet --create ${name}`);
  await edit();
  await sh(`git add --all . && git commit --quiet --message ${name} && git push --quiet origin ${name}`);
  await sh('git switch --quiet main');
}
const put = (id: string, text: string) => writeFile(join(project.folder, 'tenants', `${id}.yaml`), text);
async function edit(id: string, from: string | RegExp, to: string): Promise<void> {
  const file = join(project.folder, 'tenants', `${id}.yaml`);
  const text = await readFile(file, 'utf8');
  const next = text.replace(from, to);
  expect(next).not.toBe(text);
  await writeFile(file, next);
}
const changesLeft = async () =>
  JSON.parse(await sh('bin/denwaban plan --stack local --format json')).changes.length;

describe('a pull request', () => {
  let plan = '';
  it('gets its plan as a comment, made by the branch’s toolkit', async () => {
    await branched('momo', () =>
      put('momo-kogei', tenantFile('momo-kogei', { company: '桃工芸株式会社', number: '03-5000-0410' })),
    );
    const { workspace, run } = await planned('momo');
    expect(run.failed).toBeUndefined();
    expect(run.ran).toEqual(['validate', 'plan', 'comment']);
    expect(github.state.comments).toHaveLength(1);
    const [{ body } = { body: '' }] = github.state.comments;
    expect(body).toMatch(/^<!-- denwaban plan local -->\n/);
    expect(body).toContain('momo-kogei');
    expect(body).toContain('03-5000-0410');
    expect(body).not.toContain('tanto@');
    expect(run.summary.trim()).toBe(body.trim());
    plan = await readFile(join(workspace, 'plan.json'), 'utf8');
  });

  it('of a fork is planned all the same, and nothing is written', async () => {
    const before = structuredClone(github.state.comments);
    const { run } = await planned('momo', { fork: true });
    expect(run.failed).toBeUndefined();
    expect(run.ran).toEqual(['validate', 'plan']);
    expect(github.state.comments).toEqual(before);
  });

  it('that breaks a rule fails at the line', async () => {
    await branched('wrong', () =>
      put('ume-shokai', tenantFile('ume-shokai', { company: '梅商会', number: '03-5000-0001' })),
    );
    const { run } = await planned('wrong');
    expect(run.failed?.step).toBe('validate');
    expect(run.failed?.stdout).toMatch(
      /^::error file=tenants\/ume-shokai\.yaml,line=\d+,col=\d+,title=number-assigned-twice::/m,
    );
  });

  it('is applied when it is merged, without anybody being asked', async () => {
    await merged('momo', 12, plan);
    const run = await onMain('apply.yaml', 'apply');
    expect(run.failed).toBeUndefined();
    expect(run.outputs).toEqual({ approval: 'not-needed' });
    expect(run.ran.at(-1)).toBe('apply');
    expect(await changesLeft()).toBe(0);
  });

  it('once more, at midnight, nothing is asked and nothing changes', async () => {
    const run = await onMain('apply.yaml', 'apply');
    expect([run.failed, run.outputs]).toEqual([undefined, { approval: 'not-needed' }]);
  });
});

describe('a commit that no pull request brought', () => {
  it('waits until somebody approves exactly that', async () => {
    await edit('rd-lab', /name: .*/, 'name: 改名研究所');
    await sh('git commit --quiet --all --message direct && git push --quiet origin main');
    const asked = await onMain('apply.yaml', 'apply');
    expect(asked.failed).toBeUndefined();
    expect(asked.outputs).toEqual({ approval: 'needed' });
    expect(asked.ran).not.toContain('apply');
    expect(asked.summary).toContain('rd-lab');
    expect(await changesLeft()).toBeGreaterThan(0);

    // Somebody pushes on while it waits: that is not what is being approved.
    await edit('rd-lab', '改名研究所', '別名研究所');
    const moved = await onMain('apply.yaml', 'apply-approved');
    expect(moved.failed?.stderr).toMatch(/^error plan-moved: /m);
    await edit('rd-lab', '別名研究所', '改名研究所');
    const approved = await onMain('apply.yaml', 'apply-approved');
    expect(approved.failed).toBeUndefined();
    expect(await changesLeft()).toBe(0);
  });
});

describe('a merge over a limit of the stack', () => {
  it('is applied by whoever starts the job by hand and says why', async () => {
    const stackFile = join(project.folder, 'stacks/Pulumi.local.yaml');
    const text = await readFile(stackFile, 'utf8');
    await writeFile(stackFile, `${text}  denwaban:limits: { tenants: 1 }\n`);
    await edit('rd-lab', '改名研究所', '元の研究所');
    await edit('momo-kogei', '桃工芸株式会社', '株式会社桃工芸');
    await sh('git commit --quiet --all --message two && git push --quiet origin main');
    const asked = await onMain('apply.yaml', 'apply');
    expect([asked.failed, asked.outputs]).toEqual([undefined, { approval: 'needed' }]);
    const over = await onMain('apply.yaml', 'apply-approved');
    expect(over.failed?.stderr).toMatch(/^error limit-exceeded: /m);
    const byHand = { OVERRIDE: 'tenants', REASON: 'two renames, both meant' };
    const approved = await onMain('apply.yaml', 'apply-approved', byHand);
    expect(approved.failed).toBeUndefined();
    expect(await changesLeft()).toBe(0);
  });
});

describe('a drift', () => {
  const issues = () => github.state.issues.map(({ state, title }) => `${title} ${state}`);
  const said = async () => {
    const { stack } = await testSandbox();
    const rooms = await readRooms(stack);
    return rooms.find(({ roomId }) => roomId === room)?.messages.map(({ body }) => body) ?? [];
  };

  it('opens an issue and is told to the ops room, once; it is closed when it is gone', async () => {
    expect((await onMain('drift.yaml', 'look')).failed).toBeUndefined();
    expect(issues()).toEqual([]);
    const { stack } = await testSandbox();
    const dialplan = await consoleOf(stack.sandbox.net, 'node1', 'dialplan show dw-t-momo-kogei');
    const digest = /DW_OBJECT=(\w+)/.exec(dialplan)?.[1];
    await consoleOf(stack.sandbox.net, 'node1', `database put denwaban/${digest} name by-hand`);
    for (let i = 0; i < 2; i++) expect((await onMain('drift.yaml', 'look')).failed).toBeUndefined();
    expect(issues()).toEqual(['Drift: stack local open']);
    expect(github.state.issues[0]?.body).toContain('momo-kogei');
    expect(await said()).toEqual([expect.stringContaining('ドリフト検出 1件')]);
    await sh('bin/denwaban apply --stack local --yes');
    expect((await onMain('drift.yaml', 'look')).failed).toBeUndefined();
    expect(issues()).toEqual(['Drift: stack local closed']);
    expect((await said()).at(-1)).toContain('ドリフト解消');
  });
});
