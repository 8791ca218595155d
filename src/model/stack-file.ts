import type { AwsConfig } from './aws.ts';
import type { Pool, ServiceCompany, Stack } from './stack.ts';

/** The `config:` of a stack file as its schema allows it. */
export interface StackConfig {
  'denwaban:engine': Stack['engine'];
  'denwaban:delivery': Stack['delivery'];
  'denwaban:tenants'?: string;
  'denwaban:store'?: string;
  'denwaban:signing'?: string;
  'denwaban:secrets'?: string;
  'denwaban:sandbox'?: { net: string; clock: string; home?: string };
  'denwaban:aws'?: AwsConfig;
  'denwaban:nodes': { name: string; address?: string }[];
  'denwaban:edges'?: { name: string; address: string }[];
  'denwaban:edgeTls'?: string;
  'denwaban:trunks': { name: string; addresses: string[] }[];
  'denwaban:operators': { id: string; password: string; mailPassword?: string; pools: string[] }[];
  'denwaban:pools': PoolConfig[];
  'denwaban:report': {
    domain: string;
    relay?: { host: string; port: number; user?: string; password?: string };
    operatorNetworks: string[];
    submission?: { networks: string[]; tls: string };
    graceDays?: number;
  };
  'denwaban:chatwork': { api: string; token: string; account: number; opsRoom?: number };
  'denwaban:company'?: ServiceCompany;
  'denwaban:cards': string;
  'denwaban:ringSeconds'?: number | string;
  'denwaban:waitSeconds'?: number | string;
  'denwaban:nodeSilenceSeconds'?: number | string;
  'denwaban:limits'?: { percent?: number; tenants?: number };
  'denwaban:shards': Record<string, [number, number]>;
}

export interface PoolConfig {
  id: string;
  strategy: Pool['strategy'];
  tenants?: string[];
  wrapUpSeconds?: number;
  overflow?: { to: string; afterSeconds: number };
}

/** What the file says, or the default. */
export function ringSeconds(config: StackConfig): number {
  return Number(config['denwaban:ringSeconds'] ?? 20);
}

/** What the file says, or the default. */
export function waitSeconds(config: StackConfig): number {
  return Number(config['denwaban:waitSeconds'] ?? 60);
}
