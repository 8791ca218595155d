import type { Statement } from '../../access/document.ts';
import type { CloudSettings } from '../settings.ts';

/**
 * What the way to S3 lets through: the store, the layers of our images, and Amazon Linux's own packages. A machine in wrong hands
 * cannot carry anything away to a bucket of somebody else's by this way.
 */
export function s3EndpointStatements({ store, region }: CloudSettings): Statement[] {
  const bucket = `arn:aws:s3:::${store}`;
  return [
    {
      sid: 'Store',
      actions: ['s3:GetObject', 's3:PutObject', 's3:ListBucket'],
      resources: [bucket, `${bucket}/*`],
      principals: '*',
    },
    {
      sid: 'ImagesAndPackages',
      actions: ['s3:GetObject'],
      resources: [
        `arn:aws:s3:::prod-${region}-starport-layer-bucket/*`,
        `arn:aws:s3:::al2023-repos-${region}-de612dc2/*`,
      ],
      principals: '*',
    },
  ];
}
