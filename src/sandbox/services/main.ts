// The sandbox's stand-ins in one process: Chatwork, the customers' mailboxes, and the operators' cards.

import { cardServer } from '../../node/cards/server.ts';
import { openFolder } from '../../store/folder.ts';
import { fileSecrets } from '../../store/secrets.ts';
import { chatworkStandIn } from './chatwork/server.ts';
import { mailboxes } from './mailboxes.ts';
import { SETTINGS_VARIABLE, type ServiceSettings } from './settings.ts';

const { places, paths, ...settings } = JSON.parse(process.env[SETTINGS_VARIABLE] ?? '') as ServiceSettings;

const chatwork = await chatworkStandIn({
  token: await fileSecrets(paths.secrets)(settings.chatworkToken),
  account: settings.chatworkAccount,
  shortened: settings.chatworkShortened,
  file: paths.chatwork,
});
const cards = cardServer(openFolder(paths.store));
const mail = await mailboxes(places.mailboxes, paths.mail);
await chatwork.listen(places.chatwork);
await cards.listen(places.cards);
console.log('ready');

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    mail.close();
    await Promise.all([chatwork.close(), cards.close()]);
    process.exit(0);
  });
}
