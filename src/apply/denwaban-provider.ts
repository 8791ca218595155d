import type { ApplyContext } from './context.ts';
import type { Provider } from './provider.ts';
import { chatworkRoomHandler } from './resources/chatwork-room.ts';
import { clusterHandler } from './resources/cluster.ts';
import { numbersHandler } from './resources/numbers.ts';
import { releaseHandler } from './resources/release.ts';
import { tenantHandler } from './resources/tenant.ts';

/** The handlers of all types, for any engine. */
export function denwabanProvider(context: ApplyContext): Provider {
  return {
    Cluster: clusterHandler(context),
    Numbers: numbersHandler(context),
    Tenant: tenantHandler(context),
    ChatworkRoom: chatworkRoomHandler(context),
    Release: releaseHandler(context),
  };
}
