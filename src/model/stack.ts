import type { NodeName, OperatorId, PoolId, ShardName, TenantId } from '../domain/ids.ts';
import type { AwsSettings } from './aws.ts';

/** What differs between environments: stacks/Pulumi.<stack>.yaml, keys `denwaban:…`. */
export interface Stack {
  name: string;
  /** What its folder below `.denwaban` is called: its name, with the sandbox's network where that is not its file's. */
  home: string;
  engine: 'embedded' | 'pulumi';
  /** Set only where the stack is the local sandbox: its loopback network and the clock that its nodes start with. */
  sandbox?: SandboxSettings;
  /** Set only where the stack lies in AWS. */
  aws?: AwsSettings;
  /**
   * `capture`: nothing leaves the nodes. Reports are kept there, Chatwork is never asked, and no room is made. `live`: customers get them; of a
   * sandbox the stand-ins on loopback.
   */
  delivery: 'live' | 'capture';
  /** Folder of the tenant files, relative to the project. */
  tenants: string;
  /** `file:<folder>` (relative to the project) or, on AWS, `s3://bucket[/prefix]`. */
  store: string;
  /** `kms:<key>`: releases are signed in KMS. Absent: with a key file of the stack's home. */
  signing?: string;
  /** `aws:<prefix>`: secrets are in AWS Secrets Manager. Absent: in a file of the stack's home. */
  secrets?: string;
  nodes: readonly { name: NodeName; address?: string }[];
  /** Where carriers' calls and operators' phones come in; none: they reach the nodes directly. */
  edges: readonly { name: NodeName; address: string }[];
  /** The edges' certificate with its key, as PEM: phones speak TLS with them too. */
  edgeTls?: SecretRef;
  trunks: readonly { name: string; addresses: readonly string[] }[];
  operators: readonly Operator[];
  pools: readonly Pool[];
  /** The pool that answers for a tenant; `default` where none is named. */
  poolOf: ReadonlyMap<TenantId, PoolId>;
  report: ReportSettings;
  chatwork: {
    api: string;
    token: SecretRef;
    /** Our own account: always an admin of every room. */
    account: number;
    /** The room of those who look after the service. */
    opsRoom?: number;
  };
  /** Who the service company is, for what customers get on paper. Absent: papers name nobody. */
  company?: ServiceCompany;
  /** Where operators' cards are read: `<cards>/<digest>.html`, named in Call-Info. */
  cards: string;
  /** Seconds of ringing before anything answers the caller, and so costs somebody. */
  ringSeconds: number;
  /** Seconds for which a caller then waits with music, answered, before it hears that; 0: none does. */
  waitSeconds: number;
  /** Seconds after which a silent node is skipped and named. */
  nodeSilenceSeconds: number;
  limits: Limits;
  /** 256 buckets by hash of the tenant id → shard. */
  shards: readonly ShardName[];
}

/** The telephone-secretary company itself, as its customers know it. */
export interface ServiceCompany {
  name: string;
  /** As people write it. */
  phone?: string;
  email?: string;
  /** When somebody answers there, in the company's own words. */
  hours?: string;
  /** An SVG or PNG file, relative to the project. */
  logo?: string;
}

/** How much one apply may change before somebody has to say that it is meant. */
export interface Limits {
  /** Of the tenants that are there before, so many in a hundred may be changed or deleted. */
  percent: number;
  /** With fewer tenants there before, `percent` does not count. */
  percentFrom: number;
  /** So many tenants may be changed or deleted. Absent: as many as `percent` allows. */
  tenants?: number;
}

export interface SandboxSettings {
  /** The first three bytes of its loopback network, such as `127.0.10`. */
  net: string;
  /** An instant with zone; the nodes' clocks start there, so that samples show the same on any day. */
  clock: string;
}

export interface Operator {
  id: OperatorId;
  password: SecretRef;
  /** What the operator's mail program shows at the nodes' submission port; never the phone's. Absent: it may hand nothing in there. */
  mailPassword?: SecretRef;
  pools: readonly PoolId[];
}

export interface Pool {
  id: PoolId;
  /** app_queue's strategy. */
  strategy: 'rrmemory' | 'leastrecent' | 'ringall' | 'fewestcalls' | 'random';
  /** Seconds after a call in which an operator is not rung by this pool. */
  wrapUpSeconds: number;
  /** Where a caller goes on waiting after so many seconds in this pool, or at once where nobody is in it. */
  overflow?: { to: PoolId; afterSeconds: number };
}

export interface ReportSettings {
  /** REPORT_DOMAIN: `<tenant>[+<person>]@domain` is the tenant's report address. */
  domain: string;
  /** Where Postfix hands outgoing mail to. Absent: directly by MX. */
  relay?: Relay;
  /** Networks whose hosts may write to report addresses: the operators'. */
  operatorNetworks: readonly string[];
  /** How operators elsewhere hand reports in: each with a password of its own (`mailPassword`). Absent: nobody does. */
  submission?: Submission;
  /** Days after a contract's end on which its last reports still arrive. */
  graceDays: number;
}

export interface Submission {
  /** Where operators may be. */
  networks: readonly string[];
  /** The nodes' certificate with its key, as PEM: a password is taken over TLS alone. */
  tls: SecretRef;
}

export interface Relay {
  host: string;
  port: number;
  /** A relay with a password takes mail of the report domain alone, over verified TLS; to any other none is shown. */
  login?: { user: string; password: SecretRef };
}

/** `secret://name#version`: resolved where it is used, never stored. */
export type SecretRef = string & { readonly secretRef: true };

/** The key of room markers: see docs/architecture.md. */
export const ROOM_MARKER_SECRET = 'secret://room-marker#1' as SecretRef;

/** Every secret that a stack refers to. */
export function secretRefs({
  operators,
  chatwork,
  report,
  edgeTls,
}: Pick<Stack, 'operators' | 'chatwork' | 'report' | 'edgeTls'>): SecretRef[] {
  const login = report.relay?.login;
  return [
    ...operators.map((operator) => operator.password),
    ...operators.flatMap((operator) => operator.mailPassword ?? []),
    chatwork.token,
    ROOM_MARKER_SECRET,
    ...(login ? [login.password] : []),
    ...(report.submission ? [report.submission.tls] : []),
    ...(edgeTls === undefined ? [] : [edgeTls]),
  ];
}
