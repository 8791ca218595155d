import type { FastifyInstance } from 'fastify';
import { accountFields, isContact } from './accounts.ts';
import type { ChatworkState } from './state.ts';

/** The token's own account and its contacts: everybody of its rooms who is one. */
export function accountRoutes(api: FastifyInstance, state: ChatworkState): void {
  api.get('/me', () => ({
    ...accountFields(state.account),
    room_id: state.rooms().find((room) => room.type === 'my')?.id,
    title: '',
    url: '',
    introduction: '',
    mail: '',
    tel_organization: '',
    tel_extension: '',
    tel_mobile: '',
    skype: '',
    facebook: '',
    twitter: '',
    login_mail: 'operator@denwaban.example',
  }));

  api.get('/contacts', () => {
    const known = state.rooms().flatMap((room) => room.members.map((member) => member.account));
    return [...new Set(known)]
      .filter((account) => account !== state.account && isContact(account))
      .map((account) => ({ ...accountFields(account), room_id: account + 100_000 }));
  });
}
