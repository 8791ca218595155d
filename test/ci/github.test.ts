import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACTIONS_BOT, writeComment } from '../../src/ci/comment.ts';
import { keepDriftIssue } from '../../src/ci/drift-issue.ts';
import { opsMessage } from '../../src/ci/ops-room.ts';
import { openRepository, type Repository } from '../../src/ci/repository.ts';
import { reviewedPlans } from '../../src/ci/reviewed.ts';
import type { NodeName, TenantId } from '../../src/domain/ids.ts';
import type { Difference, DriftReport } from '../../src/drift/report.ts';
import { startGitHub } from './github.ts';

let github: Awaited<ReturnType<typeof startGitHub>>;
let repository: Repository;
beforeEach(async () => {
  github = await startGitHub();
  repository = openRepository(github.env);
});
afterEach(() => github.end());

const difference = (item: string): Difference => ({
  ...{
    tenant: 'yamada-shoji' as TenantId,
    node: 'node1' as NodeName,
    place: 'dialplan',
    kind: 'changed',
    item,
  },
});
const reportOf = (...differences: Difference[]): DriftReport => ({
  ...{ stack: 'prod', differences, notApplied: [], notices: [], failures: [] },
});

describe('a comment on a pull request', () => {
  const write = (text: string) =>
    writeComment(repository, {
      ...{ pullRequest: 12, author: ACTIONS_BOT, text: `<!-- denwaban plan prod -->\n${text}` },
    });

  it('is written once, then in its own place', async () => {
    expect(await write('one')).toBe('made');
    expect(await write('one')).toBe('unchanged');
    expect(await write('two')).toBe('changed');
    expect(github.state.comments.map(({ body }) => body)).toEqual(['<!-- denwaban plan prod -->\ntwo']);
    expect(new Set(github.state.tokens)).toEqual(new Set(['token token-of-a-test']));
  });

  it('is found among many, and not taken for one of somebody who copied its mark', async () => {
    const user = { login: 'mallory' };
    for (let i = 0; i < 150; i++)
      github.state.comments.push({
        id: i,
        number: i,
        issue: 12,
        body: '<!-- denwaban plan prod -->\n',
        user,
      });
    await write('one');
    await write('two');
    expect(github.state.comments).toHaveLength(151);
    expect(github.state.comments.at(-1)?.body).toContain('two');
  });
});

describe('the issue of a drift', () => {
  const keep = (report: DriftReport) =>
    keepDriftIssue(repository, report, {
      text: `${report.differences.length} differences`,
      author: ACTIONS_BOT,
    });

  it('is opened, rewritten where the drift is another, and closed once it is gone', async () => {
    expect(await keep(reportOf())).toEqual({ became: 'none' });
    const opened = await keep(reportOf(difference('a')));
    expect(opened).toEqual({ became: 'opened', number: github.state.issues[0]?.number });
    expect(await keep(reportOf(difference('a')))).toMatchObject({ became: 'same' });
    expect(await keep(reportOf(difference('a'), difference('b')))).toMatchObject({ became: 'changed' });
    expect(github.state.issues).toMatchObject([
      { title: 'Drift: stack prod', state: 'open', labels: [{ name: 'denwaban-drift' }] },
    ]);
    expect(github.state.issues[0]?.body).toContain('2 differences');
    expect(await keep(reportOf())).toMatchObject({ became: 'closed' });
    expect(github.state.issues).toMatchObject([{ state: 'closed' }]);
    expect(await keep(reportOf(difference('a')))).toMatchObject({ became: 'opened' });
  });

  it('stays open where nothing could be looked at, and is one for each stack', async () => {
    await keep(reportOf(difference('a')));
    const blind = {
      ...reportOf(),
      failures: [{ where: 'node1', problem: { en: 'silent', ja: '応答なし' } }],
    };
    expect(await keep(blind)).toEqual({ became: 'none' });
    expect(await keep({ ...reportOf(), stack: 'staging' })).toEqual({ became: 'none' });
    expect(github.state.issues).toMatchObject([{ state: 'open' }]);
  });

  it('holds no more than GitHub takes', async () => {
    const rows = Array.from({ length: 2_000 }, (_, i) => `| row ${i} | ${'x'.repeat(40)} |`).join('\n');
    await keepDriftIssue(repository, reportOf(difference('a')), { text: rows, author: ACTIONS_BOT });
    const { body = '' } = github.state.issues[0] ?? {};
    expect(body.length).toBeLessThan(65_536);
    expect(body).toMatch(/x \|\n\n… \d+ lines more; run: denwaban drift$/);
  });
});

describe('the ops room', () => {
  it('hears what is new, and commands of the chat are none', () => {
    const report = reportOf(...Array.from({ length: 12 }, (_, i) => difference(`[toall] ${i}`)));
    const said = opsMessage(report, { became: 'opened', number: 7 }, 'https://example.test/7') ?? '';
    expect(said).toContain('ドリフト検出 12件（prod）');
    expect(said).toContain('ほか2件\nhttps://example.test/7');
    expect(said).not.toContain('[toall]');
    expect(opsMessage(report, { became: 'same', number: 7 }, '')).toBeUndefined();
    expect(opsMessage(reportOf(), { became: 'none' }, '')).toBeUndefined();
    expect(opsMessage(reportOf(), { became: 'closed', number: 7 }, '')).toContain('ドリフト解消');
  });
});

describe('reviewed plans', () => {
  it('are those of the planning run of what was merged', async () => {
    github.state.merges.push(
      { commit: 'a1', head: 'a0', pullRequest: 5, plans: { 'plan-prod': '{"five":1}' } },
      { commit: 'b1', head: 'b0', pullRequest: 6, plans: { 'plan-staging': '{}' } },
      { commit: 'c1', head: 'c0', pullRequest: 7 },
    );
    expect(await reviewedPlans(repository, 'prod', ['a1', 'b1', 'c1', 'd1'])).toEqual([
      { commit: 'a1', pullRequest: 5, text: '{"five":1}' },
    ]);
  });
});

describe('what GitHub refuses', () => {
  it('is told without a word of the request', async () => {
    github.state.refuse = 403;
    const failed = reviewedPlans(repository, 'prod', ['a1']);
    await expect(failed).rejects.toMatchObject({
      code: 'github-refused',
      message: 'plan of commit a1: GitHub answered 403: the token may not, or there is none',
    });
  });

  it('needs a token and a repository', () => {
    expect(() => openRepository({})).toThrow(/GITHUB_TOKEN and GITHUB_REPOSITORY are not set/);
    expect(() => openRepository({ GITHUB_TOKEN: 'x', GITHUB_REPOSITORY: 'a/b/c' })).toThrow(
      /GITHUB_REPOSITORY is not/,
    );
  });
});
