import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineEvent } from '@pulumi/pulumi/automation/index.js';
import type { Session } from '../../session.ts';
import { PROJECT } from './checkpoint.ts';
import { parseUrn } from './types.ts';

/** A resource that is live otherwise than Pulumi's state has it. */
export interface Refreshed {
  /** Such as `aws:ec2/securityGroup:SecurityGroup`. */
  token: string;
  name: string;
  /** `delete`: it is no longer there. */
  op: string;
  /** Property → how it differs: `add` is in what is live alone, `delete` in state alone. */
  diff: Readonly<Record<string, { diffKind: string; inputDiff: boolean }>>;
  state: Sides;
  /** Absent where the resource is no longer there. */
  live?: Sides;
}

/** What is secret is `[secret]` in both. */
export interface Sides {
  id: string;
  inputs: Properties;
  outputs: Properties;
}

type Properties = Readonly<Record<string, unknown>>;

/** A resource that could not be looked at. */
export interface NotRefreshed {
  token: string;
  name: string;
  /** In the provider's words. */
  message: string;
}

/**
 * Asks the providers of one of Pulumi's stacks what is live. Writes no state and takes no lock; runs no program, and so makes nothing. Images
 * are left out: their provider reads nothing, and wants a Docker daemon for that. Throws what the CLI says where the look as a whole fails.
 */
export async function previewRefresh(
  { home, pulumi }: Pick<Session, 'home' | 'pulumi'>,
  stackName: string,
): Promise<{ refreshed: Refreshed[]; failed: NotRefreshed[] }> {
  const { LocalWorkspace } = await import('@pulumi/pulumi/automation/index.js');
  // Not the folder of an apply, which may be under way.
  const workDir = join(home.folder, 'pulumi-look');
  await mkdir(workDir, { recursive: true, mode: 0o700 });
  const stack = await LocalWorkspace.selectStack(
    // Never run: what is in state says what to ask for.
    { stackName, projectName: PROJECT, program: async () => {} },
    {
      workDir,
      projectSettings: { name: PROJECT, runtime: 'nodejs', backend: { url: pulumi.backend } },
      envVars: {
        PULUMI_BACKEND_URL: pulumi.backend,
        // Of the folder's own, empty configuration: state names what opens it.
        PULUMI_CONFIG_PASSPHRASE: process.env.PULUMI_CONFIG_PASSPHRASE ?? '',
        PULUMI_SKIP_UPDATE_CHECK: 'true',
      },
    },
  );
  const refreshed: Refreshed[] = [];
  const failed: NotRefreshed[] = [];
  try {
    await stack.previewRefresh({
      exclude: [`urn:pulumi:${stackName}::${PROJECT}::**docker:index/image:Image::**`],
      onEvent(event) {
        const step = stepOf(event);
        if (step) refreshed.push(step);
        const failure = failureOf(event);
        if (failure) failed.push(failure);
      },
    });
  } catch (error) {
    if (failed.length === 0) throw error;
  }
  return { refreshed, failed };
}

function stepOf({ resOutputsEvent }: EngineEvent): Refreshed | undefined {
  if (!resOutputsEvent) return undefined;
  const { op, urn, old, new: live, detailedDiff, diffs } = resOutputsEvent.metadata;
  if (!old || op === 'same' || op === 'refresh') return undefined;
  // A provider that tells no details names properties alone.
  const unknown = (diffs ?? []).map((path) => [path, { diffKind: 'update', inputDiff: true }] as const);
  return {
    ...ofUrn(urn),
    op,
    diff: Object.keys(detailedDiff ?? {}).length > 0 ? (detailedDiff ?? {}) : Object.fromEntries(unknown),
    state: old,
    ...(live ? { live } : {}),
  };
}

function failureOf({ diagnosticEvent }: EngineEvent): NotRefreshed | undefined {
  if (diagnosticEvent?.severity !== 'error') return undefined;
  const { urn, message } = diagnosticEvent;
  // Without a resource it is Pulumi's own summing up, or what it throws as well.
  return urn ? { ...ofUrn(urn), message } : undefined;
}

function ofUrn(urn: string): { token: string; name: string } {
  const { token, name } = parseUrn(urn);
  return { token, name };
}
