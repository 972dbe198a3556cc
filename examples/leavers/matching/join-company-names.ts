import { isSlipOfLegalForm } from './legal-suffixes.ts';
import { isOneSlipApart, jaroWinkler } from './jaro-winkler.ts';
import type { CompanyGroup } from './company-group.ts';
import { Groups, Tally } from './tally.ts';
import { UnionFind } from './union-find.ts';

/** More names than this on one domain: it is a host of many companies' pages, not the site of one. */
const NAMES_PER_DOMAIN = 6;

/** A piece of a name that more names share than this is no sign of likeness. */
const NAMES_PER_BLOCK = 300;

/** Joins the groups that are one company under several names. Two names with different known domains are never joined by likeness. */
export function joinCompanyNames(groups: readonly CompanyGroup[]): UnionFind {
  const joined = new UnionFind(groups.length);
  const pairs = [
    ...sameDomain(groups),
    ...block(groups, (group) => [spaceless(group)]),
    ...block(groups, (group) => [group.name.stem]).filter(([a, b]) => isOnlyPairOfStem(a, b, groups)),
    ...block(groups, spellingKeys).filter(([a, b]) => isMisspelling(a, b)),
    ...sameAcronym(groups),
  ];
  for (const [a, b] of pairs) joined.join(a.index, b.index);
  return joined;
}

type Pair = readonly [CompanyGroup, CompanyGroup];

function sameDomain(groups: readonly CompanyGroup[]): readonly Pair[] {
  const sites = new Groups<string, CompanyGroup>();
  for (const group of groups) if (group.domain !== '') sites.add(group.domain, group);
  return [...sites.lists()].filter((list) => list.length <= NAMES_PER_DOMAIN).flatMap(pairsOf);
}

function block(groups: readonly CompanyGroup[], keysOf: (group: CompanyGroup) => readonly string[]): readonly Pair[] {
  const blocks = new Groups<string, CompanyGroup>();
  for (const group of groups) for (const key of new Set(keysOf(group))) blocks.add(key, group);
  return [...blocks.lists()]
    .filter((list) => list.length <= NAMES_PER_BLOCK)
    .flatMap(pairsOf)
    .filter(([a, b]) => !domainsClash(a, b));
}

function pairsOf(list: readonly CompanyGroup[]): readonly Pair[] {
  return list.flatMap((a, index) => list.slice(index + 1).map((b): Pair => [a, b]));
}

function domainsClash(a: CompanyGroup, b: CompanyGroup): boolean {
  return a.domain !== '' && b.domain !== '' && a.domain !== b.domain;
}

function spaceless(group: CompanyGroup): string {
  return group.name.key.replaceAll(' ', '');
}

/** `Atlas` and `Atlas Group` are one; once there is an `Atlas Holding` too, nobody can say. */
function isOnlyPairOfStem(a: CompanyGroup, b: CompanyGroup, groups: readonly CompanyGroup[]): boolean {
  if (a.name.key !== a.name.stem && b.name.key !== b.name.stem) return false;
  return groups.filter((group) => group.name.stem === a.name.stem).length === 2;
}

/** A slip of the hand spoils one end of a name, seldom both. */
function spellingKeys(group: CompanyGroup): readonly string[] {
  const text = spaceless(group);
  return text.length < SLIP_LENGTH ? [] : [`${text.slice(0, 4)}…`, `…${text.slice(-5)}`, ...group.name.key.split(' ').slice(1)];
}

/** A misspelt name is rare beside the right one. */
const SLIP_SHARE = 0.15;
const SLIP_LENGTH = 7;
const LIKENESS_WITH_MAIL = 0.85;

function isMisspelling(a: CompanyGroup, b: CompanyGroup): boolean {
  const [rare, usual] = a.rows < b.rows ? [a, b] : [b, a];
  if (rare.rows > Math.max(2, usual.rows * SLIP_SHARE) || digitsOf(rare) !== digitsOf(usual)) return false;
  if (rare.name.key.startsWith(`${usual.name.key} `)) return wordsAfter(rare, usual).every(isSlipOfLegalForm);
  const sharesMail = rare.mailDomain !== '' && rare.mailDomain === usual.domain;
  return (
    isOneSlipApart(spaceless(rare), spaceless(usual)) ||
    (sharesMail && jaroWinkler(spaceless(rare), spaceless(usual)) >= LIKENESS_WITH_MAIL)
  );
}

function wordsAfter(long: CompanyGroup, short: CompanyGroup): readonly string[] {
  return long.name.key.slice(short.name.key.length + 1).split(' ');
}

function digitsOf(group: CompanyGroup): string {
  return group.name.key.replaceAll(/\D/gu, '');
}

function sameAcronym(groups: readonly CompanyGroup[]): readonly Pair[] {
  const acronyms = new Tally<string>();
  const byKey = new Map(groups.map((group) => [group.name.key, group]));
  for (const { name } of groups) if (name.acronym !== null) acronyms.add(name.acronym);
  return groups.flatMap((group): readonly Pair[] => {
    const short = group.name.acronym === null ? undefined : byKey.get(group.name.acronym);
    return short === undefined || acronyms.count(short.name.key) > 1 || domainsClash(group, short) ? [] : [[group, short]];
  });
}
