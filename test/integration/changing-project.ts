import { expect } from 'vitest';
import { readRooms } from '../../src/sandbox/chat.ts';
import { type ProjectCopy, tenantFile } from './project-copy.ts';

/** A project that wants something else in each round: tenants, hours, numbers, pools, the library, and every second time a room more. */
export class ChangingProject {
  readonly project: ProjectCopy;
  readonly #ringSeconds: number;
  readonly #rooms: string[] = [];

  /** @param ringSeconds that the stack starts with; rounds add to it */
  constructor(project: ProjectCopy, ringSeconds: number) {
    this.project = project;
    this.#ringSeconds = ringSeconds;
  }

  async change(round: number): Promise<void> {
    const { project } = this;
    await project.edit('yamada-shoji', (text) =>
      text.replace(/name: 株式会社.*/, `name: ${companyOf(round)}`),
    );
    await project.edit('rd-lab', (text) =>
      text.replace(/weekdays: "\d\d/, `weekdays: "${String(1 + (round % 9)).padStart(2, '0')}`),
    );
    if (round % 2 === 0) {
      const room = `新規${round}様 受電報告`;
      this.#rooms.push(room);
      const number = `03-5000-${String(200 + round).padStart(4, '0')}`;
      const about = { company: `新規${round}株式会社`, number, room };
      await project.putTenant(`shinki-${round}`, tenantFile(`shinki-${round}`, about));
      // Long ended: such a tenant may also be removed.
      const ended = { company: '終わり商会', number: '03-5000-0400', ends: '2026-01-31' };
      if (round % 4 === 0) await project.putTenant('owari', tenantFile('owari', ended));
      else await project.removeTenant('owari');
    }
    if (round % 3 === 0) await project.set('ringSeconds', this.#ringSeconds + 1 + round);
    if (round % 3 === 1) {
      const strategy = round % 2 === 0 ? 'rrmemory' : 'random';
      await project.configure((text) => text.replace(/strategy: \w+/, `strategy: ${strategy}`));
    }
  }

  /** Every room that was ever wanted is there, and once. */
  async expectEachRoomOnce(told: string): Promise<void> {
    const live = (await readRooms(await this.project.stack())).map(({ room }) => room);
    expect(this.#rooms.length).toBeGreaterThan(0);
    for (const room of this.#rooms) {
      expect(
        live.filter((name) => name === room),
        told,
      ).toEqual([room]);
    }
  }

  /** The next apply ends right: everything is there, and nothing differs. */
  async expectNextAppliesAll(told: string): Promise<void> {
    expect(await this.project.on('apply'), told).toMatchObject({ exitCode: 0 });
    const drift = await this.project.on('drift', '--format', 'json');
    expect(drift, told).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(drift.stdout), told).toMatchObject({ differences: [], notApplied: [] });
  }
}

/** What an operator's phone shows of yamada-shoji since that round. */
export function companyOf(round: number): string {
  return `株式会社山田商事 第${round}回`;
}
