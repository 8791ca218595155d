import { Problem } from '../../domain/problem.ts';
import type { AwsSettings } from '../../model/aws.ts';
import { type SecretRef, type Stack, secretRefs } from '../../model/stack.ts';
import type { BootstrapSettings } from '../bootstrap/settings.ts';

/** A machine of the stack: a node or an edge. */
export interface Place {
  name: string;
  /** Private, in the VPC: it stays when the machine is exchanged. */
  address: string;
}

/** Everything that the cluster in AWS is made from. Plain values: what differs between environments, and nothing else. */
export interface CloudSettings extends BootstrapSettings {
  zones: readonly string[];
  network: string;
  nodes: readonly Place[];
  edges: readonly Place[];
  /** Networks that SIP of carriers comes from. */
  carriers: readonly string[];
  /** Networks of the operators: phones, and reports by mail. */
  operators: readonly string[];
  /** Networks of operators elsewhere, who hand reports in with a password; none: nobody does. */
  submission: readonly string[];
  /** Networks that voice alone comes from. */
  media: readonly string[];
  machines: AwsSettings['machines'];
  ami: string;
  /** Hosted zone; phones register at `sip.<domain>`. */
  domain: string;
  reportDomain: string;
  /** The name that operators read cards at, in the hosted zone: the edges'. */
  cardsHost: string;
  alarms: string;
  /** Names of the secrets that nodes resolve. Their values are put in by a person, never by this program. */
  secrets: readonly string[];
  nodeSilenceSeconds: number;
  /** Folders that images are built from, relative to the Pulumi program. */
  images: { node: string; edge: string };
}

/** Problem `stack-not-in-aws` where a stack has no section `denwaban:aws`. */
export function cloudSettings(stack: Stack, images: CloudSettings['images']): CloudSettings {
  const { aws } = stack;
  const store = /^s3:\/\/(.+)$/.exec(stack.store)?.[1];
  if (aws === undefined || store === undefined) {
    throw new Problem(
      'stack-not-in-aws',
      {
        en: `stack ${stack.name} says nothing of AWS`,
        ja: `スタック ${stack.name} に AWS の設定がありません`,
      },
      {
        en: 'choose another, or give it denwaban:aws and a store s3://…',
        ja: '別のスタックを選ぶか、denwaban:aws と s3://… のストアを書いてください',
      },
    );
  }
  return {
    ...aws,
    stack: stack.name,
    store,
    zones: aws.zones.map((letter) => `${aws.region}${letter}`),
    // A stack in AWS has an address for each: see src/model/aws-rules.ts.
    nodes: stack.nodes.map(({ name, address = '' }) => ({ name, address })),
    edges: stack.edges,
    carriers: stack.trunks.flatMap((trunk) => trunk.addresses),
    operators: stack.report.operatorNetworks,
    submission: stack.report.submission?.networks ?? [],
    reportDomain: stack.report.domain,
    cardsHost: new URL(stack.cards).hostname,
    secrets: [...new Set(secretRefs(stack).map(nameOf))],
    nodeSilenceSeconds: stack.nodeSilenceSeconds,
    images,
  };
}

function nameOf(ref: SecretRef): string {
  return ref.replace(/^secret:\/\//, '').replace(/#.*$/, '');
}
