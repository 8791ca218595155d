import { PORTS } from '../ports.ts';
import type { CloudSettings, Place } from '../settings.ts';

/** A set of records in the hosted zone. */
export interface RecordSet {
  /** Also the name of the resource. */
  id: string;
  name: string;
  type: 'A' | 'CNAME' | 'MX' | 'SRV' | 'TXT';
  values: readonly string[];
}

/** Subdomain that bounces come back to: SES wants one of its own. */
export function bounceDomain(reportDomain: string): string {
  return `bounce.${reportDomain}`;
}

/** The name of a machine in the hosted zone. */
export function hostName({ name }: Place, domain: string): string {
  return `${name}.sip.${domain}`;
}

/** The name that operators elsewhere hand reports in at: the nodes', and that of their certificate. */
export function submissionName(reportDomain: string): string {
  return `submission.${reportDomain}`;
}

/** Records of mail: operators write to the nodes, customers get from SES and from nobody else. */
export function mailRecords({ reportDomain, region, nodes, domain, submission }: CloudSettings): RecordSet[] {
  const bounce = bounceDomain(reportDomain);
  return [
    {
      id: 'mx',
      name: reportDomain,
      type: 'MX',
      values: nodes.map((node) => `10 ${hostName(node, domain)}.`),
    },
    { id: 'spf', name: reportDomain, type: 'TXT', values: ['v=spf1 include:amazonses.com -all'] },
    {
      id: 'dmarc',
      name: `_dmarc.${reportDomain}`,
      type: 'TXT',
      values: ['v=DMARC1; p=reject; adkim=r; aspf=r'],
    },
    { id: 'bounce-mx', name: bounce, type: 'MX', values: [`10 feedback-smtp.${region}.amazonses.com.`] },
    { id: 'bounce-spf', name: bounce, type: 'TXT', values: ['v=spf1 include:amazonses.com -all'] },
    // Mail programs look there for what they are to be set to (RFC 6186).
    ...(submission.length === 0
      ? []
      : [
          {
            id: 'submission-srv',
            name: `_submission._tcp.${reportDomain}`,
            type: 'SRV' as const,
            values: [`0 1 ${PORTS.submission} ${submissionName(reportDomain)}.`],
          },
        ]),
  ];
}

/** Where phones find the edges: either will do, and over TLS alone. */
export function sipRecords({ domain, edges }: CloudSettings): RecordSet[] {
  const values = edges.map((edge) => `10 50 ${PORTS.sipTls} ${hostName(edge, domain)}.`);
  return [{ id: 'sips', name: `_sips._tcp.sip.${domain}`, type: 'SRV', values }];
}
