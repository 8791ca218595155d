import { type ChatworkClient, chatworkClient } from '../chatwork/client.ts';
import { tenantsInTurn } from '../chatwork/rotation.ts';
import type { TenantId } from '../domain/ids.ts';
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
  /** Tenants whose Chatwork rooms have their turn to be looked into. */
  inTurn: (tenants: Iterable<TenantId>) => ReadonlySet<TenantId>;
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
        ...(onWait ? { onWait } : {}),
      }),
    markerSecret: () => secrets(ROOM_MARKER_SECRET),
    inTurn: (tenants) => tenantsInTurn(tenants, Date.now()),
  };
}
