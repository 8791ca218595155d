import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ChatworkClient, chatworkClient } from '../chatwork/client.ts';
import { FOR_REPORTS, Reserve } from '../chatwork/reserve.ts';
import { tenantsInTurn } from '../chatwork/rotation.ts';
import type { TenantId } from '../domain/ids.ts';
import { stateNames } from '../model/aws.ts';
import type { Stack } from '../model/stack.ts';
import { type StackHome, stackHome } from '../store/home.ts';
import { openStore } from '../store/open.ts';
import { openSecrets } from '../store/open-secrets.ts';
import { ROOM_MARKER_SECRET } from '../store/secrets.ts';
import type { Blobs } from '../store/store.ts';
import type { Patience } from './patience.ts';

/** A stack with everything that reaches outside: its store, its state's place, Chatwork. Opening it touches nothing. */
export interface Session {
  stack: Stack;
  home: StackHome;
  blobs: Blobs;
  patience: Patience;
  /** @param onWait told in seconds before each wait for Chatwork's limit */
  chatwork: (onWait?: (seconds: number) => void) => ChatworkClient;
  markerSecret: () => Promise<string>;
  /** Where Pulumi keeps what it knows of the stack, where it is the engine. */
  pulumi: PulumiPlace;
  /** Tenants whose Chatwork rooms have their turn to be looked into. */
  inTurn: (tenants: Iterable<TenantId>) => ReadonlySet<TenantId>;
}

/** Nothing in Pulumi's state is secret; whatever else somebody puts there by hand is opened by that key alone. */
export interface PulumiPlace {
  /** `file:///…` or `s3://<bucket>`. */
  backend: string;
  /** `passphrase` or `awskms://…`. */
  secretsProvider: string;
}

/** Seconds after which a node that talks but does not finish is given up: reloads with 10,000 tenants take a few. */
const LIMIT_SECONDS = 600;
const POLL_MS = 100;

/** @param project the project's folder */
export function openSession(project: string, stack: Stack): Session {
  const home = stackHome(project, stack.home);
  const secrets = openSecrets(stack.secrets ?? home.secrets);
  return {
    stack,
    home,
    blobs: openStore(stack.store, project),
    patience: { silence: stack.nodeSilenceSeconds, limit: LIMIT_SECONDS, poll: POLL_MS },
    chatwork: (onWait) =>
      chatworkClient({
        api: stack.chatwork.api,
        token: () => secrets(stack.chatwork.token),
        reserve: new Reserve(FOR_REPORTS),
        ...(onWait ? { onWait } : {}),
      }),
    markerSecret: () => secrets(ROOM_MARKER_SECRET),
    pulumi: pulumiPlace(home, stack),
    inTurn: (tenants) => tenantsInTurn(tenants, Date.now()),
  };
}

/** On AWS the bucket and the key that were made once for the environment; else a folder of the stack's own. */
function pulumiPlace(home: StackHome, { name, aws }: Stack): PulumiPlace {
  if (aws === undefined) {
    const folder = pathToFileURL(join(home.folder, 'pulumi'));
    return { backend: folder.href, secretsProvider: 'passphrase' };
  }
  const { stateBucket, stateKeyAlias } = stateNames(name, aws.account);
  return {
    backend: `s3://${stateBucket}`,
    secretsProvider: `awskms://${stateKeyAlias}?region=${aws.region}`,
  };
}
