import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { CloudSettings, Place } from '../settings.ts';
import { hostName, mailRecords, type RecordSet, sipRecords, submissionName } from './records.ts';

export interface NamesArgs extends CloudSettings {
  dkimTokens: pulumi.Output<string[]>;
  externalAddresses: ReadonlyMap<string, pulumi.Output<string>>;
}

/** SES makes three keys, so that it can renew them. */
const DKIM_KEYS = [0, 1, 2];
const TTL = 300;

/** All records of the stack in its hosted zone, which is there already. */
export class Names extends pulumi.ComponentResource {
  constructor(name: string, args: NamesArgs, opts: pulumi.ComponentResourceOptions) {
    super('denwaban:aws:Names', name, {}, opts);
    const zoneId = aws.route53.getZoneOutput({ name: args.domain }, { parent: this }).zoneId;
    const record = (id: string, values: Omit<aws.route53.RecordArgs, 'zoneId' | 'ttl'>) =>
      new aws.route53.Record(id, { zoneId, ttl: TTL, ...values }, { parent: this });
    for (const set of [...mailRecords(args), ...sipRecords(args)]) record(set.id, valuesOf(set));
    const addressOf = ({ name }: Place): pulumi.Output<string> => {
      const address = args.externalAddresses.get(name);
      if (address === undefined) throw new Error(`${name} has no address`);
      return address;
    };
    for (const place of [...args.nodes, ...args.edges])
      record(place.name, { name: hostName(place, args.domain), type: 'A', records: [addressOf(place)] });
    // Browsers try the other edge where one does not answer.
    record('cards', { name: args.cardsHost, type: 'A', records: args.edges.map(addressOf) });
    if (args.submission.length > 0)
      record('submission', {
        name: submissionName(args.reportDomain),
        type: 'A',
        records: args.nodes.map(addressOf),
      });
    for (const n of DKIM_KEYS) {
      const token = args.dkimTokens.apply((tokens) => tokens[n] ?? missing(n));
      record(`dkim-${n + 1}`, {
        name: pulumi.interpolate`${token}._domainkey.${args.reportDomain}`,
        type: 'CNAME',
        records: [pulumi.interpolate`${token}.dkim.amazonses.com`],
      });
    }
    this.registerOutputs({});
  }
}

function valuesOf({ name, type, values }: RecordSet) {
  return { name, type, records: [...values] };
}

function missing(n: number): never {
  throw new Error(`SES gave no key ${n + 1} for the report domain`);
}
