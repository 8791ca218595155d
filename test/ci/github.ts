import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyReply } from 'fastify';
import { zipSync } from 'fflate';

interface Query {
  page?: number;
  per_page?: number;
  labels?: string;
  state?: string;
  name?: string;
  head_sha?: string;
}

export interface Written {
  id: number;
  number: number;
  body: string;
  user: { login: string };
}
export interface Issue extends Written {
  title: string;
  state: 'open' | 'closed';
  labels: { name: string }[];
}
export interface Merge {
  commit: string;
  head: string;
  pullRequest: number;
  /** Of the planning run; absent: none, or it failed. */
  plans?: Record<string, string>;
}

/** GitHub's REST API as far as denwaban asks it: paths, fields and pages as its documentation has them. Asked with its official client alone. */
export async function startGitHub(login = 'github-actions[bot]') {
  const state = {
    issues: [] as Issue[],
    comments: [] as (Written & { issue: number })[],
    merges: [] as Merge[],
    tokens: [] as (string | undefined)[],
    refuse: undefined as number | undefined,
  };
  let id = 1_000;
  const server = Fastify();
  server.addHook('onRequest', async (request, reply) => {
    state.tokens.push(request.headers.authorization);
    if (state.refuse) return await reply.code(state.refuse).send({ message: 'secret words of the request' });
  });
  /** A page, and where the next one is. */
  const paged = <T>(all: T[], request: { url: string; query: Query }, reply: FastifyReply): T[] => {
    const [page, size] = [Number(request.query.page ?? 1), Number(request.query.per_page ?? 30)];
    const next = new URL(request.url, address());
    next.searchParams.set('page', String(page + 1));
    if (page * size < all.length) reply.header('link', `<${next}>; rel="next"`);
    return all.slice((page - 1) * size, page * size);
  };
  const top = '/repos/denwaban-example/denwaban';

  server.get<{ Querystring: Query }>(`${top}/issues`, async (request, reply) => {
    const { state: wanted, labels } = request.query;
    const found = state.issues.filter(
      (one) => one.state === wanted && one.labels.some(({ name }) => name === labels),
    );
    return paged(found, request, reply);
  });
  server.post<{ Body: { title: string; body: string; labels: string[] } }>(
    `${top}/issues`,
    async (request, reply) => {
      const { title, body, labels } = request.body;
      id += 1;
      const made: Issue = {
        ...{ id, number: id, title, body, state: 'open', user: { login } },
        labels: labels.map((name) => ({ name })),
      };
      state.issues.push(made);
      return await reply.code(201).send(made);
    },
  );
  server.patch<{ Params: { number: string }; Body: Partial<Issue> }>(
    `${top}/issues/:number`,
    async (request) =>
      Object.assign(
        state.issues.find((one) => one.number === Number(request.params.number)) ?? {},
        request.body,
      ),
  );
  server.get<{ Params: { number: string }; Querystring: Query }>(
    `${top}/issues/:number/comments`,
    async (request, reply) => {
      const found = state.comments.filter(({ issue }) => issue === Number(request.params.number));
      return paged(found, request, reply);
    },
  );
  server.post<{ Params: { number: string }; Body: { body: string } }>(
    `${top}/issues/:number/comments`,
    async ({ params, body }, reply) => {
      id += 1;
      const made = { id, number: id, issue: Number(params.number), body: body.body, user: { login } };
      state.comments.push(made);
      return await reply.code(201).send(made);
    },
  );
  server.patch<{ Params: { id: string }; Body: { body: string } }>(
    `${top}/issues/comments/:id`,
    async ({ params, body }) =>
      Object.assign(state.comments.find((one) => one.id === Number(params.id)) ?? {}, body),
  );

  server.get<{ Params: { sha: string } }>(`${top}/commits/:sha/pulls`, async ({ params }) =>
    state.merges
      .filter(({ commit }) => commit === params.sha)
      .map(({ commit, head, pullRequest: number }) => ({
        ...{ number, merged_at: '2027-03-01T01:00:00Z', merge_commit_sha: commit, head: { sha: head } },
      })),
  );
  server.get<{ Querystring: Query }>(`${top}/actions/runs`, async ({ query }) => {
    const runs = state.merges
      .filter(({ head, plans }) => head === query.head_sha && plans)
      .flatMap(({ pullRequest }) => [
        { id: pullRequest, run_number: 1, run_attempt: 1, path: '.github/workflows/pull-request.yaml@main' },
        { id: 0, run_number: 2, run_attempt: 1, path: '.github/workflows/other.yaml' },
      ]);
    return { total_count: runs.length, workflow_runs: runs };
  });
  server.get<{ Params: { run: string }; Querystring: Query }>(
    `${top}/actions/runs/:run/artifacts`,
    async ({ params, query }) => {
      const plans = state.merges.find(({ pullRequest }) => pullRequest === Number(params.run))?.plans ?? {};
      const artifacts = Object.keys(plans)
        .filter((name) => name === query.name)
        .map((name) => ({ id: Number(params.run), name, expired: false }));
      return { total_count: artifacts.length, artifacts };
    },
  );
  server.get<{ Params: { id: string } }>(
    `${top}/actions/artifacts/:id/zip`,
    async ({ params }, reply) =>
      // GitHub sends on to where the bytes are.
      await reply.redirect(`${address()}/blobs/${params.id}`),
  );
  server.get<{ Params: { id: string } }>('/blobs/:id', async ({ params }, reply) => {
    const plans = state.merges.find(({ pullRequest }) => pullRequest === Number(params.id))?.plans ?? {};
    const [text = ''] = Object.values(plans);
    return await reply
      .type('application/zip')
      .send(Buffer.from(zipSync({ 'plan.md': Buffer.from('…'), 'plan.json': Buffer.from(text) })));
  });

  await server.listen({ host: '127.0.0.1', port: 0 });
  const address = () => `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return {
    state,
    /** What a job's environment says. */
    env: {
      GITHUB_API_URL: address(),
      GITHUB_REPOSITORY: 'denwaban-example/denwaban',
      GITHUB_TOKEN: 'token-of-a-test',
    },
    end: () => server.close(),
  };
}
