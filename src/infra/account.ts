import * as aws from '@pulumi/aws';

/** AWS as one stack may touch it: one account, one region; with other credentials everything is refused before it begins. */
export function pinnedAccount(
  name: string,
  { account, region, stack }: { account: string; region: string; stack: string },
): aws.Provider {
  return new aws.Provider(name, {
    region: region as aws.Region,
    allowedAccountIds: [account],
    defaultTags: { tags: { 'denwaban:stack': stack } },
  });
}
