import { addDays, dateAt, type LocalDate } from '../../src/domain/local-date.ts';
import { seeded } from '../../test/seeded.ts';
import { type Change, HistoryWriter } from './writer.ts';

/** Seconds since 1970: 1 April 2024 in Japan, 9 o'clock. */
export const BEGIN = Date.UTC(2024, 3, 1) / 1000;
/** The days that the whole history takes. */
const DAYS = 940;
const QUARANTINE = { displayed: 365, forwarding: 90 } as const;
/** Numbers that one block of the inventory has. */
const BLOCK = 10_000;

interface Line {
  number: string;
  usage: 'displayed' | 'forwarding';
  from: LocalDate;
  starts?: LocalDate;
  ends?: LocalDate;
}

interface Company {
  id: string;
  starts: LocalDate;
  ends?: LocalDate;
  suspended?: LocalDate;
  lines: Line[];
  channel: 'mail' | 'chatwork';
  people: number;
  hours: number;
}

/** Keeps every rule: whatever an audit finds in what it writes is invented. */
class Simulation {
  readonly #random: () => number;
  readonly #companies: Company[] = [];
  /** `over`: the day after the last quarantine. */
  readonly #ended: (Company & { over: LocalDate })[] = [];
  /** Numbers that were given back, with the first day on which they can be lent again. */
  readonly #free: { number: string; from: LocalDate }[] = [];
  #made = 0;
  #numbers = 0;
  #reserved = 0;

  constructor(seed: number) {
    this.#random = seeded(seed);
  }

