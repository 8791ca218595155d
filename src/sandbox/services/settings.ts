import type { SecretRef } from '../../model/stack.ts';
import type { ServicePlaces } from '../place.ts';

/** The variable that carries {@link ServiceSettings}, as JSON, into the stand-ins' container. No secret is in it. */
export const SETTINGS_VARIABLE = 'DENWABAN_SERVICES';

/** What the stand-ins are told. */
export interface ServiceSettings {
  places: ServicePlaces;
  chatworkAccount: number;
  chatworkToken: SecretRef;
  /** How many times shorter the windows of Chatwork's limits are: tests apply more often in five minutes than anybody does. */
  chatworkShortened: number;
  /** In the container. */
  paths: { store: string; secrets: string; mail: string; chatwork: string };
}
