import { readRooms } from '../../sandbox/chat.ts';
import { requireUp } from '../../sandbox/cluster/status.ts';
import { BaseCommand, jsonFormatFlag } from '../base.ts';
import { printableJson } from '../format/printable.ts';
import { roomsMarkdown, roomsText } from '../format/rooms.ts';
import { openSandbox, sandboxFlags } from './_shared/open.ts';

/** All rooms of the Chatwork stand-in. */
export default class SandboxChat extends BaseCommand {
  static override summary = 'Print, as JSON unless told otherwise, the Chatwork rooms and their messages';
  static override examples = ['<%= config.bin %> sandbox chat'];
  static override flags = { ...sandboxFlags, format: jsonFormatFlag };

  async run(): Promise<void> {
    const { flags } = await this.parse(SandboxChat);
    const { stack } = await openSandbox(flags.stack);
    await requireUp(stack);
    const rooms = await readRooms(stack);
    this.print(flags.format, {
      text: () => roomsText(rooms, this.language),
      json: () => printableJson(rooms),
      markdown: () => roomsMarkdown(rooms, this.language),
    });
  }
}
