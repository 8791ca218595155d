import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Job, Step } from './workflows.ts';

/** What GitHub gives a step beside its own environment. */
export interface Around {
  /** The job's folder. */
  workspace: string;
  /** In place of what the workflow's expressions come to there. */
  env: Readonly<Record<string, string>>;
  /** Expressions of `if` other than on outputs. */
  holds?: Readonly<Record<string, boolean>>;
}

export interface JobRun {
  /** Steps of ours that ran, by name. */
  ran: string[];
  outputs: Record<string, string>;
  summary: string;
  /** Of the step that failed. */
  failed?: { step: string; stdout: string; stderr: string };
}

/** What sets up is there already. */
const SET_UP = 'set up';

/** Runs the scripts of a job as they stand, in their order and folders, until one fails. Actions of others are left out. */
export async function runJob(job: Job, { workspace, env, holds = {} }: Around): Promise<JobRun> {
  const files = join(workspace, '.github-files');
  await mkdir(files, { recursive: true });
  const [output, summary] = [join(files, 'output'), join(files, 'summary')];
  await Promise.all([output, summary].map((file) => writeFile(file, '')));
  const run: JobRun = { ran: [], outputs: {}, summary: '' };
  for (const step of job.steps) {
    if (step.run === undefined || step.name === SET_UP || !applies(step, run.outputs, holds)) continue;
    const name = step.name ?? step.run;
    const { exitCode, stdout, stderr } = await execa('bash', ['-eo', 'pipefail', '-c', step.run], {
      cwd: join(workspace, step['working-directory'] ?? '.'),
      stdin: 'ignore',
      reject: false,
      extendEnv: true,
      env: {
        ...plain(job.env),
        ...plain(step.env),
        NO_COLOR: '1',
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        ...env,
      },
    });
    run.outputs = parseOutputs(await readFile(output, 'utf8'));
    run.summary = await readFile(summary, 'utf8');
    if (exitCode !== 0) return { ...run, failed: { step: name, stdout, stderr } };
    run.ran.push(name);
  }
  return run;
}

/** What is an expression is given by whoever runs the job. */
function plain(env: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => !value.includes('${{')));
}

function applies(
  step: Step,
  outputs: Record<string, string>,
  holds: Readonly<Record<string, boolean>>,
): boolean {
  if (step.if === undefined) return true;
  const known = holds[step.if];
  if (known !== undefined) return known;
  const [, output = '', value] = /^steps\.\w+\.outputs\.(\w+) == '([\w-]+)'$/.exec(step.if) ?? [];
  if (value === undefined) throw new Error(`nobody says whether it holds: ${step.if}`);
  return outputs[output] === value;
}

function parseOutputs(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}
