import type { IndexRow } from '../../src/book/rows.ts';
import type { LocalDate } from '../../src/domain/local-date.ts';
import { digitsOf, fold, heard, spelled } from './fold.ts';

/** A row of the index that was found, and the person by whom. */
export interface Found {
  row: IndexRow;
  /** The place in the row's people. */
  person?: number;
}

/** One tenant, folded for the search. */
interface Folded {
  row: IndexRow;
  /** All of it, to pass over at once what cannot be meant. */
  all: string;
  id: string;
  company: Names;
  people: Names[];
  /** Without hyphens. */
  numbers: string[];
}

/** A name in writing and in kana; `heard` is the latter as it is heard. */
interface Names {
  name: string;
  /** The name without a word of company law at its beginning. */
  bare: string;
  kana: string;
  heard: string;
}

/** What a word of the query may be. */
interface Term {
  text: string;
  /** As it may be heard. */
  heard: string[];
  digits?: string;
}

/** @param day today: contracts that are over come after others that are as good */
export type Search = (query: string, day: LocalDate) => Found[];

/** Makes the search over all tenants. Texts are folded all at once: a call for each costs ten times as much. */
export function searchOver(rows: readonly IndexRow[]): Search {
  const texts = rows.map(({ id, name, kana, people }) =>
    [id, name, kana, ...people.flatMap((p) => [p.name, p.kana])].join('\t'),
  );
  const folded = fold(texts.join('\n'));
  const lines = folded.split('\n');
  const sounds = heard(folded).split('\n');
  const all = rows.map((row, i) => foldedRow(row, lines[i] ?? '', sounds[i] ?? ''));
  return (query, day) => find(all, query, day);
}

function foldedRow(row: IndexRow, line: string, sounds: string): Folded {
  const fields = line.split('\t');
  const soundFields = sounds.split('\t');
  const names = (at: number): Names => {
    const name = fields[at] ?? '';
    return {
      name,
      bare: name.replace(CORPORATE, ''),
      kana: fields[at + 1] ?? '',
      heard: soundFields[at + 1] ?? '',
    };
  };
  const numbers = row.numbers.map((n) => n.number.replaceAll('-', ''));
  return {
    row,
    all: [line, sounds === line ? '' : sounds, ...numbers].join('\t'),
    id: fields[0] ?? '',
    company: names(1),
    people: row.people.map((_, i) => names(3 + 2 * i)),
    numbers,
  };
}

/** Every word has to be found; the best come first, then those without an end, then in the order of the rows. */
function find(all: readonly Folded[], query: string, day: LocalDate): Found[] {
  const terms = termsOf(query);
  if (terms.length === 0) return [];
  // A short word finds nearly everybody: sorted by what they can score alone.
  const places = new Map<number, Found[]>();
  for (const folded of all) {
    const rated = hit(folded, terms);
    if (rated === undefined) continue;
    const over = folded.row.ends !== undefined && folded.row.ends < day;
    const place = 2 * rated.score - Number(over);
    const found: Found = rated.person < 0 ? { row: folded.row } : { row: folded.row, person: rated.person };
    const there = places.get(place);
    if (there) there.push(found);
    else places.set(place, [found]);
  }
  return [...places.keys()].sort((a, b) => b - a).flatMap((place) => places.get(place) ?? []);
}

/** How well all words are met, and the first person who meets one; -1 is nobody. */
interface Rate {
  score: number;
  person: number;
}

function hit(folded: Folded, terms: readonly Term[]): Rate | undefined {
  const found: Rate = { score: 0, person: -1 };
  for (const term of terms) {
    if (!folded.all.includes(term.text) && !term.heard.some((text) => folded.all.includes(text)))
      return undefined;
    const { score, person } = rate(folded, term);
    if (score === 0) return undefined;
    found.score += score;
    if (found.person < 0) found.person = person;
  }
  return found;
}

/** A number may be written with blanks; everything else is words, each of which has to be there. */
function termsOf(query: string): Term[] {
  const words = digitsOf(query) === undefined ? query.split(/\s+/) : [query];
  return words.flatMap((word): Term[] => {
    const text = fold(word);
    if (text === '') return [];
    const digits = digitsOf(word);
    if (digits !== undefined) return [{ text: digits, heard: [], digits }];
    return [{ text, heard: [...new Set([heard(text), ...spelled(text)])] }];
  });
}

/** How well one word is met, best of all; 0 is not at all. */
function rate({ id, company, people, numbers }: Folded, term: Term): Rate {
  const found: Rate = { score: Math.max(rateNames(company, term) * 10, rateId(id, term.text)), person: -1 };
  if (term.digits !== undefined) found.score = Math.max(found.score, rateNumber(numbers, term.digits));
  for (let i = 0; i < people.length && found.score < 60; i++) {
    const names = people[i];
    const score = names ? rateNames(names, term) * 6 : 0;
    if (score > found.score) [found.score, found.person] = [score, i];
  }
  return found;
}

function rateId(id: string, text: string): number {
  if (!id.includes(text)) return 0;
  return id.startsWith(text) ? 72 : 52;
}

/** The whole number, its tail, a part. */
function rateNumber(numbers: readonly string[], digits: string): number {
  let best = 0;
  for (const number of numbers) {
    if (number === digits) return 120;
    if (number.endsWith(digits)) best = 110;
    else if (best === 0 && number.includes(digits)) best = 60;
  }
  return best;
}

/** 0 to 10: what is written before what is heard, the whole before its beginning before any part. Words of company law do not count as beginning. */
function rateNames({ name, bare, kana, heard }: Names, term: Term): number {
  const { text } = term;
  if (bare === text || name === text || kana === text) return 10;
  if (bare.startsWith(text) || kana.startsWith(text)) return 9;
  if (term.heard.includes(heard)) return 8;
  if (term.heard.some((sound) => heard.startsWith(sound))) return 7;
  if (name.includes(text) || kana.includes(text)) return 5;
  return term.heard.some((sound) => heard.includes(sound)) ? 4 : 0;
}

const CORPORATE =
  /^(?:株式|有限|合同|合資|合名)会社|^(?:一般|公益)?(?:社団|財団)法人|^(?:医療|弁護士|税理士|学校|宗教|社会福祉|特定非営利活動)法人/;
