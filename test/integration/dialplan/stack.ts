import type { OperatorId, PoolId } from '../../../src/domain/ids.ts';
import type { SecretRef, Stack } from '../../../src/model/stack.ts';
import { stack as sample } from '../../render/sample.ts';

/** Where a node without an agent is, and who may call it. */
export const NODE = '127.0.22.11';
export const CARRIER = '127.0.22.100';

const always = { from: '00:00', to: '24:00' };
export const ALL_DAY = { weekdays: always, saturdays: always, holidays: always };

/** All of them have one password: see `PASSWORD`. */
export function operator(id: string, pool = 'default'): Stack['operators'][number] {
  return {
    id: id as OperatorId,
    password: 'secret://operator#1' as SecretRef,
    pools: [pool as PoolId],
  };
}

/** One operator, and whoever calls from the carrier's address. */
export const ONE_OPERATOR: Stack = {
  ...sample,
  trunks: [{ name: 'carrier', addresses: [CARRIER] }],
  operators: [operator('op1')],
  pools: [{ id: 'default' as PoolId, strategy: 'rrmemory', wrapUpSeconds: 1 }],
  poolOf: new Map(),
};