  first(count: number, today: LocalDate, most: number): Record<string, Change> {
    const files: Record<string, Change> = { 'tenants/_numbers.yaml': this.#numbersFile(most) };
    for (let i = 0; i < count; i++) Object.assign(files, this.#newcomer(today));
    return files;
  }

  /** What one commit changes. */
  step(today: LocalDate, most: number): Record<string, Change> {
    const dice = this.#random();
    const gone = dice < 0.1 ? this.#ended.findIndex(({ over }) => over <= today) : -1;
    if (gone >= 0) return this.#delete(gone);
    if (dice < 0.22 && this.#companies.length < most) return this.#newcomer(today);
    if (dice >= 0.22 && dice < 0.221) return { 'tenants/_numbers.yaml': this.#numbersFile(most) };
    const company = this.#companies[Math.floor(this.#random() * this.#companies.length)];
    if (!company) return this.#newcomer(today);
    if (dice < 0.25 && company.starts < today) this.#end(company, today);
    else if (dice < 0.3) this.#another(company, today);
    else if (dice < 0.32) endOne(company, today);
    else if (dice < 0.34) suspend(company, today);
    else if (dice < 0.37) company.channel = company.channel === 'mail' ? 'chatwork' : 'mail';
    else if (dice < 0.45) company.hours += 1;
    else company.people += 1;
    return fileOf(company);
  }

  #newcomer(today: LocalDate): Record<string, Change> {
    const id = `company-${String(this.#made++).padStart(5, '0')}`;
    const starts = addDays(today, Math.floor(this.#random() * 10));
    const lines = [this.#line('forwarding', starts), this.#line('displayed', starts)].map(
      ({ starts, ...line }) => line,
    );
    const company: Company = { id, starts, lines, channel: 'mail', people: 4, hours: 0 };
    this.#companies.push(company);
    return fileOf(company);
  }

  #line(usage: Line['usage'], starts: LocalDate): Line {
    const free = this.#free.findIndex(({ from }) => from <= starts);
    const [again] = free < 0 ? [] : this.#free.splice(free, 1);
    return { number: again?.number ?? lent(this.#numbers++), usage, from: starts, starts };
  }

  #another(company: Company, today: LocalDate): void {
    if (company.lines.length < 5)
      company.lines.push(this.#line('displayed', addDays(later(today, company.starts), 3)));
  }

  #end(company: Company, today: LocalDate): void {
    const last = company.lines.map(({ from }) => from).reduce(later);
    company.ends = addDays(later(today, last), 5);
    this.#companies.splice(this.#companies.indexOf(company), 1);
    this.#ended.push(Object.assign(company, { over: freeFrom(company) }));
  }

  #delete(place: number): Record<string, Change> {
    const [company] = this.#ended.splice(place, 1);
    if (!company) return {};
    for (const line of company.lines)
      this.#free.push({ number: line.number, from: addDays(lineFree(company, line), 1) });
    return { [`tenants/${company.id}.yaml`]: null };
  }

  #numbersFile(most: number): string {
    const blocks = Array.from({ length: Math.ceil((most * 8) / BLOCK) }, (_, i) => {
      const [from, to] = [lent(i * BLOCK), lent((i + 1) * BLOCK - 1)];
      return `  - { from: "${from}", to: "${to}", carrier: carrier-0, kinds: [phone, fax] }\n`;
    });
    const reserved = Array.from(
      { length: this.#reserved++ },
      (_, i) => `  - { number: "${lent(blocks.length * BLOCK - 1 - i)}", reason: test line }\n`,
    );
    return `blocks:\n${blocks.join('')}quarantineDays: { displayed: ${QUARANTINE.displayed}, forwarding: ${QUARANTINE.forwarding} }\n${
      reserved.length > 0 ? `reserved:\n${reserved.join('')}` : ''
    }`;
  }
}

function endOne(company: Company, today: LocalDate): void {
  const line = company.lines.find(({ ends, from }) => ends === undefined && from < today);
  if (line && company.lines.length > 2) line.ends = addDays(today, 1);
}

function suspend(company: Company, today: LocalDate): void {
  if (company.suspended) delete company.suspended;
  else company.suspended = today;
}

function lineFree({ ends: end }: Company, { usage, ends }: Line): LocalDate {
  return addDays((ends ?? end) as LocalDate, QUARANTINE[usage]);
}

function freeFrom(company: Company): LocalDate {
  return addDays(company.lines.map((line) => lineFree(company, line)).reduce(later), 1);
}

function later(a: LocalDate, b: LocalDate): LocalDate {
  return a > b ? a : b;
}

/** The n-th of our numbers, as people write it. */
export function lent(n: number): string {
  const digits = String(50_000_000 + n);
  return `03-${digits.slice(0, 4)}-${digits.slice(4)}`;
}

function fileOf(company: Company): Record<string, Change> {
  return { [`tenants/${company.id}.yaml`]: textOf(company) };
}

function textOf({ id, starts, ends, suspended, lines, channel, people, hours }: Company): string {
  const dates = ({ starts, ends }: Line) =>
    `${starts ? `, starts: ${starts}` : ''}${ends ? `, ends: ${ends}` : ''}`;
  const numbers = lines.map(
    (line) =>
      `  - { number: "${line.number}", type: "03", usage: ${line.usage}${
        line.usage === 'forwarding' ? ', forwardedFrom: { number: 06-6123-4567, line: ntt-fixed }' : ''
      }${dates(line)} }\n`,
  );
  const roster = Array.from({ length: 6 }, (_, p) => {
    const version = people + p;
    return `  - { id: p${p}, name: 担当 ${version}, kana: タントウ ${version}, department: 営業部, email: p${version}@${id}.example }\n`;
  });
  const report =
    channel === 'chatwork'
      ? `{ channel: chatwork, chatwork: { room: ${id} 受電報告, members: [{ accountId: 1001, role: admin }] } }`
      : '{ channel: mail, to: [named, p0] }';
  return `# yaml-language-server: $schema=../schema/tenant.schema.json
id: ${id}
company:
  name: 株式会社見本 ${id.slice(8)}
  kana: ミホン
  greeting: お電話ありがとうございます。見本でございます。
contract:
  starts: ${starts}
${ends ? `  ends: ${ends}\n` : ''}${suspended ? `  suspended: { since: ${suspended}, reason: police-request }\n` : ''}  identityCheck: { method: ic-chip, verifiedOn: ${addDays(starts, -3)}, recordRef: KYC-${id.slice(8)} }
numbers:
${numbers.join('')}roster:
${roster.join('')}report: ${report}
hours: { weekdays: "09:${String(hours % 60).padStart(2, '0')}-18:00", saturdays: closed, holidays: closed }
`;
}

/** The size of a history. */
export interface HistorySize {
  /** The most that are there at once. */
  tenants: number;
  /** On the branch's own line; each third is a merge of a branch with a commit of its own. */
  commits: number;
  seed?: number;
}

/**
 * Writes a repository whose tenants came, changed, ended and went over two and a half years, without breaking a rule: four fifths of
 * them in the first commit.
 * @returns the writer, so that more can follow, and the second after its last commit
 */
export async function simulate(
  folder: string,
  { tenants, commits, seed = 1 }: HistorySize,
): Promise<{ writer: HistoryWriter; end: number }> {
  const writer = await HistoryWriter.begin(folder);
  const simulation = new Simulation(seed);
  const at = (i: number) => BEGIN + Math.floor((i * DAYS * 86_400) / commits);
  const day = (i: number) => dateAt(at(i) * 1000);
  let tip = await writer.commit({
    at: at(0),
    message: 'First',
    files: simulation.first(Math.floor(tenants * 0.8), day(0), tenants),
  });
  for (let i = 1; i < commits; i++) {
    const files = simulation.step(day(i), tenants);
    if (i % 3 !== 0) {
      tip = await writer.commit({ at: at(i), message: `Change (#${i})`, files });
      continue;
    }
    const side = await writer.commit({
      at: at(i) - 60,
      message: 'Work',
      author: 'Jiro',
      branch: 'work',
      from: tip,
      files,
    });
    const message = `Merge pull request #${i} from x/work`;
    tip = await writer.commit({ at: at(i), message, files, from: tip, merges: [side] });
  }
  return { writer, end: at(commits) };
}
