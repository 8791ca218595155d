import { strFromU8, unzipSync } from 'fflate';
import { Problem } from '../domain/problem.ts';
import { asked, type Repository } from './repository.ts';

/** The file of the workflow that plans pull requests. */
export const PLANNING_WORKFLOW = '.github/workflows/pull-request.yaml';
/** Its file in the artefact. */
const PLAN = 'plan.json';
/** Bytes: a plan of every tenant there is stays far below. */
const MOST = 64 * 2 ** 20;

/** A plan that somebody had before them when they merged. */
export interface ReviewedPlan {
  /** The commit of the merge. */
  commit: string;
  pullRequest: number;
  /** As the job wrote it. */
  text: string;
}

/** What the artefact of a stack's plan is called. */
export function planArtifact(stack: string): string {
  return `plan-${stack}`;
}

/**
 * The plans that were shown on the pull requests of merges: the artefact of the last planning run that succeeded for what was merged.
 * @param commits on the first-parent line of the branch; one that no pull request brought has no plan
 */
export async function reviewedPlans(
  repository: Repository,
  stack: string,
  commits: readonly string[],
): Promise<ReviewedPlan[]> {
  const plans: ReviewedPlan[] = [];
  for (const commit of commits) {
    const plan = await asked({ en: `plan of commit ${commit}`, ja: `コミット ${commit} の計画` }, () =>
      reviewedPlan(repository, stack, commit),
    );
    if (plan) plans.push(plan);
  }
  return plans;
}

async function reviewedPlan({ octokit, owner, repo }: Repository, stack: string, commit: string) {
  const found = await octokit.rest.repos.listPullRequestsAssociatedWithCommit({
    ...{ owner, repo, commit_sha: commit },
  });
  const pull = found.data.find(({ merged_at, merge_commit_sha }) => merged_at && merge_commit_sha === commit);
  if (!pull) return undefined;
  const runs = await octokit.paginate(octokit.rest.actions.listWorkflowRunsForRepo, {
    ...{ owner, repo, head_sha: pull.head.sha, event: 'pull_request', status: 'success', per_page: 100 },
  });
  const [run] = runs
    // GitHub may name the branch that a workflow is of behind it.
    .filter(({ path }) => path.split('@')[0] === PLANNING_WORKFLOW)
    .sort((a, b) => b.run_number - a.run_number || (b.run_attempt ?? 0) - (a.run_attempt ?? 0));
  if (!run) return undefined;
  const artifacts = await octokit.paginate(octokit.rest.actions.listWorkflowRunArtifacts, {
    ...{ owner, repo, run_id: run.id, name: planArtifact(stack), per_page: 100 },
  });
  const artifact = artifacts.find(({ name, expired }) => name === planArtifact(stack) && !expired);
  if (!artifact) return undefined;
  const download = await octokit.rest.actions.downloadArtifact({
    ...{ owner, repo, artifact_id: artifact.id, archive_format: 'zip' },
  });
  return {
    commit,
    pullRequest: pull.number,
    text: planOf(new Uint8Array(download.data as ArrayBuffer), artifact.name),
  };
}

function planOf(zip: Uint8Array, name: string): string {
  const refuse = () =>
    new Problem(
      'reviewed-plan',
      { en: `the artefact ${name} holds no ${PLAN}`, ja: `成果物 ${name} に ${PLAN} がありません` },
      {
        en: 'run the workflow of the pull request again',
        ja: 'プルリクエストのワークフローをもう一度実行してください',
      },
    );
  try {
    const files = unzipSync(zip, { filter: (file) => file.name === PLAN && file.originalSize <= MOST });
    const plan = files[PLAN];
    if (plan) return strFromU8(plan);
  } catch {
    throw refuse();
  }
  throw refuse();
}
