// What the page of an audit has in it, as JSON. Read by the page itself (pages/audit) too, which is no Node.js: nothing is imported here.

/** An answer of `audit page`, each commit told once. */
export interface PageData {
  source: { branch: string; commit: string; folder: string; since?: string; stacks: readonly string[] };
  /** The day by which it was judged, `2027-03-01`; so are all days. */
  day: string;
  commits: readonly PageCommit[];
  numbers: readonly PageNumber[];
  violations: readonly PageViolation[];
  notes: readonly PageViolation[];
}

export interface PageCommit {
  commit: string;
  day: string;
  at: string;
  author: string;
  merger: string;
  pullRequest?: number;
  merge: boolean;
}

/** A place in the list of commits. */
type At = number;

export interface PageNumber {
  /** As people write it: 03-5000-0001. */
  number: string;
  holders: readonly PageHolder[];
  released: readonly { usage: string; on: string; began: At; ended?: At }[];
  reserved: readonly { reason: string; began: At; ended?: At }[];
  quarantines: readonly { usage: string; from: string; to: string; tenant?: string }[];
  /** Places in the list of violations. */
  violations: readonly number[];
}

export interface PageHolder {
  tenant: string;
  formerIds?: readonly string[];
  usage: string;
  kind: string;
  from: string;
  to?: string;
  neverBegan?: true;
  began: At;
  ended?: At;
  how?: string;
  identityChecks: readonly { recordRef?: string; method?: string; verifiedOn?: string }[];
  suspensions?: readonly { from: string; to?: string; reason?: string }[];
  applied?: readonly { stack: string; at?: string; sequence?: number }[];
}

export interface PageViolation {
  code: string;
  tenant?: string;
  number?: string;
  stack?: string;
  commit?: At;
  about?: string;
  file?: string;
  line?: number;
  what: string;
  action?: string;
}
