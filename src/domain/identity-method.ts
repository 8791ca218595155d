import type { LocalDate } from './local-date.ts';

/**
 * How a tenant's identity was verified (犯罪収益移転防止法, 本人特定事項の確認方法). Which methods may be used, and until when, is for
 * counsel to confirm: this is a list of names, no legal advice.
 */
export const IDENTITY_METHODS = [
  /** The IC chip of an identity document is read. */
  'ic-chip',
  /** 公的個人認証: the signature of the My Number card. */
  'jpki',
  /** Face to face, with the document itself. */
  'in-person',
  /** The register of companies, and a letter that is not forwarded. */
  'company-register',
  /** An original document by post, and a letter that is not forwarded. */
  'original-by-post',
  /** A picture of the document and of the face. */
  'document-image',
  /** A copy of the document by post, and a letter that is not forwarded. */
  'copy-by-post',
] as const;

export type IdentityMethod = (typeof IDENTITY_METHODS)[number];

/** From this day on the methods of {@link ENDING_METHODS} are no longer allowed (revised enforcement rules of the act). */
export const METHODS_END = '2027-04-01' as LocalDate;

/** Remote methods without the IC chip, which end on {@link METHODS_END}. */
export const ENDING_METHODS: ReadonlySet<string> = new Set<IdentityMethod>([
  'document-image',
  'copy-by-post',
]);

/** How the reference of a record is written, as a pattern. */
export const RECORD_REF = '^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$';
