/**
 * Who is in whose contacts, without a directory: accounts below 9000 are contacts of ours and can be put into rooms by the API;
 * all others are strangers, who come in by an invitation link alone.
 */
export function isContact(account: number): boolean {
  return account < 9000;
}

/** An account as it stands in a list of members or contacts. */
export function accountFields(account: number): Record<string, unknown> {
  return {
    account_id: account,
    name: accountName(account),
    chatwork_id: `account${account}`,
    organization_id: isContact(account) ? 1 : 2,
    organization_name: '',
    department: '',
    avatar_image_url: avatar(account),
  };
}

/** An account as it stands beside a message or a file. */
export function author(account: number): Record<string, unknown> {
  return { account_id: account, name: accountName(account), avatar_image_url: avatar(account) };
}

function accountName(account: number): string {
  return `アカウント ${account}`;
}

function avatar(account: number): string {
  return `https://appdata.chatwork.example/avatar/${account}.png`;
}
