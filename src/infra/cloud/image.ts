import * as aws from '@pulumi/aws';
import * as docker from '@pulumi/docker';
import * as pulumi from '@pulumi/pulumi';

export interface ImageArgs {
  stack: string;
  /** Folder with the Dockerfile and all that it copies. */
  context: string;
}

/** An image built here, kept in a repository of our own, and named by its digest: what was tested is what runs. */
export class Image extends pulumi.ComponentResource {
  readonly repositoryArn: pulumi.Output<string>;
  /** `<registry>/<repository>@sha256:…` */
  readonly reference: pulumi.Output<string>;

  constructor(name: string, { stack, context }: ImageArgs, opts: pulumi.ComponentResourceOptions) {
    super('denwaban:aws:Image', name, {}, opts);
    const child = { parent: this };
    const repository = new aws.ecr.Repository(
      name,
      {
        name: `denwaban-${stack}-${name}`,
        // The one tag moves; nothing runs by it.
        imageTagMutability: 'MUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: 'AES256' }],
      },
      child,
    );
    new aws.ecr.LifecyclePolicy(
      name,
      { repository: repository.name, policy: JSON.stringify(KEEP_TEN) },
      child,
    );
    const access = aws.ecr.getAuthorizationTokenOutput({ registryId: repository.registryId }, child);
    const image = new docker.Image(
      name,
      {
        build: { context, platform: 'linux/amd64' },
        imageName: pulumi.interpolate`${repository.repositoryUrl}:current`,
        registry: {
          server: repository.repositoryUrl,
          username: access.userName,
          // Good for twelve hours; without the word it would lie in Pulumi's state as it is.
          password: pulumi.secret(access.password),
        },
      },
      child,
    );
    this.repositoryArn = repository.arn;
    this.reference = image.repoDigest.apply(pinned);
    this.registerOutputs({ reference: this.reference });
  }
}

const KEEP_TEN = {
  rules: [
    {
      rulePriority: 1,
      description: 'Ten images that are no longer current',
      selection: { tagStatus: 'untagged', countType: 'imageCountMoreThan', countNumber: 10 },
      action: { type: 'expire' },
    },
  ],
};

function pinned(reference: string): string {
  if (!/@sha256:[0-9a-f]{64}$/.test(reference)) throw new Error(`${reference} names no digest`);
  return reference;
}
